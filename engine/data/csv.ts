// UTF-8 bytes in, rows out: a byte-level reader of separated values that makes no strings.
//
// Any of CRLF, LF and CR ends a line. A quotation mark opens a field only at its start and closes it only
// before a separator or line end, so stray marks (`5" pipe`, `"12" nominal"`) stay text. A row that the
// receiver calls broken and that ran over several lines through quotes loses only its first line: one lost
// quotation mark must not swallow the lines after it.

import { Buffer } from 'node:buffer';

/** Longest row in bytes, and most line ends inside one quoted field: bounds for the work on damaged files. */
const longestRow = 4_000_000;
const longestLines = 200;

/** One row, valid only while the receiver looks at it. `flags`: 0 as is, 1 quoted, 2 quoted with doubled marks inside. */
export interface Row {
  bytes: Uint8Array;
  /** Number of fields. */
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  flags: Uint8Array;
  /** Line on which the row starts, from 1. */
  line: number;
  start: number;
  end: number;
  /** What is wrong with it, seen by the reader itself. */
  fault: 'quote' | 'too-long' | null;
}

export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
}

/** Looks at a row; false if it is broken. */
export type RowReceiver = (row: Row) => boolean;

export class RowReader {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #receive: RowReceiver;
  readonly #row: Row;
  #rest: Uint8Array = new Uint8Array(0);
  #line = 1;
  #discarding = false;
  #afterCarriageReturn = false;

  constructor(dialect: Dialect, receive: RowReceiver, firstLine = 1) {
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.#receive = receive;
    this.#line = firstLine;
    this.#row = {
      bytes: this.#rest, count: 0, line: 0, start: 0, end: 0, fault: null,
      starts: new Int32Array(64), ends: new Int32Array(64), flags: new Uint8Array(64),
    }; // prettier-ignore
  }

  /** Line on which the next row starts. */
  get line(): number {
    return this.#line;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = bytes.slice(this.#consume(bytes, false));
  }

  /** The last row may lack its line end. */
  end(): void {
    this.#consume(this.#rest, true);
    this.#rest = new Uint8Array(0);
  }

  /** Emits every complete row and returns where the incomplete one starts. */
  #consume(bytes: Uint8Array, last: boolean): number {
    const row = this.#row;
    row.bytes = bytes;
    let at = 0;
    while (at < bytes.length) {
      if (this.#afterCarriageReturn) {
        this.#afterCarriageReturn = false;
        if (bytes[at] === 0x0a) at++;
        if (at === bytes.length) break;
      }
      if (this.#discarding) {
        at = this.#discardLine(bytes, at);
        continue;
      }
      const next = this.#readRow(bytes, at, last);
      if (next >= 0) {
        at = this.#deliver(at, next);
      } else if (last || bytes.length - at > longestRow || next === -2) {
        at = this.#deliverFault(bytes, at, next === -1 ? 'too-long' : 'quote');
      } else break;
    }
    return at;
  }

  #deliver(start: number, next: number): number {
    const row = this.#row;
    row.fault = null;
    row.line = this.#line;
    row.start = start;
    const lines = this.#linesIn(row.bytes, start, row.end);
    if (!this.#receive(row) && lines > 0) return this.#skipLine(row.bytes, start);
    this.#line += lines + (next > row.end ? 1 : 0);
    return next;
  }

  /** A row without end: its first line is given up and reading goes on behind it. */
  #deliverFault(bytes: Uint8Array, start: number, fault: 'quote' | 'too-long'): number {
    const row = this.#row;
    row.line = this.#line;
    row.start = start;
    row.end = lineEnd(bytes, start);
    row.count = 0;
    row.fault = fault;
    this.#receive(row);
    row.fault = null;
    if (row.end === bytes.length) this.#discarding = true;
    return this.#discarding ? bytes.length : this.#skipLine(bytes, start);
  }

  #skipLine(bytes: Uint8Array, start: number): number {
    const end = lineEnd(bytes, start);
    this.#line++;
    return this.#pastLineEnd(bytes, end);
  }

  #discardLine(bytes: Uint8Array, start: number): number {
    const end = lineEnd(bytes, start);
    if (end === bytes.length) return end;
    this.#discarding = false;
    this.#line++;
    return this.#pastLineEnd(bytes, end);
  }

  #pastLineEnd(bytes: Uint8Array, end: number): number {
    if (end >= bytes.length) return bytes.length;
    if (bytes[end] === 0x0d) {
      if (end + 1 === bytes.length) this.#afterCarriageReturn = true;
      else if (bytes[end + 1] === 0x0a) return end + 2;
    }
    return end + 1;
  }

  /** Line ends inside quoted fields; most rows have none, and most have no quotes at all. */
  #linesIn(bytes: Uint8Array, start: number, end: number): number {
    if (!this.#quotedLines) return 0;
    let lines = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) lines++;
    }
    return lines;
  }

  #quotedLines = false;

  /** Finds the fields of the row at `start`. Returns where the next row starts, -1 if more bytes are needed, -2 if a quote never closes. */
  #readRow(bytes: Uint8Array, start: number, last: boolean): number {
    const { delimiter, quote, length } = { delimiter: this.#delimiter, quote: this.#quote, length: bytes.length };
    const row = this.#row;
    this.#quotedLines = false;
    let count = 0;
    let at = start;
    for (;;) {
      if (count === row.starts.length) this.#widen();
      let open = at;
      if (quote >= 0) while (open < length && bytes[open] === 0x20) open++;
      if (quote >= 0 && open < length && bytes[open] === quote) {
        const close = this.#closingQuote(bytes, open + 1, last);
        if (close < 0) return close;
        row.starts[count] = open + 1;
        row.ends[count] = close;
        row.flags[count] = this.#doubled ? 2 : 1;
        at = close + 1;
        while (at < length && bytes[at] === 0x20) at++;
      } else {
        row.starts[count] = at;
        let byte = 0;
        while (at < length && (byte = bytes[at]!) !== delimiter && byte !== 0x0a && byte !== 0x0d) at++;
        row.ends[count] = at;
        row.flags[count] = 0;
      }
      count++;
      if (at >= length && !last) return -1;
      if (at < length && bytes[at] === delimiter) {
        at++;
        continue;
      }
      row.count = count;
      row.end = at;
      return this.#pastLineEnd(bytes, at);
    }
  }

  #doubled = false;

  #closingQuote(bytes: Uint8Array, start: number, last: boolean): number {
    const quote = this.#quote;
    let lines = 0;
    this.#doubled = false;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === 0x0a || byte === 0x0d) {
        this.#quotedLines = true;
        if (++lines > longestLines * 2) return -2;
      } else if (byte === quote) {
        if (bytes[at + 1] === quote) {
          this.#doubled = true;
          at++;
        } else if (at + 1 >= bytes.length && !last) return -1;
        else if (this.#closes(bytes, at + 1)) return at;
      }
    }
    return last || bytes.length - start > longestRow ? -2 : -1;
  }

  #closes(bytes: Uint8Array, behind: number): boolean {
    let at = behind;
    while (at < bytes.length && bytes[at] === 0x20) at++;
    const byte = bytes[at];
    return at >= bytes.length || byte === this.#delimiter || byte === 0x0a || byte === 0x0d;
  }

  #widen(): void {
    const row = this.#row;
    const size = row.starts.length * 2;
    const starts = new Int32Array(size);
    const ends = new Int32Array(size);
    const flags = new Uint8Array(size);
    starts.set(row.starts);
    ends.set(row.ends);
    flags.set(row.flags);
    Object.assign(row, { starts, ends, flags });
  }
}

function lineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
  return at;
}

/** Field `index` as text. */
export function fieldText(row: Row, index: number, quote: string): string {
  const { bytes, starts, ends, flags } = row;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + starts[index]!, ends[index]! - starts[index]!).toString(
    'utf8',
  );
  return flags[index] === 2 ? text.replaceAll(quote + quote, quote) : text;
}

/** All fields as texts, untrimmed. */
export function rowTexts(row: Row, quote: string): string[] {
  return Array.from({ length: row.count }, (_, index) => fieldText(row, index, quote));
}
