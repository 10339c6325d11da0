// Every data row of a file of separated values into the collectors.

import { Refusal } from '../contract/errors.ts';
import type { BrokenRow, ImportSettings } from '../contract/import.ts';
import { chunksOf } from './bytes.ts';
import type { Cells } from './cells/cells.ts';
import { fieldText, RowReader, type Row } from './csv.ts';
import { Utf8Converter, WrongEncoding } from './decode.ts';
import type { Look } from './look.ts';
import type { TableBuilder } from './table-builder.ts';

/** What hears of whole rows, once their cells were taken. */
export type RowTaker = Pick<TableBuilder, 'rowDone' | 'broken' | 'repeatedHeaders'>;

export interface FileTarget {
  readonly builder: RowTaker;
  /** Index of the file in the table's list. */
  readonly file: number;
  /** For each field of the file's rows the collector that takes it, null for none. */
  readonly takers: readonly (Cells | null)[];
  /** Collectors of columns that this file does not have. */
  readonly absent: readonly Cells[];
  readonly brokenRows: NonNullable<ImportSettings['brokenRows']>;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (done: number) => void;
}

/** The guess of the encoding met a byte that does not fit. */
export class EncodingContradicted extends Error {
  readonly chunk: Uint8Array;
  readonly line: number;
  constructor(chunk: Uint8Array, line: number) {
    super('a byte does not fit the guessed encoding');
    this.chunk = chunk;
    this.line = line;
  }
}

/** Reads the file's rows; returns how many characters could not be decoded. */
export async function importText(look: Look, target: FileTarget): Promise<number> {
  const { reading, source } = look;
  const converter = new Utf8Converter(reading.encoding, reading.encodingGuessed);
  const receiver = new RowIntake(look, target);
  const reader = new RowReader({ delimiter: reading.delimiter, quote: reading.quote }, (row) => receiver.take(row));
  try {
    for await (const { chunk, done } of chunksOf(source, target.signal)) {
      const bytes = converter.convert(chunk);
      receiver.watchZeros(bytes);
      reader.push(bytes);
      target.onBytes(done);
    }
    reader.push(converter.end());
    reader.end();
  } catch (error) {
    if (error instanceof WrongEncoding) throw new EncodingContradicted(error.chunk, reader.line);
    throw error;
  }
  return converter.replaced;
}

class RowIntake {
  readonly #look: Look;
  readonly #target: FileTarget;
  readonly #width: number;
  /** Some chunk held a NUL, so rows are searched for them. */
  #zeros = false;

  constructor(look: Look, target: FileTarget) {
    this.#look = look;
    this.#target = target;
    this.#width = look.names.length;
  }

  watchZeros(bytes: Uint8Array): void {
    if (!this.#zeros) this.#zeros = bytes.includes(0);
  }

  take(row: Row): boolean {
    const { reading } = this.#look;
    if (row.line < reading.firstDataLine || (reading.skipLines.size > 0 && reading.skipLines.has(row.line)))
      return true;
    if (this.#zeros && row.bytes.subarray(row.start, row.end).includes(0)) return this.#zeroBytes(row);
    if (row.fault !== null) return this.#broken(row, row.fault);
    const width = this.#width;
    const first = row.ends[0]! - row.starts[0]!;
    if (first === 0 && isBlank(row)) return true;
    if (row.count !== width) {
      if (this.#look.format === 'arff' && row.bytes[row.start] === 0x25) return true;
      if (row.count < width || !isEmptyFrom(row, width))
        return this.#broken(row, row.count < width ? 'too-few' : 'too-many');
    }
    if (this.#repeatsHeader(row)) return true;
    const { takers, absent, builder, file } = this.#target;
    for (let field = 0; field < width; field++) takers[field]?.addField(row, field);
    for (const cells of absent) cells.addNothing();
    builder.rowDone(file, row.line);
    return true;
  }

  /** A logger that lost power leaves NULs behind its last line: padding, no row. */
  #zeroBytes(row: Row): boolean {
    const padding = row.bytes.subarray(row.start, row.end).every((byte) => byte === 0 || byte === 0x20);
    return padding ? true : this.#broken(row, 'null-byte');
  }

  /** Logs that were joined carry their header again. */
  #repeatsHeader(row: Row): boolean {
    const { header, quote } = this.#look.reading;
    if (header === null) return false;
    const first = header[0]!;
    if (row.ends[0]! - row.starts[0]! < first.length || row.bytes[row.starts[0]!] !== Buffer.from(first, 'utf8')[0])
      return false;
    for (let field = 0; field < this.#width; field++) if (fieldText(row, field, quote) !== header[field]) return false;
    this.#target.builder.repeatedHeaders++;
    return true;
  }

  #broken(row: Row, reason: BrokenRow['reason']): false {
    const { file } = this.#look.source;
    const facts = { file, line: row.line, found: row.count, expected: this.#width };
    if (this.#target.brokenRows === 'refuse') {
      if (reason === 'too-few' || reason === 'too-many') throw new Refusal('csv.ragged-row', facts);
      throw new Refusal('import.broken-row', { file, line: row.line, reason });
    }
    const text = Buffer.from(row.bytes.subarray(row.start, Math.min(row.end, row.start + 200))).toString('utf8');
    this.#target.builder.broken({ ...facts, reason, text });
    return false;
  }
}

function isBlank(row: Row): boolean {
  if (row.count === 1) return row.flags[0] === 0;
  return isEmptyFrom(row, 0);
}

function isEmptyFrom(row: Row, from: number): boolean {
  for (let field = from; field < row.count; field++) {
    for (let at = row.starts[field]!; at < row.ends[field]!; at++) if (row.bytes[at] !== 0x20) return false;
  }
  return true;
}
