// Figures as they are written.

import { expect, test } from 'vitest';
import { differenceText } from './metrics.ts';

test('a difference has its sign, and between two shares it is in points', () => {
  expect(differenceText('balancedAccuracy', 0.095, null, 'ja')).toBe('+9.5 ポイント');
  expect(differenceText('balancedAccuracy', -0.095, null, 'en')).toBe('−9.5 points');
  expect(differenceText('mae', 0.049, 'mm', 'ja')).toBe('+0.0490 mm');
  expect(differenceText('mae', 0, 'mm', 'ja')).not.toContain('+');
  expect(differenceText('mae', null, 'mm', 'ja')).toBe('–');
});
