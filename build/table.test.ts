import { expect, test } from 'vitest';
import { table } from './table.ts';

test('columns line up: Japanese characters count two columns, half-width ones one', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['暖房負荷', '154'],
        ['ﾀﾞﾝ', '70'],
        ['ok', '7'],
      ],
    ),
  ).toBe(['name        n', '--------  ---', '暖房負荷  154', 'ﾀﾞﾝ        70', 'ok          7'].join('\n'));
});
