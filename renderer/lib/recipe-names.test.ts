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
const effect = { ja: '', en: '' };
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
  {
    axis: 'search',
    choices: [
      about('none', 'なし'),
      about('many', '探索'),
      {
        ...about('hunt', '重み探し', [
          {
            key: 'weights',
            name: { ja: '重み', en: 'weights' },
            effect,
            kind: 'per-task',
            minimum: 0,
            maximum: 1,
            initial: 0,
          },
          { key: 'budget', name: { ja: '予算', en: 'budget' }, effect, kind: 'budget' },
        ]),
        findsWeights: true,
      },
    ],
  },
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
  expect(recipeName(recipe({}), 2, choices, 'ja')).toBe('均等');
  expect(recipeName(recipe({ weighting: 'wise', schedule: 'turns' }), 2, choices, 'ja')).toBe(
    '自動バランス(X / Y) + 交互',
  );
  expect(recipeName(recipe({ sharing: 'separate' }), 2, choices, 'ja')).toBe('別々');
  expect(recipeName(recipe({ sharing: 'separate', weighting: 'wise' }), 2, choices, 'en')).toBe('separate + wise');
  expect(recipeName(recipe({ search: 'many' }), 2, choices, 'ja')).toBe('探索');
  expect(recipeName(recipe({ name: '田中の案' }), 2, choices, 'en')).toBe('田中の案');
});

test('a search that finds the weights stands for them, whatever they begin with', () => {
  expect(recipeName(recipe({ search: 'hunt' }), 2, choices, 'ja')).toBe('重み探し');
  expect(recipeName(recipe({ weighting: 'wise', search: 'hunt' }), 2, choices, 'ja')).toBe('重み探し');
});

test('no setting is shown as it is kept: axes, sizes, weights and budgets have words', () => {
  const hunt = recipe({ search: 'hunt' });
  const words = (key: string, value: string) => settingWords(key, value, hunt, choices, 'ja');
  expect(words('search', 'hunt')).toEqual({ name: '設定の探し方', value: '重み探し' });
  expect(words('capacity', 'large')).toEqual({ name: 'モデルの大きさ', value: '大きいモデル' });
  expect(words('weights', '{"外観":0.25,"寸法":0.75}')).toEqual({ name: '重み', value: '外観 0.25, 寸法 0.75' });
  expect(words('budget', '{"flopsOfSeparate":0.6}').value).toBe('別々のモデルの計算量に対する割合 60 %');
  expect(words('search.budget', '{"milliseconds":0.5}').name).toBe('予算');
});

test('a choice of a newer release is shown by its id rather than lost', () => {
  expect(recipeName(recipe({ weighting: 'unheard' }), 2, choices, 'en')).toBe('unheard');
});

test('the published name in brackets is left off where room is short', () => {
  expect(withoutBrackets('自動バランス(X / Y)')).toBe('自動バランス');
  expect(withoutBrackets('自動バランス（X）')).toBe('自動バランス');
  expect(withoutBrackets('均等')).toBe('均等');
  expect(withoutBrackets('ゆるやか(X) + 強さを探す(Y) + 大きいモデル')).toBe('ゆるやか + 強さを探す + 大きいモデル');
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
