// The description of a column, on values whose statistics can be seen by eye.

import { expect, test } from 'vitest';
import { dates, numbers, table, words } from './health/example-tables.ts';
import { profileColumn, profileTable } from './profile.ts';

test('quartiles, mean and deviation of five numbers and a gap', () => {
  const profile = profileColumn(numbers('temperature', [4, 1, NaN, 2, 3, 5]));
  expect(profile).toMatchObject({ count: 5, missing: 1, distinct: 5 });
  // Mean 3; squares 4+1+0+1+4 = 10 over 4 = 2.5.
  expect(profile.kind === 'number' && profile.numbers).toEqual({
    minimum: 1,
    lowerQuartile: 2,
    median: 3,
    upperQuartile: 4,
    maximum: 5,
    mean: 3,
    deviation: Math.sqrt(2.5),
    whole: true,
  });
});

test('a histogram counts every value once, also the largest', () => {
  const values = Array.from({ length: 1000 }, (_, i) => (i * i) / 7);
  const profile = profileColumn(numbers('x', values));
  if (profile.kind !== 'number' || !profile.histogram) throw new Error('a number column has a histogram');
  expect(profile.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
  expect(profile.histogram.counts.length).toBeLessThanOrEqual(30);
  expect(profile.histogram.edges.length).toBe(profile.histogram.counts.length + 1);
  expect(profile.histogram.edges.at(-1)).toBe(999 ** 2 / 7);
});

test('a few whole numbers get a bin each', () => {
  const profile = profileColumn(numbers('grade', [1, 3, 3, 4]));
  expect(profile).toMatchObject({ histogram: { edges: [0.5, 1.5, 2.5, 3.5, 4.5], counts: [1, 0, 2, 1] } });
});

test('only the 12 commonest levels are listed, the rest is counted', () => {
  const cells = Array.from({ length: 20 }, (_, level) => Array<string>(level + 1).fill(`L${level}`)).flat();
  const profile = profileColumn(words('lot', cells));
  if (profile.kind !== 'category') throw new Error('a category column has levels');
  expect(profile.levels[0]).toEqual({ level: 'L19', count: 20 });
  expect(profile.levels.length).toBe(12);
  // Levels 0..7 hold 1+2+...+8 = 36 rows.
  expect(profile.rest).toEqual({ levels: 8, count: 36 });
});

test('the typical interval of a logger is that of most steps, not of the pauses', () => {
  const profile = profileColumn(dates('at', [0, 60_000, 120_000, 120_000, 180_000, 9e9]));
  expect(profile).toMatchObject({ first: 0, last: 9e9, distinct: 5, typicalInterval: 60_000 });
});

test('a column without any value has no statistics instead of wrong ones', () => {
  expect(profileColumn(numbers('x', [NaN, NaN]))).toMatchObject({
    count: 0,
    missing: 2,
    distinct: 0,
    numbers: null,
    histogram: null,
  });
  expect(profileColumn(dates('t', [NaN]))).toMatchObject({ first: null, typicalInterval: null });
});

test('profiling reports its progress and ends when cancelled', async () => {
  const example = table([numbers('a', [1, 2]), numbers('b', [3, 4])]);
  const shares: number[] = [];
  await profileTable(example, { progress: (share) => shares.push(share) });
  expect(shares).toEqual([0.5, 1]);
  await expect(profileTable(example, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
