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
