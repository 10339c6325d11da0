import { expect, test } from 'vitest';
import type { Task } from '../contract/tasks.ts';
import { recommendedRecipes } from './recommended.ts';
import { resolveRecipe } from './recipe.ts';

const tasks = (count: number, kinds: readonly Exclude<Task['kind'], 'forecast'>[] = ['regression']): Task[] =>
  Array.from({ length: count }, (_, k) => {
    const kind = kinds[k % kinds.length]!;
    const common = { id: `t${k}`, data: 'main', target: `t${k}`, importance: 1 } as const;
    return kind === 'binary' ? { ...common, kind, positive: 'NG' } : { ...common, kind };
  });
const reasons = (count: number, trainingRows: number, kinds?: readonly Exclude<Task['kind'], 'forecast'>[]): string[] =>
  recommendedRecipes({ tasks: tasks(count, kinds), trainingRows, sharedShare: 1 / count }).map(({ reason }) => reason);

test('one task has nothing to share', () => {
  expect(reasons(1, 500)).toEqual(['plain']);
});
test('the yardsticks come first, whatever the project', () => {
  for (const count of [2, 5, 12, 40]) expect(reasons(count, 500).slice(0, 3)).toEqual(['twin', 'plain', 'automatic']);
});
test('groups need three tasks, pulling together little data, own branches few tasks, scales a mixture of kinds', () => {
  expect(reasons(2, 500)).not.toContain('groups');
  expect(reasons(3, 500)).toContain('groups');
  expect(reasons(3, 500)).toContain('soft');
  expect(reasons(3, 50_000)).not.toContain('soft');
  expect(reasons(12, 500)).not.toContain('compute');
  expect(reasons(3, 500)).not.toContain('scale');
  expect(reasons(3, 500, ['regression', 'binary'])).toContain('scale');
});
test('a compute budget is proposed only where one shared model leaves room below it', () => {
  const proposed = (sharedShare: number): boolean =>
    recommendedRecipes({ tasks: tasks(3), trainingRows: 800, sharedShare }).some(({ reason }) => reason === 'compute');
  // Half of the operations for three tasks of two data sets; more than all of them for two, each on its own data set.
  expect([0.33, 0.5, 0.54, 0.59, 1.02].map(proposed)).toEqual([true, true, true, false, false]);
});
test('every proposal is a recipe that resolves for its tasks', () => {
  for (const count of [1, 2, 3, 6, 12]) {
    const own = tasks(count, ['regression', 'binary', 'classification']);
    for (const { recipe } of recommendedRecipes({ tasks: own, trainingRows: 800, sharedShare: 1 / count })) {
      expect(resolveRecipe(recipe, own).recipe).toBe(recipe);
    }
  }
});
