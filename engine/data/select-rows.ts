// A table without some of its rows: how "remove these rows" of a project document is carried out.

import type { Column, Table } from './table.ts';

/** The rows of `keep` (increasing row numbers), in that order. Levels stay as they are. */
export function selectRows(table: Table, keep: Uint32Array): Table {
  return {
    rowCount: keep.length,
    columns: table.columns.map((column) => selectCells(column, keep)),
    source: {
      files: table.source.files,
      file: pick(table.source.file, keep, new Uint16Array(keep.length)),
      line: pick(table.source.line, keep, new Uint32Array(keep.length)),
    },
  };
}

/** The table without the rows of `dropped` (any order, numbers outside the table are ignored). */
export function withoutRows(table: Table, dropped: readonly number[]): Table {
  if (dropped.length === 0) return table;
  const gone = new Uint8Array(table.rowCount);
  for (const row of dropped) if (row >= 0 && row < table.rowCount) gone[row] = 1;
  const keep = new Uint32Array(table.rowCount);
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) if (gone[row] === 0) keep[count++] = row;
  return selectRows(table, keep.subarray(0, count));
}

function selectCells(column: Column, keep: Uint32Array): Column {
  if ('codes' in column) return { ...column, codes: pick(column.codes, keep, new Int32Array(keep.length)) };
  return { ...column, values: pick(column.values, keep, new Float64Array(keep.length)) };
}

function pick<T extends { [index: number]: number }>(from: T, keep: Uint32Array, into: T): T {
  for (let i = 0; i < keep.length; i++) into[i] = from[keep[i]!]!;
  return into;
}
