import { expect, test } from 'vitest';
import type { About, Setting } from '../../engine/contract/recipes.ts';
import { largeWithWeights, weightsById, withinBudget } from './further-recipes.ts';
import type { Choices } from './recipe-names.ts';

const words = { ja: 'x', en: 'x' };
const about = (id: string, settings: Setting[]): About => ({
  id,
  name: words,
  purpose: words,
  cost: words,
  source: null,
  settings,
});
const choices: Choices = [
  {
    axis: 'sharing',
    choices: [about('one', []), about('two', [{ key: 'limit', name: words, effect: words, kind: 'budget' }])],
  },
  {
    axis: 'weighting',
    choices: [
      about('even', []),
      about('given', [
        { key: 'shares', name: words, effect: words, kind: 'per-task', minimum: 0, maximum: 1, initial: 0.5 },
      ]),
    ],
  },
];

test('a training is put together from whatever choice takes weights, or a budget', () => {
  expect(largeWithWeights(choices, { A: 0.3, B: 0.7 })).toMatchObject({
    sharing: 'hard',
    weighting: 'given',
    shares: { A: 0.3, B: 0.7 },
    capacity: 'large',
  });
  expect(withinBudget(choices, { flopsOfSeparate: 0.6 })).toMatchObject({
    sharing: 'two',
    limit: { flopsOfSeparate: 0.6 },
  });
});

test('without such a choice there is no training', () => {
  expect([largeWithWeights([], {}), withinBudget(choices.slice(1), {})]).toEqual([null, null]);
});

test('weights told by the names shown train the tasks that have these names', () => {
  const tasks = [{ id: 'Y1', name: 'Y2' }, { id: 'Y2', name: 'Y1' }, { id: 'Y3' }];
  expect(weightsById(tasks, { Y2: 0.5, Y1: 0.3, Y3: 0.2 })).toEqual({ Y1: 0.5, Y2: 0.3, Y3: 0.2 });
});
