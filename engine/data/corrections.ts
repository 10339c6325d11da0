// Labels that people put right: the table as read, with those cells changed. Where the column is of numbers, words
// that are no number leave the cell empty rather than guess.

import type { DataSource } from '../contract/project.ts';
import type { Column, LevelColumn, NumberColumn, Table } from './table.ts';

export type Corrections = NonNullable<DataSource['corrections']>;

/**
 * @param corrections rows as the data set was read, before any was removed; those of rows or columns that are not
 *   there (any more) change nothing, and of several about one cell the last holds
 */
export function withCorrections(table: Table, corrections: Corrections | undefined): Table {
  if (corrections === undefined || corrections.length === 0) return table;
  const byColumn = Map.groupBy(
    corrections.filter(({ row }) => row < table.rowCount),
    ({ column }) => column,
  );
  const columns = table.columns.map((column): Column => {
    const own = byColumn.get(column.name);
    if (own === undefined || column.kind === 'image' || column.kind === 'date') return column;
    return column.kind === 'number' ? numbersWith(column, own) : wordsWith(column, own);
  });
  return { ...table, columns };
}

function numbersWith(column: NumberColumn, corrections: Corrections): NumberColumn {
  const values = column.values.slice();
  for (const { row, value } of corrections) {
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
    values[row] = isEmpty ? NaN : Number(value);
  }
  return { ...column, values };
}

function wordsWith(column: LevelColumn, corrections: Corrections): LevelColumn {
  const codes = column.codes.slice();
  const levels = [...column.levels];
  for (const { row, value } of corrections) {
    const word = value === null ? null : String(value);
    if (word !== null && !levels.includes(word)) levels.push(word);
    codes[row] = word === null ? -1 : levels.indexOf(word);
  }
  return { ...column, codes, levels };
}
