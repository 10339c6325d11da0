// Real data and a million rows: results and memory, no times.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { log } from '../base/log.ts';
import { writeBenchFile } from '../bench/import-file.ts';
import { read, withFiles } from '../fixtures/read.ts';
import { importFiles } from './import.ts';
import { previewFiles } from './preview.ts';

function sharedFolder(): string | null {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'shared', 'data', 'INDEX.md'))) return join(folder, 'shared', 'data');
  }
  return null;
}

const shared = sharedFolder();
if (shared === null) log('The real data sets (shared/data) are not on this machine: their tests are not run.');

test.runIf(shared !== null)('the real data sets have the rows and columns of their index', async () => {
  const path = (name: string): string => join(shared!, name);
  const energy = await read(path('energy-efficiency/ENB2012.csv'));
  expect([energy.report.rows, energy.columns]).toEqual([
    768,
    ['X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7', 'X8', 'Y1', 'Y2'].map((name) => `${name}:number`),
  ]);

  const machine = await read(path('ai4i2020/ai4i2020.csv'));
  expect(machine.columns.slice(0, 5)).toEqual([
    'UDI:number',
    'Product ID:text',
    'Type:category',
    'Air temperature:number[K]',
    'Process temperature:number[K]',
  ]);
  const failures = ['Machine failure', 'TWF', 'HDF', 'PWF', 'OSF', 'RNF'].map((name) => {
    const column = machine.table.columns.find((one) => one.name === name)!;
    return 'values' in column ? column.values.reduce((sum, value) => sum + value, 0) : -1;
  });
  expect([machine.report.rows, ...failures]).toEqual([10_000, 339, 46, 115, 95, 98, 19]);

  const years = [2011, 2012, 2013, 2014, 2015].map((year) => path(`gas-turbine/gt_${year}.csv`));
  const turbine = await read(years);
  expect([turbine.report.rows, turbine.columns.length, turbine.table.source.files.length]).toEqual([36_733, 11, 5]);

  expect((await read(path('ett/ETTh1.csv'))).report.rows).toBe(17_420);
  const sparks = await read(path('edm/edm.arff'));
  expect([sparks.report.rows, sparks.columns.length]).toEqual([154, 18]);
  const cycles = await read(path('hydraulic/TS1.txt.gz'));
  expect([cycles.report.rows, cycles.columns.length]).toEqual([2205, 60]);
});

test('a million rows of 30 columns arrive complete, within 1.5 GB, and the preview looks at a part only', async () => {
  await withFiles({}, async (path) => {
    const file = path('million.csv');
    writeBenchFile(file, 1_000_000);
    const preview = await previewFiles([file]);
    expect(preview.rows).toHaveLength(30);
    expect(Math.abs(preview.rowsAbout - 1_000_000)).toBeLessThan(50_000);
    const seen: number[] = [];
    const { table, report } = await importFiles(
      [file],
      {},
      { progress: ({ bytesDone, bytesTotal }) => seen.push(bytesDone / bytesTotal) },
    );
    expect([report.rows, table.columns.length, report.brokenRowCount]).toEqual([1_000_000, 30, 0]);
    expect(table.columns.map(({ kind }) => kind).join()).toBe(
      ['date', 'category', 'category', 'category', 'category', ...Array.from({ length: 25 }, () => 'number')].join(),
    );
    // The generator writes *** into a hundredth of the measured cells and a remark into a hundredth of the rows.
    const missing = report.columns.slice(5).reduce((sum, column) => sum + column.missingCount, 0);
    expect(Math.abs(missing - 250_000)).toBeLessThan(5000);
    expect(seen.at(-1)).toBe(1);
    expect(seen.every((share, index) => index === 0 || share >= seen[index - 1]!)).toBe(true);

    const child = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'bench', 'import-child.ts'), file], {
      encoding: 'utf8',
    });
    expect(child.stderr).toBe('');
    const { rows, megabytes } = JSON.parse(child.stdout) as { rows: number; megabytes: number };
    expect(rows).toBe(1_000_000);
    expect(megabytes).toBeLessThan(1500);
  });
});

test('a running import stops when it is cancelled', async () => {
  await withFiles({}, async (path) => {
    const file = path('long.csv');
    writeBenchFile(file, 200_000);
    const stop = new AbortController();
    const progress = (): void => stop.abort();
    await expect(importFiles([file], {}, { signal: stop.signal, progress })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
