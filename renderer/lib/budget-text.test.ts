import { expect, test } from 'vitest';
import { budgetText, gainText } from './budget-text.ts';

test('budgets carry their unit, gains their sign', () => {
  expect(budgetText('flopsOfSeparate', 0.587)).toBe('59 %');
  expect(budgetText('flops', 12_345.6)).toBe('12,346');
  expect([budgetText('milliseconds', 0.2134), budgetText('megabytes', 0.034)]).toEqual(['0.21 ms', '0.034 MB']);
  expect([gainText(-2.14), gainText(3), gainText(-0.04)]).toEqual(['−2.1 %', '+3.0 %', '0.0 %']);
});
