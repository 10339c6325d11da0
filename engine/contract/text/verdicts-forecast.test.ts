// Sentences on forecasts: percent of the error first, MASE beside it, in both languages.

import { expect, test } from 'vitest';
import type { Comparison } from '../runs.ts';
import { errorReduction } from './verdicts-forecast.ts';
import { sayVerdict } from './verdicts.ts';

const helps: Comparison = {
  taskId: 'load',
  metric: 'mase',
  against: 'single-task',
  joint: 0.6,
  other: 0.8,
  difference: { value: 0.2, low: 0.04, high: 0.24 },
  verdict: 'helps',
};

test('a quarter less error is told as 25 %, whatever the MASE', () => {
  // 0.2 of 0.8, between 0.04 and 0.24 of it.
  const { value, low, high } = errorReduction(helps);
  [0.25, 0.05, 0.3].forEach((wanted, i) => expect([value, low, high][i]).toBeCloseTo(wanted, 9));
  expect(sayVerdict(helps, 'Load', 'kW', 'en')).toBe(
    'For "Load" the error is 25.0 % smaller than with a model for each task (95 % interval of the improvement +5.0 … +30.0 %; MASE 0.600 against 0.800).',
  );
  expect(sayVerdict(helps, '負荷', 'kW', 'ja')).toBe(
    '「負荷」の予測の誤差は、タスクごとに別のモデルより 25.0 % 小さくなりました（改善の 95 % 区間 +5.0 … +30.0 %。MASE 0.600、比べた相手は 0.800）。',
  );
});

test('a larger error has the sign of a loss in its interval alone', () => {
  const difference = { value: -0.2, low: -0.24, high: -0.04 };
  const sentence = sayVerdict({ ...helps, joint: 1, difference, verdict: 'hurts' }, 'Load', null, 'en');
  expect(sentence).toContain('25.0 % larger');
  expect(sentence).toContain('−30.0 … −5.0 %');
});

test('where the other model makes no error there is no percent of it', () => {
  const none = { ...helps, joint: 0.1, other: 0, difference: { value: -0.1, low: null, high: null } };
  expect(errorReduction(none)).toEqual({ value: null, low: null, high: null });
  expect(sayVerdict({ ...none, verdict: 'unknown' }, 'Load', null, 'en')).not.toContain('NaN');
});

test('a difference that the rule does not count is told with why, never as one that was not found', () => {
  // The interval lies wholly below 0, and yet the rule says no difference: neither beats the simplest prediction.
  const ruled = { ...helps, difference: { value: -0.02, low: -0.03, high: -0.01 }, verdict: 'no-difference' as const };
  expect(sayVerdict(ruled, '負荷', null, 'ja')).toBe(
    '「負荷」の予測の誤差は、タスクごとに別のモデルと 2.5 % 違いますが（改善の 95 % 区間 −3.8 … −1.3 %。MASE 0.600、比べた相手は 0.800）、何もしない予測より良いと示せないか、シードによるばらつきより小さい差のため、「差なし」とします。',
  );
  const measured = { ...ruled, metric: 'mae' };
  for (const one of [ruled, measured]) expect(sayVerdict(one, 'Load', null, 'en')).toMatch(/but it does not count: /);
  const open = { ...ruled, difference: { value: -0.02, low: -0.03, high: 0.01 } };
  for (const one of [open, { ...open, metric: 'mae' }])
    expect(sayVerdict(one, 'Load', null, 'en')).toMatch(/no difference .* was found/);
});

test('a bound beside 0 that decides the verdict is not rounded to 0', () => {
  // 0.00032 of 0.8 is 0.04 %.
  const close = { ...helps, difference: { value: 0.2, low: 0.00032, high: 0.24 } };
  expect(sayVerdict(close, 'Load', null, 'en')).toContain('improvement +0.04 … +30.0 %');
  expect(sayVerdict({ ...close, difference: { ...close.difference, low: 0 } }, 'Load', null, 'en')).toContain(
    ' 0.0 … ',
  );
});
