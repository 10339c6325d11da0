import { expect, test } from 'vitest';
import type { Recipe } from './recipes.ts';
import type { RunResult } from './runs.ts';
import { budgetSweep, projectSweep } from './sweep-recipes.ts';
import { plainRecipe, separateRecipe } from './yardsticks.ts';

test('a sweep goes from one shared model over budgets that gates can meet to separate models', () => {
  for (const tasks of [2, 3, 12]) {
    const sweep = budgetSweep(tasks, 1 / tasks, 4);
    expect(sweep.map(({ sharing }) => sharing)).toEqual([
      'hard',
      ...Array<string>(4).fill('interrogate'),
      'single-task',
    ]);
    const shares = sweep.slice(1, -1).map(({ budget }) => (budget as { flopsOfSeparate: number }).flopsOfSeparate);
    expect(Math.min(...shares)).toBeGreaterThan(1 / tasks);
    expect(Math.max(...shares)).toBeLessThan(1);
    const steps = shares.slice(1).map((share, i) => share - shares[i]!);
    for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 2);
  }
});

test('other choices are common to all, but separate models take no weighting', () => {
  const sweep = budgetSweep(3, 1 / 3, 2, { weighting: 'bilevel', capacity: 'small' });
  expect(sweep.map(({ weighting }) => weighting)).toEqual(['bilevel', 'bilevel', 'bilevel', 'equal']);
  expect(sweep.every(({ capacity }) => capacity === 'small')).toBe(true);
});

test('one task leaves nothing to share', () => {
  expect(budgetSweep(1)).toHaveLength(1);
});

test('budgets lie above what one shared model was measured to take, and there are none where that is almost all', () => {
  const tasks = ['A', 'A', 'B', 'B'].map((data) => ({ data }));
  const least = (finished: readonly RunResult[], own = tasks): number[] =>
    projectSweep(own, finished).flatMap(
      ({ budget }) => (budget as { flopsOfSeparate: number } | undefined)?.flopsOfSeparate ?? [],
    );
  const measured = (recipe: Recipe, flops: number) => ({ recipe, flops }) as RunResult;
  // Of each part two networks are needed, so that one takes half: 0.5 + 1/4, 2/4, 3/4 of the other half.
  expect(least([])).toEqual([0.625, 0.75, 0.875]);
  // It reads the columns of both data sets, which makes it larger.
  expect(least([measured(plainRecipe, 60), measured(separateRecipe, 100)])).toEqual([0.7, 0.8, 0.9]);
  expect(least([measured({ ...plainRecipe, capacity: 'small' }, 60), measured(separateRecipe, 100)])).toEqual(
    least([]),
  );
  expect(least([measured(plainRecipe, 95), measured(separateRecipe, 100)])).toEqual([]);
  // A task for each data set: a part needs one network either way.
  expect(least([], tasks.slice(1, 3))).toEqual([]);
});
