import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import { createRng } from '../base/rng.ts';
import type { Task } from '../contract/tasks.ts';
import { describeRecipes, recipeName, resolveRecipe } from './recipe.ts';
import { schedules } from './schedule/index.ts';
import { gridPoints } from './search/grid.ts';
import { searches } from './search/index.ts';
import { sharings } from './sharing/index.ts';
import { simplex } from './maths/simplex.ts';

const tasks = ['a', 'b'].map((id): Task => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }));
const recipe = (given: Partial<Recipe> = {}): Recipe =>
  ({ sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...given }) as Recipe;

test.each([
  ['sharing', sharings],
  ['schedule', schedules],
  ['search', searches],
] as const)('every file of %s is in its list', (folder, choices) => {
  const files = readdirSync(join(import.meta.dirname, folder)).flatMap(
    (name) => /^([a-z-]+)\.ts$/.exec(name)?.[1] ?? [],
  );
  expect(choices.map((choice) => choice.about.id).sort()).toEqual(
    files.filter((name) => name !== 'index' && name !== folder && !name.endsWith('-settings')).sort(),
  );
});

test('every choice says what it is and what it costs in both languages', () => {
  for (const { abouts } of describeRecipes()) {
    for (const { name, purpose, cost, source } of abouts) {
      // A person reads it: papers, not files of this repository or the notes behind it.
      expect(source ?? '').not.toMatch(/\.md\b/);
      for (const words of [name, purpose, cost]) expect(words.ja.length * words.en.length).toBeGreaterThan(0);
    }
  }
});

test.each(schedules.map((schedule) => [schedule.about.id, schedule] as const))(
  'schedule %s updates each task exactly once a batch',
  (_id, schedule) => {
    for (const count of [1, 2, 12]) {
      const { settings } = resolveRecipe(recipe({ schedule: schedule.about.id }), tasks).schedule;
      const { groups } = schedule.plan(schedule.start(count, settings), createRng(1), settings);
      expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
    }
  },
);

describe('resolving', () => {
  test('fills every default', () => {
    expect(resolveRecipe(recipe({ weighting: 'bilevel', lambda: 0.2 }), tasks).weighting).toMatchObject({
      id: 'bilevel',
      settings: { lambda: 0.2, tau: 'sigma', preset: 'custom' },
    });
  });
  test('weights by task come in the order of the tasks, the rest at their default', () => {
    expect(resolveRecipe(recipe({ weighting: 'fixed', weights: { b: 3 } }), tasks).weighting.settings).toEqual({
      weights: [1, 3],
      use: 'losses',
    });
  });
  test('a setting that two choices call the same goes to the one whose option it is, or to the one named', () => {
    const both = { sharing: 'trace-norm', weighting: 'bilevel' };
    const bare = resolveRecipe(recipe({ ...both, variant: 'tucker' }), tasks);
    expect(bare.sharing.settings['variant']).toBe('tucker');
    expect(bare.weighting).toEqual(resolveRecipe(recipe({ weighting: 'bilevel' }), tasks).weighting);
    const named = resolveRecipe(recipe({ ...both, variant: 'tt', 'weighting.variant': 'full' }), tasks);
    expect([named.sharing.settings['variant'], named.weighting.settings['variant']]).toEqual(['tt', 'full']);
    expect(() => resolveRecipe(recipe({ ...both, variant: 'magic' }), tasks)).toThrowError(
      expect.objectContaining({ code: 'recipe.bad-option' }),
    );
    const famo = { sharing: 'trace-norm', weighting: 'famo', gamma: 0.1, 'weighting.gamma': 0.002 };
    const numbers = resolveRecipe(recipe(famo), tasks);
    expect([numbers.sharing.settings['gamma'], numbers.weighting.settings['gamma']]).toEqual([0.1, 0.002]);
  });
  test('a search over weights needs no word about fixed weights', () => {
    expect(resolveRecipe(recipe({ search: 'grid' }), tasks).weighting.id).toBe('fixed');
  });
  test.each([
    ['recipe.unknown-choice', { weighting: 'magic' }],
    ['recipe.unknown-setting', { lambda: 0.1 }],
    ['recipe.out-of-range', { weighting: 'bilevel', lambda: 99 }],
    ['recipe.out-of-range', { weighting: 'bilevel', innerSteps: 1.5 }],
    ['recipe.bad-option', { weighting: 'bilevel', tau: 'two' }],
    ['recipe.not-per-task', { weighting: 'fixed', weights: 3 }],
    ['recipe.all-zero', { weighting: 'fixed', weights: { a: 0, b: 0 } }],
    ['recipe.unknown-task', { weighting: 'fixed', weights: { c: 3 } }],
    ['recipe.senseless', { sharing: 'single-task', weighting: 'bilevel' }],
    ['recipe.senseless', { search: 'grid', weighting: 'bilevel' }],
  ])('%s is refused in words: %j', (code, given) => {
    expect(() => resolveRecipe(recipe(given as Partial<Recipe>), tasks)).toThrowError(
      expect.objectContaining({ code }),
    );
  });
  test.each([
    { search: 'population' },
    { search: 'grid' },
    { sharing: 'trace-norm', search: 'strength' },
    { sharing: 'interrogate', budget: { flopsOfSeparate: 0.5 } },
  ])('what only makes sense among tasks is refused for one: %j', (given) => {
    expect(() => resolveRecipe(recipe(given as Partial<Recipe>), tasks.slice(0, 1))).toThrowError(
      expect.objectContaining({ code: 'recipe.needs-two-tasks' }),
    );
    expect(() => resolveRecipe(recipe(given as Partial<Recipe>), tasks)).not.toThrow();
  });
  test.each([
    ['sharing', 'ownShares', { sharing: 'interrogate' }],
    ['weighting', 'minLosses', { weighting: 'famo' }],
  ] as const)('0 for every task is refused of weights only: %s %s may be so', (axis, key, given) => {
    const resolved = resolveRecipe(recipe({ ...given, [key]: { a: 0, b: 0 } } as Partial<Recipe>), tasks);
    expect(resolved[axis].settings[key]).toEqual([0, 0]);
  });
  test('what is refused is named as it was chosen', () => {
    const caught = (): unknown => resolveRecipe(recipe({ sharing: 'single-task', search: 'population' }), tasks);
    expect(caught).toThrowError(
      expect.objectContaining({ facts: { one: expect.anything(), other: searches[2]!.about.name } }),
    );
  });
  test('a grid over too many tasks is refused with its size', () => {
    const many = Array.from({ length: 7 }, (_, k): Task => ({ ...tasks[0]!, id: `t${k}` }));
    expect(() => resolveRecipe(recipe({ search: 'grid' }), many)).toThrowError(
      expect.objectContaining({ code: 'recipe.grid-too-large', facts: { tasks: 7, points: 15, most: 13 } }),
    );
  });
});

test('a recipe is called by what is unusual about it, or by its own name', () => {
  expect(recipeName(recipe({ weighting: 'bilevel' }), 2, 'en')).toContain('Automatic balancing');
  expect(recipeName(recipe({ sharing: 'single-task' }), 2, 'ja')).toBe('タスクごとに別のモデル');
  expect(recipeName(recipe({ name: '試作 3' }), 2, 'ja')).toBe('試作 3');
  expect(recipeName(recipe({ search: 'grid' }), 2, 'en')).toBe('Try a grid of weights');
  expect(recipeName(recipe({ weighting: 'fixed', search: 'grid' }), 2, 'en')).toBe('Try a grid of weights');
  expect(recipeName(recipe({ schedule: 'task-groups' }), 2, 'en')).toMatch(/^Equal weights \+ Task groups/);
});

test.each([1, 2, 3, 6])('the grid for %i tasks stays on the simplex, without doubles', (count) => {
  const points = gridPoints(count);
  for (const point of points) expect(point.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  expect(new Set(points.map((point) => point.map((share) => share.toFixed(6)).join())).size).toBe(points.length);
});

test('shares never fall to zero, so that no head goes without gradient', () => {
  expect(Math.min(...simplex([0, 1]))).toBeGreaterThan(0);
  expect(simplex([0, 0])).toEqual([0.5, 0.5]);
  expect(simplex([2, 6])).toEqual([0.25, 0.75]);
});
