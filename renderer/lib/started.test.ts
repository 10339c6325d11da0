import { expect, test } from 'vitest';
import type { Expected } from './expected.ts';
import { plainRecipe } from '../../engine/contract/yardsticks.ts';
import { recipeKey, shareDone } from './started.ts';

const lasting = (seconds: number): Expected => ({
  around: 0,
  usual: seconds,
  most: seconds,
  epochs: null,
  allEpochs: null,
  limit: null,
});

test('a bar goes by time: three short trainings done before a long one are a quarter, not three', () => {
  const expected = [10, 10, 10, 90].map(lasting);
  expect(shareDone([1, 1, 1, 0], expected, null)).toBeCloseTo(30 / 120);
  expect(shareDone([1, 1, 1, 0.5], expected, null)).toBeCloseTo(75 / 120);
  expect(shareDone([1, 1, 1, 1], expected, null)).toBe(1);
});

test('under a limit for all of them a long training counts what is left for it', () => {
  // 60 s for four: 15 each; the short ones take 10 and leave 30 to the last.
  expect(shareDone([1, 1, 1, 0], [10, 10, 10, 90].map(lasting), 60)).toBeCloseTo(30 / 60);
});

test('without a plan every training counts the same, and nothing at all is no share', () => {
  expect(shareDone([1, 0.5], [lasting(10), null], null)).toBe(0.75);
  expect(shareDone([], [], null)).toBe(0);
});

test('recipes are told apart by what stands in their settings, not by the order of their fields', () => {
  const within = (share: number) => ({ ...plainRecipe, sharing: 'interrogate', budget: { flopsOfSeparate: share } });
  const { sharing, ...others } = within(0.6);
  expect(recipeKey({ ...others, sharing } as never)).toBe(recipeKey(within(0.6) as never));
  expect(recipeKey(within(0.6) as never)).not.toBe(recipeKey(within(0.8) as never));
});
