import { expect, test } from 'vitest';
import { table, width } from './table.ts';

test('Japanese characters count two columns, half-width ones one', () => {
  expect(width('暖房 load')).toBe(9);
  expect(width('ﾀﾞﾝ')).toBe(3);
});

test('columns line up', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['暖房負荷', '154'],
        ['ok', '7'],
      ],
    ),
  ).toBe(['name        n', '--------  ---', '暖房負荷  154', 'ok          7'].join('\n'));
});
