import { expect, test } from 'vitest';
import { withoutRows } from './select-rows.ts';
import type { Table } from './table.ts';

const table: Table = {
  rowCount: 4,
  columns: [
    { kind: 'number', name: 'x', unit: null, values: Float64Array.of(1, NaN, 3, 4) },
    { kind: 'category', name: 'lot', unit: null, codes: Int32Array.of(0, 1, -1, 0), levels: ['A', 'B'] },
  ],
  source: { file: Uint16Array.of(0, 0, 1, 1), line: Uint32Array.of(2, 3, 2, 3), files: ['a.csv', 'b.csv'] },
};

test('the remaining rows keep their values, their levels and where they came from', () => {
  const left = withoutRows(table, [2, 0, 99]);
  expect(left.rowCount).toBe(2);
  expect(left.columns[0]).toMatchObject({ values: Float64Array.of(NaN, 4) });
  expect(left.columns[1]).toMatchObject({ codes: Int32Array.of(1, 0), levels: ['A', 'B'] });
  expect(left.source.file).toEqual(Uint16Array.of(0, 1));
  expect(left.source.line).toEqual(Uint32Array.of(3, 3));
});

test('removing nothing gives the same table', () => {
  expect(withoutRows(table, [])).toBe(table);
});
