import { expect, it } from 'vitest';
import { stackedNames, stackTables } from './stack.ts';
import type { Table } from './table.ts';

const table = (columns: Table['columns'], rowCount: number, file: string): Table => ({
  rowCount,
  columns,
  source: {
    file: new Uint16Array(rowCount),
    line: Uint32Array.from({ length: rowCount }, (_, i) => i + 2),
    files: [file],
  },
});

const first = table(
  [
    { kind: 'number', name: '温度', unit: '℃', values: Float64Array.of(1, 2) },
    { kind: 'category', name: '判定', unit: null, codes: Int32Array.of(0, -1), levels: ['OK'] },
    { kind: 'image', name: 'image', unit: null, codes: Int32Array.of(0, 1), levels: ['a.png', 'b.png'] },
  ],
  2,
  'one.csv',
);
const second = table(
  [
    { kind: 'category', name: '判定', unit: null, codes: Int32Array.of(0, 1), levels: ['NG', 'OK'] },
    { kind: 'category', name: '温度', unit: null, codes: Int32Array.of(0, 0), levels: ['高'] },
    { kind: 'image', name: 'image', unit: null, codes: Int32Array.of(1, 0), levels: ['a.png', 'c.png'] },
  ],
  2,
  'two.csv',
);

it('lays the rows of two data sets one below the other, columns of one name and nature together', () => {
  const all = stackTables([
    { id: 'one', table: first },
    { id: 'two', table: second },
  ]);
  expect(all.rowCount).toBe(4);
  expect(all.columns.map((column) => column.name)).toEqual(['温度', '判定', 'image', '温度 (two)']);
  const [temperature, judged, image, words] = all.columns;
  expect(temperature).toMatchObject({ values: Float64Array.of(1, 2, NaN, NaN), unit: '℃' });
  expect(judged).toMatchObject({ codes: Int32Array.of(0, -1, 1, 0), levels: ['OK', 'NG'] });
  // The same path in another data set is another photo.
  expect(image).toMatchObject({ codes: Int32Array.of(0, 1, 3, 2), levels: ['a.png', 'b.png', 'a.png', 'c.png'] });
  expect(words).toMatchObject({ codes: Int32Array.of(-1, -1, 0, 0), levels: ['高'] });
  expect(all.source.files).toEqual(['one.csv', 'two.csv']);
  expect([...all.source.file]).toEqual([0, 0, 1, 1]);
});

it('leaves a single data set as it is', () => {
  expect(stackTables([{ id: 'one', table: first }])).toBe(first);
});

it('tells what each column is called among all rows', () => {
  const names = stackedNames([
    { id: 'one', table: first },
    { id: 'two', table: second },
  ]);
  expect(names.get('one')!.get('温度')).toBe('温度');
  expect(names.get('two')!.get('温度')).toBe('温度 (two)');
  expect(names.get('two')!.get('判定')).toBe('判定');
});
