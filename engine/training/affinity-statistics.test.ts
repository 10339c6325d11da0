import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { AffinityCell } from '../contract/methods.ts';
import { mergeGroups } from './affinity-groups.ts';
import { affinityMap, verdictOf } from './affinity-statistics.ts';
import type { ProbeBlock } from './affinity-statistics.ts';
import { conflicts } from './gradient-conflicts.ts';

/** Blocks in which an update of source i lowers task k by `gain[i][k]`, give or take `scatter`. */
function blocksOf(gain: readonly (readonly number[])[], scatter: number, trainings = 8): ProbeBlock[] {
  const rng = createRng(9);
  return Array.from({ length: trainings * 5 }, (_, at) => {
    const before = gain.map(() => 10 + rng.next());
    return {
      training: Math.floor(at / 5),
      points: 9,
      before: Float64Array.from(before),
      after: gain.map((row) => Float64Array.from(row, (g, k) => before[k]! * (1 - g - scatter * rng.normal()))),
    };
  });
}

const cellOf = (cells: readonly AffinityCell[], source: string, target: string): AffinityCell =>
  cells.find((cell) => cell.source === source && cell.target === target)!;

const gain = [
  [0.01, 0.005, -0.004, 0.0003],
  [0.006, 0.01, -0.004, -0.0002],
  [-0.004, -0.003, 0.01, 0.0001],
  [0.0001, 0.0002, 0, 0.01],
];

test('gains come in units of the target’s own, with intervals that hold the truth and verdicts to match', () => {
  const { cells, groups } = affinityMap(blocksOf(gain, 0.0005), ['a', 'b', 'c', 'd'], createRng(1));
  for (const [i, source] of ['a', 'b', 'c', 'd'].entries()) {
    for (const [k, target] of ['a', 'b', 'c', 'd'].entries()) {
      const { relative, n } = cellOf(cells, source, target);
      expect(relative.value!).toBeCloseTo(gain[i]![k]! / 0.01, 1);
      expect(relative.low!).toBeLessThanOrEqual(relative.value!);
      expect(relative.high!).toBeGreaterThanOrEqual(relative.value!);
      expect(n).toBe(8 * 5 * 9);
    }
  }
  expect(cellOf(cells, 'a', 'b').verdict).toBe('helps');
  expect(cellOf(cells, 'c', 'a').verdict).toBe('hurts');
  expect(cellOf(cells, 'd', 'a').verdict).toBe('no-difference');
  expect(groups).toEqual([['a', 'b'], ['c'], ['d']]);
});

test('too much scatter is told as unknown, not as no difference', () => {
  const { cells } = affinityMap(blocksOf(gain, 0.02), ['a', 'b', 'c', 'd'], createRng(1));
  expect(cellOf(cells, 'd', 'a').verdict).toBe('unknown');
});

test('a task that its own updates do not help can be a source, never a target', () => {
  const chance = [
    [0.01, 0],
    [0, -0.0001],
  ];
  const { cells, groups } = affinityMap(blocksOf(chance, 0.0005), ['a', 'noise'], createRng(1));
  expect(cellOf(cells, 'a', 'noise')).toMatchObject({ verdict: 'unknown', relative: { value: null } });
  expect(cellOf(cells, 'noise', 'noise')).toMatchObject({ verdict: 'unknown', relative: { value: null } });
  expect(cellOf(cells, 'noise', 'a').verdict).toBe('no-difference');
  expect(groups).toEqual([['a'], ['noise']]);
});

test('a task without a label anywhere is unknown throughout', () => {
  const blocks = blocksOf(gain, 0.001);
  for (const block of blocks) {
    block.before[1] = 0;
    for (const after of block.after) after[1] = 0;
  }
  const { cells } = affinityMap(blocks, ['a', 'b', 'c', 'd'], createRng(1));
  for (const source of ['a', 'b', 'c', 'd'])
    expect(cellOf(cells, source, 'b')).toMatchObject({ verdict: 'unknown', gain: null });
  expect(cellOf(cells, 'a', 'c').verdict).toBe('hurts');
});

test('trainings that disagree widen the interval more than points within one training do', () => {
  const apart = blocksOf(
    [
      [0.01, 0],
      [0, 0.01],
    ],
    0,
  ).map((block) => {
    const after = block.after.map((losses) => losses.slice());
    // The same source helps in every other training and hurts in the rest.
    after[0]![1] = block.before[1]! * (1 - (block.training % 2 ? 0.005 : -0.005));
    return { ...block, after };
  });
  const { cells } = affinityMap(apart, ['a', 'b'], createRng(1));
  const { relative, verdict } = cellOf(cells, 'a', 'b');
  expect(relative.high! - relative.low!).toBeGreaterThan(0.4);
  expect(verdict).toBe('unknown');
});

test.each([
  [0.3, 0.1, 0.5, 'helps'],
  [0.03, 0.02, 0.04, 'no-difference'],
  [0.12, 0.02, 0.3, 'helps'],
  [0.04, 0.02, 0.06, 'unknown'],
  [-0.3, -0.5, -0.1, 'hurts'],
  [0.2, -0.1, 0.5, 'unknown'],
  [null, null, null, 'unknown'],
] as const)('relative affinity %s in [%s, %s]: %s', (value, low, high, verdict) => {
  expect(verdictOf({ value, low, high })).toBe(verdict);
});

test('groups merge the best pair first, and never over a pair that is hurt', () => {
  const cell = (source: string, target: string, value: number, verdict: AffinityCell['verdict']): AffinityCell => ({
    source,
    target,
    relative: { value, low: value, high: value },
    gain: value,
    verdict,
    n: 1,
  });
  const both = (a: string, b: string, value: number, verdict: AffinityCell['verdict']) => [
    cell(a, b, value, verdict),
    cell(b, a, value, verdict),
  ];
  const cells = [...both('a', 'b', 0.6, 'helps'), ...both('b', 'c', 0.4, 'helps'), ...both('a', 'c', -0.3, 'hurts')];
  expect(mergeGroups(cells, ['a', 'b', 'c'])).toEqual([['a', 'b'], ['c']]);
  const friendly = [...both('a', 'b', 0.6, 'helps'), ...both('b', 'c', 0.4, 'helps'), ...both('a', 'c', 0, 'unknown')];
  expect(mergeGroups(friendly, ['a', 'b', 'c'])).toEqual([['a', 'b', 'c']]);
});

test('conflicts count how often gradients point apart by the shared numbers alone', () => {
  const pairs = conflicts(3, { from: 0, to: 2 });
  const gradient = (...values: number[]): Float32Array => Float32Array.from(values);
  pairs.add([gradient(1, 0, 9), gradient(-1, 0, 9), gradient(0, 0, 0)]);
  pairs.add([gradient(1, 0, -9), gradient(1, 1, 9), gradient(0, 0, 0)]);
  expect(pairs.shares()).toEqual([
    [null, 0.5, null],
    [0.5, null, null],
    [null, null, null],
  ]);
});
