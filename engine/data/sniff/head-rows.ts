// The first rows of a file as texts, for looking at: bounded, whatever the file.

import type { Dialect, Row } from '../csv.ts';
import { RowReader, rowTexts } from '../csv.ts';

export interface HeadRow {
  /** Line on which the row starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of UTF-8 bytes, at most `most`; unless `whole`, a last row without line end is left out. */
export function headRows(bytes: Uint8Array, dialect: Dialect, whole: boolean, most = 5000): HeadRow[] {
  const rows: HeadRow[] = [];
  const reader = new RowReader(dialect, (row: Row) => {
    if (rows.length < most && row.fault === null) rows.push({ line: row.line, cells: rowTexts(row, dialect.quote) });
    return true;
  });
  reader.push(bytes);
  if (whole) reader.end();
  return rows;
}

export function isBlank(row: HeadRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}

/** The commonest of some numbers; the larger of two equally common. */
export function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value > best)) [best, most] = [value, count];
  }
  return best;
}
