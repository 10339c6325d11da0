import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Recipe } from '../recipes.ts';
import { loneTrainingName, taskCountOf } from './lone-training.ts';

const recipe = (more: object): Recipe => v.parse(Recipe, more);

test('with one task the usual training has a name that speaks of no weights', () => {
  expect(loneTrainingName(recipe({}), 1, 'ja')).toBe('通常の学習');
  expect(loneTrainingName(recipe({}), 1, 'en')).toBe('Usual training');
  expect(loneTrainingName(recipe({ capacity: 'large' }), 1, 'ja')).toBe('通常の学習 + 大きいモデル');
});

test('with several tasks, or where the recipe chooses something, there is no such name', () => {
  expect(loneTrainingName(recipe({}), 2, 'ja')).toBeNull();
  for (const more of [
    { sharing: 'single-task' },
    { weighting: 'uncertainty' },
    { search: 'grid' },
    { schedule: 'task-groups' },
  ])
    expect(loneTrainingName(recipe(more), 1, 'ja')).toBeNull();
});

test('a run without a result is to train the tasks there are', () => {
  expect(taskCountOf({ result: null }, 3)).toBe(3);
});
