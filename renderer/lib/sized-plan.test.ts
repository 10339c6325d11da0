import { expect, test } from 'vitest';
import { plainRecipe, separateRecipe } from '../../engine/contract/yardsticks.ts';
import { tryingSizes, type WindowRun } from './sized-plan.ts';

const run = (recipe: WindowRun['recipe'], seconds: number): WindowRun => ({
  recipe,
  reason: 'plain',
  seconds,
  epochSeconds: seconds - 3,
  epochs: 100,
});

test('every training comes in three sizes with separate models of each, and larger ones take longer', () => {
  const [plain, twin] = [run(plainRecipe, 13), run(separateRecipe, 23)];
  const sized = tryingSizes([plain], (recipe) => (recipe.sharing === 'hard' ? plain : twin));
  expect(sized).toHaveLength(6);
  expect(sized.filter((one) => one.reason !== 'size')).toEqual([plain]);
  const secondsOf = (sharing: string): number[] =>
    sized.filter((one) => one.recipe.sharing === sharing).map((one) => one.seconds);
  // From small to large; the 3 seconds around the epochs do not grow.
  expect(secondsOf('hard')[1]).toBe(13);
  for (const sharing of ['hard', 'single-task'])
    expect(secondsOf(sharing)).toEqual([...secondsOf(sharing)].sort((a, b) => a - b));
  expect(secondsOf('hard')[0]!).toBeGreaterThan(3);
});

test('nothing chosen stays nothing; where no time is known none is promised', () => {
  expect(tryingSizes([], () => undefined)).toEqual([]);
  expect(tryingSizes([run(plainRecipe, 13)], () => undefined).at(-1)).toMatchObject({ reason: 'size', seconds: 0 });
});
