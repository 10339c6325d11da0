// A border at an end of the scale must be named as such, from rates with enough parts behind them.

import { expect, test } from 'vitest';
import type { TaskResult } from '../runs.ts';
import { borderText, oneSidedText } from './border.ts';

const rate = (events: number, outOf: number) => ({ value: events / outOf, low: 0, high: 1, events, outOf });
const judged = (missed: number, ng: number, rejected: number, ok: number, rule: 'cost' | 'balanced' = 'balanced') =>
  ({
    metrics: { missRate: rate(missed, ng), overkillRate: rate(rejected, ok) },
    threshold: { value: 0.00702, rule },
  }) satisfies Pick<TaskResult, 'metrics' | 'threshold'>;

test('no escapes is nothing to be glad of where 436 of 447 good parts are rejected', () => {
  // 436 / 447 = 97.5 %.
  expect(oneSidedText(judged(0, 29, 436, 447, 'cost'), 'ja')).toBe(
    'OK の 97.5 % も NG と判定しており、選別の役に立ちません。入力した費用では、ほぼ何でも NG とするのが最も安くなるためです',
  );
  expect(oneSidedText(judged(0, 29, 436, 447), 'en')).toBe(
    '97.5 % of the OK parts are judged NG as well, so nothing is sorted out',
  );
});

test('nor is no false reject where most bad parts pass', () => {
  expect(oneSidedText(judged(20, 29, 0, 447), 'ja')).toContain('NG の 69 % を OK と判定');
  expect(oneSidedText(judged(20, 29, 0, 447, 'cost'), 'en')).toContain('calling nearly everything OK is cheapest');
});

test('a judgement that sorts, one on a handful of parts and one of classes say nothing', () => {
  expect(oneSidedText(judged(10, 45, 89, 256), 'en')).toBeNull();
  expect(oneSidedText(judged(5, 6, 10, 447), 'en')).toBeNull();
  expect(oneSidedText({ metrics: { balancedAccuracy: { value: 0.2, low: 0.1, high: 0.3 } } }, 'en')).toBeNull();
});

test('a border near 0 keeps its digits, and says by which rule it was chosen', () => {
  expect(borderText({ value: 0.007019, rule: 'cost' }, 'ja')).toBe(
    'NG の確率 0.00702（検証用データで費用の合計が最小になる点）',
  );
  expect(borderText({ value: 0.5, rule: 'balanced' }, 'en')).toBe(
    'NG probability 0.5 (where balanced accuracy on the validation rows is greatest)',
  );
  expect(borderText({ value: 0.15, rule: 'balanced', isWithin: true }, 'ja')).toBe(
    'NG の確率 0.15（検証用データでバランス正解率が最大になる点。合格ラインを守る範囲で選びました）',
  );
  expect(borderText({ value: 0.55, rule: 'cost', isWithin: false }, 'en')).toBe(
    'NG probability 0.55 (no place keeps to the pass line on the validation rows; this one passes it by least)',
  );
});
