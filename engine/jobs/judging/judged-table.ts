// A result as a table: the file's own cells, the answers beside them, in the order of the file. Pages and the whole file
// are read from the same cells.

import type { CsvCell } from '../../contract/csv.ts';
import type { JudgedColumn, JudgedFilter, JudgedTask } from '../../contract/judging.ts';
import type { Language } from '../../contract/language.ts';

export interface JudgedTable {
  readonly source: string;
  readonly kind: 'rows' | 'forecast';
  readonly rows: number;
  readonly columns: readonly JudgedColumn[];
  readonly tasks: readonly JudgedTask[];
  /** Cells of the rows from `from` to `to` (exclusive), in the order of the columns. */
  cells(from: number, to: number, language: Language): CsvCell[][];
  /** Whether the filter leaves this row. */
  passes(row: number, filter: JudgedFilter): boolean;
  close(): void;
}

export interface JudgedPage {
  readonly total: number;
  readonly rows: { row: number; cells: CsvCell[] }[];
}

export function pageOf(
  table: JudgedTable,
  filter: JudgedFilter,
  offset: number,
  limit: number,
  language: Language,
): JudgedPage {
  const places: number[] = [];
  let total = filter.kind === 'all' ? table.rows : 0;
  if (filter.kind === 'all') for (let row = offset; row < Math.min(offset + limit, table.rows); row++) places.push(row);
  else
    for (let row = 0; row < table.rows; row++)
      if (table.passes(row, filter)) {
        if (total >= offset && places.length < limit) places.push(row);
        total++;
      }
  return { total, rows: places.map((row) => ({ row, cells: table.cells(row, row + 1, language)[0]! })) };
}

/** Single precision holds seven digits; more would be noise. */
export function shown(value: number): number {
  return Number(value.toPrecision(7));
}
