import { expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { recipesOfNetworks } from './networks.ts';
import { resolveRecipe } from './recipe.ts';

const [size, judge, load] = ['size', 'judge', 'load'].map((id): Task => ({
  id,
  data: 'main',
  target: id,
  kind: 'regression',
  importance: 1,
})) as [Task, Task, Task];

const recipe = (changes: Partial<Recipe>) => ({ ...plainRecipe, ...changes }) as Recipe;

test('one network follows the recipe as it stands', () => {
  const searched = recipe({ search: 'population' });
  expect(recipesOfNetworks(searched, [[size, judge]])).toEqual([resolveRecipe(searched, [size, judge])]);
});

test('beside a network of two tasks, one of a single task is trained plainly, in the same size', () => {
  const gated = recipe({ sharing: 'interrogate', budget: { flopsOfSeparate: 0.6 }, capacity: 'small' });
  const [two, one] = recipesOfNetworks(gated, [[size, judge], [load]]);
  expect(two).toEqual(resolveRecipe(gated, [size, judge]));
  expect(one).toEqual(resolveRecipe(recipe({ capacity: 'small' }), [load]));
});

test('weights by task go to the networks of these tasks; those of no task are refused', () => {
  const weighted = (weights: Record<string, number>) => recipe({ weighting: 'fixed', weights });
  const [two] = recipesOfNetworks(weighted({ size: 3, judge: 1, load: 2 }), [[size, judge], [load]]);
  expect(two!.weighting.settings['weights']).toEqual([3, 1]);
  expect(() => recipesOfNetworks(weighted({ size: 3, seize: 1 }), [[size, judge], [load]])).toThrow(
    expect.objectContaining({ code: 'recipe.unknown-task' }),
  );
});

test('what needs two tasks is refused where no network has them', () => {
  expect(() => recipesOfNetworks(recipe({ search: 'population' }), [[size], [judge], [load]])).toThrow(
    expect.objectContaining({ code: 'recipe.needs-two-tasks' }),
  );
});
