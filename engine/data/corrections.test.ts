import { expect, test } from 'vitest';
import { withCorrections } from './corrections.ts';
import { cellText } from './table.ts';
import type { Table } from './table.ts';

const table: Table = {
  rowCount: 4,
  columns: [
    { kind: 'image', name: 'image', unit: null, codes: Int32Array.of(0, 1, 2, 3), levels: ['a', 'b', 'c', 'd'] },
    { kind: 'category', name: 'class', unit: null, codes: Int32Array.of(0, 0, 1, -1), levels: ['OK', 'NG'] },
    { kind: 'number', name: 'area', unit: '%', values: Float64Array.of(0, 1.5, 2, NaN) },
  ],
  source: { files: ['photos'], file: new Uint16Array(4), line: Uint32Array.of(1, 2, 3, 4) },
};
const texts = (changed: Table): string[][] =>
  changed.columns.map((column) => [0, 1, 2, 3].map((row) => cellText(column, row)));

test('a label is put right, a new word becomes a level, null takes the label away; the original stays as it was', () => {
  const before = texts(table);
  const changed = withCorrections(table, [
    { row: 0, column: 'class', value: 'NG' },
    { row: 1, column: 'class', value: '保留' },
    { row: 2, column: 'class', value: null },
    { row: 1, column: 'area', value: 3 },
    { row: 2, column: 'area', value: '4.5' },
    { row: 0, column: 'area', value: null },
  ]);
  expect(texts(changed)).toEqual([
    ['a', 'b', 'c', 'd'],
    ['NG', '保留', '', ''],
    ['', '3', '4.5', ''],
  ]);
  expect(texts(table)).toEqual(before);
});

test('of two decisions about one label the later one holds', () => {
  const changed = withCorrections(table, [
    { row: 3, column: 'class', value: 'NG' },
    { row: 3, column: 'class', value: 'OK' },
  ]);
  expect(texts(changed)[1]).toEqual(['OK', 'OK', 'NG', 'OK']);
});

test('decisions about rows and columns that are gone, and about photos themselves, change nothing', () => {
  expect(
    texts(
      withCorrections(table, [
        { row: 9, column: 'class', value: 'NG' },
        { row: 0, column: 'gone', value: 'NG' },
        { row: 0, column: 'image', value: 'b' },
      ]),
    ),
  ).toEqual(texts(table));
  expect(withCorrections(table, undefined)).toBe(table);
});
