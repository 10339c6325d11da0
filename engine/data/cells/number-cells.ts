// Numbers: from bytes where plainly written, through the text where not. What cannot be read is missing
// and counted by its spelling, never a number.

import { fieldText, type Row } from '../csv.ts';
import { clockTime } from '../dates.ts';
import { canonical, type MissingSpellings } from '../missing.ts';
import { isIdentifierNumber, numberFromBytes, numberFromText, numberWithUnit, type NumberStyle } from '../numbers.ts';
import { foldWidth } from '../width.ts';
import { Tally, type Cells } from './cells.ts';
import { growingFloats, type Growing } from './growing.ts';

/**
 * What is this large is no measurement: instruments write 9.9E+37 for "over range" and 9.91E+37 for "no reading"
 * (SCPI-99, 7.2.1), and single precision, in which models calculate, ends at 3.4E+38.
 */
const noReading = 1e30;

export interface NumberCellsOptions {
  readonly style: NumberStyle;
  readonly quote: string;
  readonly missing: MissingSpellings;
  /** The unit that may stand behind a value in its cell. */
  readonly unit: string | null;
  /** Clock and elapsed times, read as seconds. */
  readonly clock: boolean;
  readonly expected: number;
}

export class NumberCells implements Cells {
  readonly tally = new Tally();
  readonly values: Growing<Float64Array>;
  readonly #options: NumberCellsOptions;
  readonly #decimal: number;
  readonly #clock: boolean;
  readonly #someMissing: boolean;

  constructor(options: NumberCellsOptions) {
    this.#options = options;
    this.#decimal = options.style.decimal.charCodeAt(0);
    this.#clock = options.clock;
    this.#someMissing = options.missing.numbers.size > 0;
    this.values = growingFloats(options.expected);
  }

  addField(row: Row, index: number): void {
    const bytes = row.bytes;
    let start = row.starts[index]!;
    let end = row.ends[index]!;
    while (start < end && bytes[start] === 0x20) start++;
    while (start < end && bytes[end - 1] === 0x20) end--;
    if (start === end) {
      this.tally.missing('');
      this.values.push(NaN);
      return;
    }
    const value = this.#clock ? NaN : numberFromBytes(bytes, start, end, this.#decimal);
    if (!(Math.abs(value) < noReading) || (this.#someMissing && this.#options.missing.numbers.has(value))) {
      this.addText(fieldText(row, index, this.#options.quote));
      return;
    }
    if (bytes[start] === 0x30 && end - start > 1 && bytes[start + 1]! >= 0x30 && bytes[start + 1]! <= 0x39)
      this.#suspect(fieldText(row, index, ''));
    else if (end - start > 15) this.#suspect(fieldText(row, index, ''));
    this.values.push(value);
  }

  addText(text: string): void {
    this.values.push(this.#read(text));
  }

  addNumber(value: number, isDate: boolean): void {
    if (this.#options.missing.numbers.has(value)) {
      this.tally.missing(String(value));
      this.values.push(NaN);
      return;
    }
    const readable = Math.abs(value) < noReading && (!isDate || this.#clock);
    if (!readable) this.tally.unreadable(String(value));
    // A time of day in a workbook is a fraction of a day.
    this.values.push(!readable ? NaN : isDate ? Math.round(value * 86_400_000) / 1000 : value);
  }

  addNothing(): void {
    this.tally.missing('');
    this.values.push(NaN);
  }

  #suspect(text: string): void {
    if (isIdentifierNumber(text.trim())) this.tally.identifiers++;
  }

  #read(text: string): number {
    const { style, missing, unit } = this.#options;
    if (missing.amongNumbers.has(canonical(text))) {
      this.tally.missing(text.trim());
      return NaN;
    }
    if (this.#clock) {
      const time = clockTime(foldWidth(text));
      if (!Number.isNaN(time)) return time / 1000;
    } else {
      const value = numberFromText(text, style);
      if (Math.abs(value) < noReading) {
        this.#suspect(foldWidth(text));
        return value;
      }
      const measured = unit === null ? null : numberWithUnit(text, style);
      if (measured && measured.unit === foldWidth(unit!)) return measured.value;
    }
    this.tally.unreadable(text.trim());
    return NaN;
  }
}
