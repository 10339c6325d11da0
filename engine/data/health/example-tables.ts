// Small tables for tests, written column by column.

import type { Column, DateColumn, LevelColumn, NumberColumn, Table } from '../table.ts';

export function numbers(name: string, values: readonly number[], unit: string | null = null): NumberColumn {
  return { kind: 'number', name, unit, values: Float64Array.from(values) };
}

export function dates(name: string, values: readonly number[]): DateColumn {
  return { kind: 'date', name, unit: null, values: Float64Array.from(values) };
}

/** Words as a category, or as text; an empty cell is missing. */
export function words(name: string, cells: readonly string[], kind: 'category' | 'text' = 'category'): LevelColumn {
  const codes = new Map<string, number>();
  const column = Int32Array.from(cells, (cell) => {
    if (cell === '') return -1;
    const code = codes.get(cell) ?? codes.size;
    codes.set(cell, code);
    return code;
  });
  return { kind, name, unit: null, codes: column, levels: [...codes.keys()] };
}

export function table(columns: readonly Column[]): Table {
  const first = columns[0]!;
  const rowCount = 'codes' in first ? first.codes.length : first.values.length;
  return {
    rowCount,
    columns,
    source: {
      file: new Uint16Array(rowCount),
      line: Uint32Array.from({ length: rowCount }, (_, row) => row + 2),
      files: ['example.csv'],
    },
  };
}
