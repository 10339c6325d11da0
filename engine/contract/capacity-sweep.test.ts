import { expect, test } from 'vitest';
import { bySize, capacitySweep } from './capacity-sweep.ts';
import type { Recipe } from './recipes.ts';
import type { RunSummary } from './runs.ts';

const plain = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' } satisfies Recipe;
const separate = { ...plain, sharing: 'single-task' };

test('a sweep trains each joint recipe and separate models on every size, once', () => {
  const sweep = capacitySweep([
    plain,
    { ...plain, weighting: 'bilevel' },
    { ...plain, capacity: 'large' as const },
    separate,
  ]);
  expect(sweep).toHaveLength(3 * 3);
  for (const capacity of ['small', undefined, 'large'])
    expect(sweep.filter((recipe) => recipe.capacity === capacity).map((recipe) => recipe.sharing)).toEqual([
      'single-task',
      'hard',
      'hard',
    ]);
});

test('without a joint recipe it is the plain one', () => {
  expect(capacitySweep([])).toContainEqual(plain);
  expect(capacitySweep([separate])).toContainEqual({ ...plain, capacity: 'large' as const });
});

test('Delta-m by size: mean and range over seeds, recipes of one size left out', () => {
  const run = (recipe: Recipe, seed: number, deltaM: number | null) =>
    ({ kind: 'recipe', recipe, seed, result: { deltaM } }) as unknown as RunSummary;
  const rows = bySize([
    run({ ...plain, capacity: 'small' as const }, 1, 4),
    run({ ...plain, capacity: 'small' as const }, 2, 2),
    run(plain, 1, -1),
    run({ ...plain, capacity: 'large' as const }, 1, null),
    run({ ...plain, weighting: 'uw' }, 1, 5),
    run(separate, 1, null),
    run({ ...separate, capacity: 'small' as const }, 1, null),
  ]);
  expect(rows).toEqual([
    {
      recipe: plain,
      points: [
        { capacity: 'small', deltaM: 3, low: 2, high: 4, seeds: 2 },
        { capacity: 'medium', deltaM: -1, low: -1, high: -1, seeds: 1 },
      ],
    },
  ]);
});
