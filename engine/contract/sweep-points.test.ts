// Which runs a budget is read from, and which runs others are measured against.

import { expect, test } from 'vitest';
import type { Recipe } from './recipes.ts';
import type { RunResult } from './runs.ts';
import { sweepPoints } from './sweep-points.ts';
import { leadingSize, yardsticks } from './yardsticks.ts';

const plain: Recipe = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' };

function result(
  recipe: Partial<Recipe>,
  flops: number,
  deltaM: number | null,
  more: Partial<RunResult> = {},
): RunResult {
  return {
    recipe: { ...plain, ...recipe } as Recipe,
    tasks: {},
    deltaM,
    comparisons: [],
    parameters: 1,
    flops,
    bytes: flops * 10,
    latencyMs: null,
    trainSeconds: 1,
    epochs: 1,
    bestEpoch: 1,
    stepMs: 1,
    peakMemoryMb: 0,
    device: '',
    deviceReason: '',
    seed: 1,
    ...more,
  };
}

const gates: RunResult['gates'] = {
  tasks: ['A', 'B'],
  layers: [],
  target: null,
  achieved: null,
  measured: null,
  flops: { pruned: 600, hard: 400, separate: 1000 },
  parameters: { pruned: 1, hard: 1, separate: 1 },
  pruneDifference: null,
  flippedLastEpoch: 0,
};
const separate = result({ sharing: 'single-task' }, 1000, null);
const shared = result({}, 400, 3);
const balanced = result({ weighting: 'bilevel' }, 400, 1);
const gated = (seed: number, deltaM: number): RunResult =>
  result({ sharing: 'interrogate', budget: { flopsOfSeparate: 0.6 } }, 600, deltaM, { gates, seed });
const named = (one: RunResult, i: number) => ({ id: `r${i}`, result: one });
const runs = [separate, shared, balanced, gated(1, -2), gated(2, 1), gated(3, -1)].map(named);

test('a sweep runs from all shared to separate models, its repetitions one point with their spread', () => {
  const points = sweepPoints(runs, 'flopsOfSeparate');
  expect(points.map(({ kind, x, y, low, high }) => [kind, x, y, low, high])).toEqual([
    ['separate', 1, 0, null, null],
    ['shared', 0.4, 3, null, null],
    ['gates', 0.6, -1, -2, 1],
  ]);
  expect(sweepPoints(runs, 'megabytes').map((point) => point.x)).toEqual([0.01, 0.004, 0.006]);
});

test('without gates, without separate models, or where the time was not measured, there is nothing to choose', () => {
  expect(sweepPoints(runs.slice(0, 3), 'flopsOfSeparate')).toEqual([]);
  expect(sweepPoints(runs.slice(1), 'flopsOfSeparate')).toEqual([]);
  expect(sweepPoints(runs, 'milliseconds')).toEqual([]);
});

test('trainings on another size of model are not part of the sweep: their operations are of another model', () => {
  const large = [
    result({ sharing: 'single-task', capacity: 'large' }, 9000, null),
    result({ capacity: 'large' }, 4000, 2),
    result({ sharing: 'interrogate', capacity: 'large' }, 6000, -4, { gates }),
  ].map((one, i) => ({ id: `l${i}`, result: one }));
  expect(sweepPoints([...runs, ...large], 'flopsOfSeparate')).toEqual(sweepPoints(runs, 'flopsOfSeparate'));
  // Nor does it matter which size was trained first.
  expect(sweepPoints([...large, ...runs], 'flopsOfSeparate')).toEqual(sweepPoints(runs, 'flopsOfSeparate'));
  // Separate models come first, but of a size on which no gates were trained.
  const gatedLarge = sweepPoints([separate, ...large.map((one) => one.result)].map(named), 'flopsOfSeparate');
  expect(gatedLarge.map(({ kind, x }) => [kind, x])).toEqual([
    ['separate', 1],
    ['shared', 4000 / 9000],
    ['gates', 6000 / 9000],
  ]);
});

test('a run is measured against yardsticks of its own size, by the same seed where there is one', () => {
  const large = result({ capacity: 'large' }, 900, null);
  const second = { ...shared, seed: 2 };
  const all = [large, shared, second, separate];
  expect(yardsticks(gated(2, 0), all)).toEqual({ equal: second, twins: separate });
  expect(yardsticks(gated(9, 0), all).equal).toBe(second);
  expect(yardsticks({ ...balanced, recipe: { ...balanced.recipe, capacity: 'large' } as Recipe }, all)).toEqual({
    equal: large,
    twins: null,
  });
  expect(yardsticks(shared, all).equal).toBe(shared);
});

test('of several trainings with equal weights and the same seed the newest is the yardstick', () => {
  const again = { ...shared, trainSeconds: 2 };
  const otherSize = result({ capacity: 'small' }, 100, null);
  expect(yardsticks(balanced, [shared, separate, again, otherSize]).equal).toBe(again);
});

test('a ranking is of the size that most runs have, medium where counts are equal', () => {
  const [small, medium, large] = (['small', 'medium', 'large'] as const).map((capacity) => ({
    ...plain,
    capacity,
  })) as [Recipe, Recipe, Recipe];
  // A recipe that names no size means the medium one.
  expect(leadingSize([small, plain])).toBe('medium');
  expect(leadingSize([small, plain, medium, large])).toBe('medium');
  expect(leadingSize([small, large, large, plain])).toBe('large');
});
