// Which brackets of a header hold a unit, and which belong to the name.

import { expect, test } from 'vitest';
import { isUnit, splitHeader } from './units.ts';

test.each([
  ['電流密度(A/dm2)', '電流密度', 'A/dm2'],
  ['付着量（mg/cm²）', '付着量', 'mg/cm²'],
  ['生産数(個/時間)', '生産数', '個/時間'],
  ['締付トルク(N・m)', '締付トルク', 'N・m'],
  ['トルク（Ｎ･ｍ）', 'トルク', 'Ｎ･ｍ'],
  ['膜厚(µm)', '膜厚', 'µm'],
  ['速さ[furlong]', '速さ', 'furlong'],
])('%s is %s in %s', (header, name, unit) => {
  expect(splitHeader(header)).toEqual({ name, unit });
});

test.each(['検査(最終)', '性別(M/F)', '判定(OK/NG)', '合否(○/×)', '規格(A/B/C)', '測定(-/m)'])(
  '%s is a name',
  (header) => {
    expect(splitHeader(header)).toEqual({ name: header, unit: null });
  },
);

test('a row of quotients is a row of units', () => {
  expect(['A/dm2', 'L/min', '-'].every(isUnit)).toBe(true);
});
