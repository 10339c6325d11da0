// Inputs: what is fitted comes from training rows alone, and what was never seen cannot surprise the model.

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { Refusal } from '../contract/errors.ts';
import { epochBatches, orderedBatches } from './batches.ts';
import { encodeInputs, fitFeatures } from './features.ts';
import { dates, numbers, table, words } from './health/example-tables.ts';
import type { Column } from './table.ts';

const day = 86_400_000;
const choice = { exclude: [], targets: [] };
const firstHalf = Uint32Array.from({ length: 50 }, (_, i) => i);

/** 100 rows of every kind of column; the second half can be anything. */
function columns(seed: number, testSeed: number): Column[] {
  const rng = createRng(seed);
  const other = createRng(testSeed);
  const at = (row: number) => (row < 50 ? rng : other);
  const rows = Array.from({ length: 100 }, (_, row) => row);
  return [
    numbers(
      'x',
      rows.map((row) => (at(row).next() < 0.1 ? NaN : at(row).normal() * (row < 50 ? 1 : 1000))),
    ),
    words(
      'kind',
      rows.map((row) => (row < 50 ? `k${at(row).integer(4)}` : `new${at(row).integer(50)}`)),
    ),
    dates(
      'at',
      rows.map((row) => 1e12 + at(row).integer(40) * day + at(row).integer(24) * 3_600_000 + (row < 50 ? 0 : 1e10)),
    ),
  ];
}

test.each([1, 2, 3])('changing every row that is not for training changes nothing of the plan (seed %i)', (seed) => {
  const plan = fitFeatures(table(columns(seed, 100)), firstHalf, choice);
  expect(plan.numeric.length).toBeGreaterThan(3);
  expect(fitFeatures(table(columns(seed, 200)), firstHalf, choice)).toEqual(plan);
});

test('a level never seen in training is 0, like a missing one; a missing number stays NaN', () => {
  const training = table([words('type', ['L', 'M', 'H', 'L']), numbers('x', [1, 2, 3, NaN])]);
  const plan = fitFeatures(training, Uint32Array.of(0, 1, 2, 3), choice);
  expect(plan.categorical[0]!.levels).toEqual(['H', 'L', 'M']);
  const tomorrow = encodeInputs(table([numbers('x', [5, NaN, 7]), words('type', ['XL', '', 'H'])]), plan);
  expect([...tomorrow.categorical]).toEqual([0, 0, 1]);
  expect([...tomorrow.numeric]).toEqual([5, NaN, 7]);
});

test('constants, empty columns, targets, exclusions and free text are left out, each with its reason', () => {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const example = table([
    numbers('x', rows),
    numbers(
      'fixed',
      rows.map(() => 7),
    ),
    numbers(
      'empty',
      rows.map(() => NaN),
    ),
    numbers('y', rows),
    numbers('serial', rows),
    words(
      'remark',
      rows.map((row) => `remark ${row}`),
      'text',
    ),
    words(
      'grade',
      rows.map((row) => 'ab'[row % 2]!),
      'text',
    ),
  ]);
  const plan = fitFeatures(example, Uint32Array.from(rows), { exclude: ['serial'], targets: ['y'] });
  expect(plan.numeric.map((feature) => feature.column)).toEqual(['x']);
  expect(plan.categorical.map((feature) => feature.column)).toEqual(['grade']);
  expect(plan.leftOut).toEqual([
    { column: 'fixed', reason: 'constant' },
    { column: 'empty', reason: 'empty' },
    { column: 'y', reason: 'target' },
    { column: 'serial', reason: 'excluded' },
    { column: 'remark', reason: 'text' },
  ]);
});

test('knots rise, span the training values and are at most 49', () => {
  const rng = createRng(5);
  const values = Array.from({ length: 1000 }, () => Math.round(rng.normal() * 20));
  const { quantiles, center, scale } = fitFeatures(
    table([numbers('x', values)]),
    Uint32Array.from(values, (_, i) => i),
    choice,
  ).numeric[0]!;
  expect(quantiles.length).toBeLessThanOrEqual(49);
  expect(quantiles).toEqual([...new Set(quantiles)].sort((a, b) => a - b));
  expect([quantiles[0], quantiles.at(-1)]).toEqual([Math.min(...values), Math.max(...values)]);
  const mean = values.reduce((sum, value) => sum + value, 0) / 1000;
  expect(center).toBeCloseTo(mean, 9);
  expect(scale).toBeCloseTo(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 999), 9);
});

test('large numbers keep their small differences', () => {
  // Float32 near 1e9 steps by 64: without an origin all of these would be one value.
  const values = Array.from({ length: 100 }, (_, i) => 1e9 + i * 0.5);
  const example = table([numbers('pulse', values)]);
  const plan = fitFeatures(
    example,
    Uint32Array.from(values, (_, i) => i),
    choice,
  );
  const { numeric } = encodeInputs(example, plan);
  expect(new Set(numeric).size).toBe(100);
  expect(numeric[99]! - numeric[0]!).toBe(49.5);
});

test('a date becomes days and positions in its cycles; later days count as the last one known', () => {
  // Two years of noon and midnight, from Monday 2024-01-01.
  const start = Date.UTC(2024, 0, 1);
  const moments = Array.from({ length: 1462 }, (_, i) => start + i * (day / 2));
  const plan = fitFeatures(
    table([dates('at', moments)]),
    Uint32Array.from(moments, (_, i) => i),
    choice,
  );
  // The sine is 0 at midnight and at noon: nothing to learn from.
  expect(plan.numeric.map((feature) => feature.part)).toEqual([
    'day-number',
    'hour-cosine',
    'weekday-sine',
    'weekday-cosine',
    'year-sine',
    'year-cosine',
  ]);
  const cell = (moment: number, part: string): number => {
    const encoded = encodeInputs(table([dates('at', [moment])]), plan);
    return encoded.numeric[plan.numeric.findIndex((feature) => feature.part === part)]!;
  };
  expect(cell(start + 10.5 * day, 'day-number')).toBe(10.5);
  expect(cell(start + 5000 * day, 'day-number')).toBe(730.5);
  expect(cell(start + day / 2, 'hour-cosine')).toBe(-1);
  expect([cell(start, 'weekday-sine'), cell(start, 'weekday-cosine')]).toEqual([0, 1]); // Monday
});

test("a column that tomorrow's file lacks is named, and other columns do not matter", () => {
  const plan = fitFeatures(table([numbers('温度', [1, 2, 3])]), Uint32Array.of(0, 1, 2), choice);
  const attempt = () => encodeInputs(table([numbers('圧力', [1])]), plan);
  expect(attempt).toThrow(Refusal);
  expect(attempt).toThrow(/"column":"温度"/);
  expect([...encodeInputs(table([numbers('圧力', [1]), numbers('温度', [9])]), plan).numeric]).toEqual([9]);
});

test('numbers read as words are read as numbers again; words in place of numbers are refused', () => {
  const plan = fitFeatures(table([numbers('x', [1, 2, 3])]), Uint32Array.of(0, 1, 2), choice);
  expect([...encodeInputs(table([words('x', ['4', '', '5'])]), plan).numeric]).toEqual([4, NaN, 5]);
  expect(() => encodeInputs(table([words('x', ['high', 'low'])]), plan)).toThrow(Refusal);
});

test('with very many levels the rare ones share code 0', () => {
  const cells = Array.from({ length: 400 }, (_, row) => (row < 320 ? `common${row % 8}` : `rare${row}`));
  const plan = fitFeatures(
    table([words('part', cells)]),
    Uint32Array.from(cells, (_, i) => i),
    choice,
  );
  expect(plan.categorical[0]!.levels).toEqual(Array.from({ length: 8 }, (_, i) => `common${i}`));
  const { categorical } = encodeInputs(table([words('part', ['rare350', 'common3'])]), plan);
  expect([...categorical]).toEqual([0, 4]);
});

test.each([
  [10, 4],
  [12, 4],
  [3, 8],
  [1, 1],
])('a pass over %i rows in batches of %i shows every row, in full batches', (count, size) => {
  const rows = Uint32Array.from({ length: count }, (_, i) => 100 + i * 3);
  const batches = epochBatches(rows, size, createRng(1));
  expect(batches.map((batch) => batch.length)).toEqual(Array(Math.ceil(count / size)).fill(size));
  const shown = batches.flatMap((batch) => [...batch]);
  expect(new Set(shown)).toEqual(new Set(rows));
  // Nothing repeats before the last batch is filled up.
  expect(new Set(shown.slice(0, count)).size).toBe(count);
  expect(epochBatches(rows, size, createRng(1))).toEqual(batches);
});

test('each pass has an order of its own, and ordered batches keep the order', () => {
  const rows = Uint32Array.from({ length: 64 }, (_, i) => i);
  const rng = createRng(1);
  expect(epochBatches(rows, 16, rng)).not.toEqual(epochBatches(rows, 16, rng));
  expect(orderedBatches(Uint32Array.of(5, 6, 7), 2)).toEqual([Uint32Array.of(5, 6), Uint32Array.of(7, 7)]);
});

test('up to 32 numbers are embedded, more are read as they are', () => {
  const wide = (count: number) =>
    fitFeatures(
      table(Array.from({ length: count }, (_, c) => numbers(`x${c}`, [c, c + 1, c + 2]))),
      Uint32Array.of(0, 1, 2),
      choice,
    );
  expect(wide(32).plainNumbers).toBeUndefined();
  expect(wide(33).plainNumbers).toBe(true);
});
