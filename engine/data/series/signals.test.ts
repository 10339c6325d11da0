// Signals of cycles: read from text and gzip, joined row by row, refused where they do not fit.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { columnOf, type NumberColumn } from '../table.ts';
import { table, words } from '../health/example-tables.ts';
import { joinSignals, readSignal } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'signals-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): { path: string; name: string } {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, name };
}

const labels = table([words('state', ['ok', 'ok', 'worn'])]);
const valuesOf = (from: Awaited<ReturnType<typeof joinSignals>>, name: string): number[] => [
  ...(columnOf(from, name) as NumberColumn).values,
];

test.each([
  ['tabs', 'TS1.txt', '1\t2\t3\n4\t\t6\n7\t8\t9\n'],
  ['spaces, and no end of line', 'TS1.txt', ' 1  2 3\r\n4 nan 6\r\n7 8 9'],
  ['commas, packed', 'TS1.txt.gz', gzipSync('1,2,3\n4,,6\n7,8,9\n')],
])('each value of a cycle becomes a column of its row: %s', async (_, name, content) => {
  const joined = await joinSignals(labels, [file(name, content)], { form: 'values' });
  expect(joined.columns.map((column) => column.name)).toEqual(['state', 'TS1 [1]', 'TS1 [2]', 'TS1 [3]']);
  expect(valuesOf(joined, 'TS1 [2]')).toEqual([2, NaN, 8]);
  expect(valuesOf(joined, 'TS1 [3]')).toEqual([3, 6, 9]);
});

test('a cycle comes to level, spread, slope and ends', async () => {
  const joined = await joinSignals(labels, [file('P.csv', '0,1,2,3\n5,5,5,5\n4,,,1\n')], { form: 'features' });
  const row = (at: number): number[] =>
    ['mean', 'deviation', 'slope', 'minimum', 'maximum', 'early', 'late'].map(
      (name) => valuesOf(joined, `P ${name}`)[at]!,
    );
  // A straight rise by 3 over the cycle; its deviation is that of 0, 1, 2, 3.
  expect(row(0)).toEqual([1.5, expect.closeTo(Math.sqrt(1.25), 6), expect.closeTo(3, 6), 0, 3, 0, 3]);
  expect(row(1)).toEqual([5, 0, expect.closeTo(0, 6), 5, 5, 5, 5]);
  expect(row(2)).toEqual([2.5, 1.5, expect.closeTo(-3, 6), 1, 4, 4, 1]);
});

test('long cycles become features alone, short ones both', async () => {
  const cycles = (length: number): string =>
    Array.from({ length: 3 }, () => Array(length).fill(1).join('\t')).join('\n');
  const names = async (length: number): Promise<number> =>
    (await joinSignals(labels, [file(`L${length}.txt`, cycles(length))])).columns.length - 1;
  expect(await names(10)).toBe(17);
  expect(await names(200)).toBe(7);
});

test('two files of one sensor keep both their columns', async () => {
  const twice = [file('A.txt', '1\n2\n3\n'), file('A.csv', '4\n5\n6\n')];
  const joined = await joinSignals(labels, twice, { form: 'values' });
  expect(joined.columns.map((column) => column.name)).toEqual(['state', 'A [1]', 'A [1] (2)']);
});

test.each([
  ['another number of cycles', '1 2\n3 4\n', 'series.signal-rows', { file: 'bad.txt', found: 2, expected: 3 }],
  ['a line cut short', '1 2\n3\n5 6\n', 'series.signal-length', { file: 'bad.txt', line: 2, found: 1, expected: 2 }],
  ['a header', 'pressure flow\n1 2\n3 4\n', 'series.signal-value', { file: 'bad.txt', line: 1, text: 'pressure' }],
])('%s is refused in words', async (_, content, code, facts) => {
  await expect(joinSignals(labels, [file('bad.txt', content)])).rejects.toMatchObject({ code, facts });
});

test('a damaged file and one that is not there are refused, not taken for a bug', async () => {
  const packed = gzipSync('1 2 3\n'.repeat(5000));
  await expect(readSignal(file('cut.txt.gz', packed.subarray(0, 40)))).rejects.toMatchObject({ name: 'Refusal' });
  await expect(readSignal({ path: join(folder, 'none.txt'), name: 'none.txt' })).rejects.toMatchObject({
    code: 'import.not-found',
  });
});
