// Sentences of comparisons: the interval told belongs to the amount told.

import { expect, test } from 'vitest';
import type { Comparison } from '../runs.ts';
import { sayVerdict } from './verdicts.ts';

const compared = (
  verdict: Comparison['verdict'],
  [low, value, high]: readonly [number, number, number],
  metric = 'mae',
): Comparison => ({
  against: 'single-task',
  taskId: '板厚',
  metric,
  verdict,
  joint: 0.01,
  other: 0.01,
  difference: { low, value, high },
});

test('a worsening is told as an amount with an interval without minus signs, in the unit', () => {
  const worse = compared('hurts', [-0.000822, -0.000455, -0.0000787]);
  expect(sayVerdict(worse, '板厚', 'mm', 'ja')).toBe(
    '「板厚」は、タスクごとに別のモデルに比べて平均絶対誤差（MAE）が 0.000455 mm 悪くなりました（差の 95 % 区間 0.0000787–0.000822 mm）。',
  );
  expect(sayVerdict(worse, 'thickness', 'mm', 'en')).toContain('0.0000787–0.000822 mm');
});

test('where no amount is told the interval is that of the improvement, with both signs', () => {
  const open = compared('no-difference', [-0.08, -0.012, 0.056], 'balancedAccuracy');
  expect(sayVerdict(open, '板厚', null, 'ja')).toContain('改善の 95 % 区間 −8.0 … +5.6 ポイント');
  expect(sayVerdict(open, '板厚', null, 'en')).toContain('95 % interval of the improvement −8.0 … +5.6 points');
  const plain = compared('no-difference', [-0.068, 0.04, 0.137], 'averagePrecision');
  expect(sayVerdict(plain, '板厚', null, 'en')).toContain('improvement −0.068 … +0.137)');
});

test('an improvement of a share is told in points, because 10 % to 12 % is not 2 %', () => {
  const better = compared('helps', [0.01, 0.02, 0.03], 'balancedAccuracy');
  expect(sayVerdict(better, '板厚', null, 'ja')).toContain(
    '2.0 ポイント 良くなりました（差の 95 % 区間 1.0–3.0 ポイント）',
  );
});

test('a difference that rounding alone makes is none: the two are said to be the same', () => {
  const same = compared('no-difference', [-6.5e-8, -1.5e-8, 4.6e-8]);
  expect(sayVerdict(same, '板厚', 'mm', 'ja')).toBe(
    '「板厚」の平均絶対誤差（MAE）は、タスクごとに別のモデルとまったく同じでした。',
  );
  // A ten-thousandth of the figure is a difference.
  expect(sayVerdict(compared('no-difference', [-1e-6, 0, 1e-6]), '板厚', 'mm', 'en')).toContain('no difference');
});
