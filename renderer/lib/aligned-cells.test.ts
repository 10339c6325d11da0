import { expect, test } from 'vitest';
import { alignedColumn } from './aligned-cells.ts';

test('numbers get the decimals of the finest of them, and missing ones stay empty', () => {
  expect(alignedColumn(['24.97', '', '25', '-24.998'])).toEqual({
    isNumber: true,
    cells: ['24.970', '', '25.000', '-24.998'],
  });
  expect(alignedColumn(['34', '50'])).toEqual({ isNumber: true, cells: ['34', '50'] });
});

test('words, dates and empty columns are left alone, computed fractions are not padded to', () => {
  for (const cells of [['L2608-001', '12'], ['2026/08/03 08:11:00'], ['', ''], ['1e-7']])
    expect(alignedColumn(cells)).toEqual({ isNumber: false, cells });
  expect(alignedColumn(['0.3333333333333333', '1'])).toEqual({ isNumber: true, cells: ['0.3333333333333333', '1'] });
});
