// Figures as they are written.

import { expect, test } from 'vitest';
import { differenceText, figureText, intervalText } from './metrics.ts';

test('a difference has its sign, and between two shares it is in points', () => {
  expect(differenceText('balancedAccuracy', 0.095, null, 'ja')).toBe('+9.5 ポイント');
  expect(differenceText('balancedAccuracy', -0.095, null, 'en')).toBe('−9.5 points');
  expect(differenceText('mae', 0.049, 'mm', 'ja')).toBe('+0.0490 mm');
  expect(differenceText('mae', 0, 'mm', 'ja')).not.toContain('+');
  expect(differenceText('mae', null, 'mm', 'ja')).toBe('–');
});

test.each([
  [4.4e-10, '4.40e−10'],
  [-0.00000548, '−5.48e−6'],
  [0.000441, '0.000441'],
  [0, '0'],
  [12_345_678, '12,300,000'],
  [5_940_000_000, '5.94e9'],
])('a figure in the unit of its target, %d, is written %s', (value, text) => {
  expect(figureText('mae', value)).toBe(text);
});

test('very small figures have intervals that can be read beside each other', () => {
  expect(intervalText('mae', 3.69e-10, 5.13e-10)).toBe('3.69e−10–5.13e−10');
});
