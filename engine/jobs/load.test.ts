// Loading a document's data: what is kept in memory, and what names in the document mean.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DataSource } from '../contract/project.ts';
import { document } from '../store/testing/records.ts';
import { openWorkbench } from './testing/workbench.ts';
import type { Workbench } from './testing/workbench.ts';

let bench: Workbench;
beforeEach(() => void (bench = openWorkbench()));
afterEach(() => bench.close());

const of = (source: Partial<DataSource>) =>
  document({ data: [{ id: 'main', files: ['a.csv'], ...source }], tasks: [] });

test('the same content under another name is shown by that name, and is not read again', async () => {
  bench.write('a.csv', 'x,y\n1,2\n3,4\n5,6,7\n');
  const skip = { import: { brokenRows: 'skip' as const } };
  const april = await bench.jobs.load(of({ names: ['四月.csv'], ...skip }));
  const may = await bench.jobs.load(of({ names: ['五月.csv'], ...skip }));
  expect([april.fileNames, may.fileNames]).toEqual([['四月.csv'], ['五月.csv']]);
  expect(may.table.source.files).toEqual(['五月.csv']);
  expect(may.report.files.map(({ file }) => file)).toEqual(['五月.csv']);
  expect(may.report.brokenRows.map(({ file, line }) => [file, line])).toEqual([['五月.csv', 4]]);
  expect(may.profile).toBe(april.profile);
  expect(may.tableHash).toBe(april.tableHash);
});

test('a time column, a key and a corrected column may be named as the header has them, with the unit', async () => {
  bench.write('a.csv', '時刻[JST],番号[個],値[mm]\n2026/01/01 02:00,1,5\n2026/01/01 01:00,2,6\n2026/01/01 00:00,3,7\n');
  bench.write('b.csv', '番号,硬さ[HV]\n1,100\n2,200\n3,300\n');
  const plain = await bench.jobs.load(
    of({
      time: '時刻',
      join: [{ files: ['b.csv'], keys: ['番号'], kind: 'left' }],
      corrections: [{ row: 0, column: '値', value: 9 }],
    }),
  );
  const headers = await bench.jobs.load(
    of({
      time: '時刻[JST]',
      join: [{ files: ['b.csv'], keys: ['番号[個]'], kind: 'left' }],
      corrections: [{ row: 0, column: '値[mm]', value: 9 }],
    }),
  );
  const cells = headers.table.columns.flatMap((one) => (one.kind === 'number' ? [[one.name, ...one.values]] : []));
  expect(cells).toEqual([
    ['番号', 3, 2, 1],
    ['値', 7, 6, 9],
    ['硬さ', 300, 200, 100],
  ]);
  expect(headers.tableHash).toBe(plain.tableHash);
});
