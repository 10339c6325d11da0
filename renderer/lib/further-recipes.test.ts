import { expect, test } from 'vitest';
import type { About, Setting } from '../../engine/contract/recipes.ts';
import { largeWithWeights, withinBudget } from './further-recipes.ts';
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
