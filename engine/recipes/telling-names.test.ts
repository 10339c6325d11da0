import { expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import { recipeName } from './recipe.ts';
import { tellingName } from './telling-names.ts';

const recipe = (given: Record<string, unknown>): Recipe =>
  ({ sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...given }) as Recipe;

test('recipes that differ in settings alone are told apart by them, in words', () => {
  const list = [
    { sharing: 'trace-norm' },
    { sharing: 'trace-norm', variant: 'tucker' },
    { sharing: 'trace-norm', variant: 'tucker', gamma: 0.5 },
    { sharing: 'interrogate', budget: { flopsOfSeparate: 0.6 } },
    { sharing: 'interrogate', budget: { flopsOfSeparate: 0.4 } },
  ].map(recipe);
  const names = list.map((one) => tellingName(one, list, 2, 'en'));
  expect(new Set(names).size).toBe(list.length);
  expect(names[0]).toBe(recipeName(list[0]!, 2, 'en'));
  expect(names[2]).toMatch(/^Soft sharing \(trace norm\): along every axis \(Tucker\), Strength gamma 0\.5$/);
  expect(names[3]).toMatch(/: Compute budget 60 % of separate models$/);
  expect(tellingName(list[4]!, list, 2, 'ja')).toMatch(/別々のモデルの 40 %$/);
});

test('a name that is alone stays as it is, whatever its settings, and so does the same recipe with another seed', () => {
  const one = recipe({ weighting: 'bilevel', variant: 'full' });
  expect(tellingName(one, [one, one, recipe({})], 2, 'ja')).toBe(recipeName(one, 2, 'ja'));
});
