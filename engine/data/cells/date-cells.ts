// Moments, in milliseconds on the file's own clock.

import type { DateFormat } from '../../contract/import.ts';
import { fieldText, type Row } from '../csv.ts';
import { dateFromText, fromSerial } from '../dates.ts';
import { canonical, type MissingSpellings } from '../missing.ts';
import { Tally, type Cells } from './cells.ts';
import { growingFloats, type Growing } from './growing.ts';

export interface DateCellsOptions {
  readonly format: DateFormat;
  readonly quote: string;
  readonly missing: MissingSpellings;
  readonly since1904: boolean;
  readonly expected: number;
}

export class DateCells implements Cells {
  readonly tally = new Tally();
  readonly values: Growing<Float64Array>;
  readonly #options: DateCellsOptions;

  constructor(options: DateCellsOptions) {
    this.#options = options;
    this.values = growingFloats(options.expected);
  }

  addField(row: Row, index: number): void {
    this.addText(fieldText(row, index, this.#options.quote));
  }

  addText(text: string): void {
    const value = dateFromText(text, this.#options.format);
    if (Number.isNaN(value)) {
      const known = this.#options.missing.amongNumbers.has(canonical(text));
      if (known) this.tally.missing(text.trim());
      else this.tally.unreadable(text.trim());
    }
    this.values.push(value);
  }

  addNumber(value: number, isDate: boolean): void {
    const serial = isDate || this.#options.format === 'excel-serial';
    const moment = serial
      ? fromSerial(value, this.#options.since1904)
      : dateFromText(String(value), this.#options.format);
    if (Number.isNaN(moment)) this.tally.unreadable(String(value));
    this.values.push(moment);
  }

  addNothing(): void {
    this.tally.missing('');
    this.values.push(NaN);
  }
}
