import { expect, test } from 'vitest';
import type { About, Recipe } from '../../engine/contract/recipes.ts';
import { recipeName, recipeSettings, settingWords, withoutBrackets } from './recipe-names.ts';
import type { Choices } from './recipe-names.ts';

const about = (id: string, ja: string, settings: About['settings'] = []): About => ({
  id,
  name: { ja, en: id },
  purpose: { ja: '', en: '' },
  cost: { ja: '', en: '' },
  source: null,
  settings,
});
const strength = {
  key: 'lambda',
  name: { ja: '強さ', en: 'strength' },
  effect: { ja: '', en: '' },
  kind: 'number',
  minimum: 0,
  maximum: 1,
  initial: 0.1,
} as const;
const choices: Choices = [
  {
    axis: 'sharing',
    choices: [about('hard', '共有'), about('separate', '別々')],
  },
  {
    axis: 'weighting',
    choices: [about('equal', '均等'), about('wise', '自動バランス(X / Y)', [strength])],
  },
  {
    axis: 'schedule',
    choices: [about('joint', '同時'), about('turns', '交互')],
  },
  { axis: 'search', choices: [about('none', 'なし'), about('many', '探索')] },
];
const usual: Recipe = {
  sharing: 'hard',
  weighting: 'equal',
  schedule: 'joint',
  search: 'none',
};
const recipe = (change: Record<string, string | number>): Recipe => ({
  ...usual,
  ...change,
});

test('a name says what is not usual: how weights are found when tasks share, otherwise what is shared', () => {
  expect(recipeName(recipe({}), choices, 'ja')).toBe('均等');
  expect(recipeName(recipe({ weighting: 'wise', schedule: 'turns' }), choices, 'ja')).toBe(
    '自動バランス(X / Y) + 交互',
  );
  expect(recipeName(recipe({ sharing: 'separate' }), choices, 'ja')).toBe('別々');
  expect(recipeName(recipe({ sharing: 'separate', weighting: 'wise' }), choices, 'en')).toBe('separate + wise');
  expect(recipeName(recipe({ search: 'many' }), choices, 'ja')).toBe('探索');
  expect(recipeName(recipe({ name: '田中の案' }), choices, 'en')).toBe('田中の案');
});

test('a choice of a newer release is shown by its id rather than lost', () => {
  expect(recipeName(recipe({ weighting: 'unheard' }), choices, 'en')).toBe('unheard');
});

test('the published name in brackets is left off where room is short', () => {
  expect(withoutBrackets('自動バランス(X / Y)')).toBe('自動バランス');
  expect(withoutBrackets('自動バランス（X）')).toBe('自動バランス');
  expect(withoutBrackets('均等')).toBe('均等');
});

test('settings are compared without the name, and named by their own description', () => {
  const settings = recipeSettings(recipe({ weighting: 'wise', lambda: 0.2, name: 'x' }));
  expect(settings).toEqual({
    sharing: 'hard',
    weighting: 'wise',
    schedule: 'joint',
    search: 'none',
    lambda: '0.2',
  });
  expect(settingWords('lambda', '0.2', recipe({ weighting: 'wise' }), choices, 'ja')).toEqual({
    name: '強さ',
    value: '0.2',
  });
});
