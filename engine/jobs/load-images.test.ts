// Loading a data set of photos: what makes other data of it.

import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DataSource } from '../contract/project.ts';
import { greyPicture } from '../data/images/example-pictures.ts';
import { columnOf } from '../data/table.ts';
import { document } from '../store/testing/records.ts';
import { openWorkbench } from './testing/workbench.ts';
import type { Workbench } from './testing/workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = openWorkbench();
  mkdirSync(`${bench.folder}/写真`);
  for (const shade of [10, 60, 110])
    await greyPicture(Buffer.alloc(32 * 32, shade), 32, 32).toFile(`${bench.folder}/写真/${shade}.png`);
  bench.write('一覧.csv', '画像,深さ\n10.png,1\n60.png,2\n110.png,3\n');
});
afterEach(() => bench.close());

const load = async (settings: Pick<DataSource, 'import'>) => {
  const source = { id: 'main', files: [], images: ['写真'], manifest: '一覧.csv', ...settings };
  const { table, tableHash } = await bench.jobs.load(document({ data: [source], tasks: [] }));
  return { kind: columnOf(table, '深さ')!.kind, tableHash };
};

test('labels read in another way are other data; a unit beside them is not', async () => {
  const numbers = await load({});
  const grades = await load({ import: { columns: { 深さ: { kind: 'category' } } } });
  expect([numbers.kind, grades.kind]).toEqual(['number', 'category']);
  expect(grades.tableHash).not.toBe(numbers.tableHash);
  expect(await load({ import: { columns: { 深さ: { unit: 'mm' } } } })).toEqual(numbers);
});

test('the list of the photos is one of the files that were read', async () => {
  const source = { id: 'main', files: [], images: ['写真'], manifest: '一覧.csv' };
  const { sources } = await bench.jobs.load(document({ data: [source], tasks: [] }));
  const bytes = Buffer.byteLength('画像,深さ\n10.png,1\n60.png,2\n110.png,3\n');
  expect(sources[0]!.report.files).toEqual([{ file: '一覧.csv', rows: 3, encoding: 'utf-8', bytes }]);
});

const joinedTo = async (table: string, more: { readonly photo?: string; readonly kind?: 'inner' } = {}) => {
  bench.write('センサー.csv', table);
  const join = [{ files: ['センサー.csv'], keys: [], kind: more.kind ?? ('left' as const), ...more }];
  const source = { id: 'main', files: [], images: ['写真'], join };
  const loaded = await bench.jobs.load(document({ data: [source], tasks: [] }));
  const { table: whole, report } = loaded.sources[0]!;
  const column = columnOf(whole, '温度');
  return {
    names: whole.columns.map(({ name }) => name),
    values: column && 'values' in column ? [...column.values] : null,
    files: report.files.map(({ file }) => file),
    hash: loaded.tableHash,
  };
};

test('a table is joined to photos by the column that names them, with or without folder and extension', async () => {
  // In order of the names: 10, 110, 60.
  const named = await joinedTo('撮影,温度\nC:\\写真\\110.PNG,30\nC:\\写真\\60,20\nC:\\写真\\99.png,5\n', {
    photo: '撮影',
  });
  expect(named.values).toEqual([NaN, 30, 20]);
  expect(named.names).toEqual(['image', '温度']);
  expect(named.files).toEqual(['センサー.csv']);
  const inner = await joinedTo('撮影,温度\n110.png,30\n60.png,20\n', { photo: '撮影', kind: 'inner' });
  expect(inner.values).toEqual([30, 20]);
});

test('where nobody says which column names the photos it is found by its values', async () => {
  const guessed = await joinedTo('番号,写真,温度\n1,60.png,20\n2,110.png,30\n3,10.png,10\n');
  expect(guessed.values).toEqual([10, 30, 20]);
  expect(guessed.names).toEqual(['image', '番号', '温度']);
});

test('a column that names no photo is refused with examples of both, and so is a table without any', async () => {
  const table = '番号,温度\nA-1,20\nA-2,30\n';
  await expect(joinedTo(table, { photo: '番号' })).rejects.toMatchObject({
    code: 'join.no-photo-matches',
    facts: { file: 'センサー.csv', column: '番号', cells: ['A-1', 'A-2'], photos: ['10.png', '110.png', '60.png'] },
  });
  await expect(joinedTo(table)).rejects.toMatchObject({
    code: 'join.no-photo-column',
    facts: { columns: ['番号', '温度'] },
  });
  await expect(joinedTo(table, { photo: 'ファイル' })).rejects.toMatchObject({
    code: 'images.path-column-missing',
    facts: { column: 'ファイル' },
  });
  await expect(joinedTo('写真,温度\n60.png,20\n写真/60.png,30\n')).rejects.toMatchObject({
    code: 'join.duplicate-keys',
    facts: { example: '60.png', count: 1, line: 3 },
  });
});

test('tables are never joined without a key', async () => {
  bench.write('a.csv', 'x,y\n1,2\n3,4\n');
  const source = { id: 'main', files: ['a.csv'], join: [{ files: ['a.csv'], keys: [], kind: 'left' as const }] };
  await expect(bench.jobs.load(document({ data: [source], tasks: [] }))).rejects.toMatchObject({
    code: 'join.no-keys',
  });
});
