import { expect, test } from 'vitest';
import { alignTable, textWidth } from './table.ts';

test.each([
  ['abc', 3],
  ['見逃し率', 8],
  ['ｱｲｳ', 3], // half-width katakana
  ['ＡＢ', 4], // full-width letters
  ['か\u3099', 2], // a base and its mark: one character
  ['µm ± 3σ', 7],
  ['', 0],
])('%j is %i columns wide', (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test('columns stand under each other whatever the script', () => {
  const text = alignTable([
    ['レシピ', 'MAE'],
    ['Equal weights', '0.51'],
    ['自動バランス', '12.4'],
  ]);
  expect(text).toMatchInlineSnapshot(`
    "レシピ          MAE
    Equal weights  0.51
    自動バランス   12.4"
  `);
  expect(new Set(text.split('\n').map(textWidth)).size).toBe(1);
});
