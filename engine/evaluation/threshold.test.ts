// Where the border between OK and NG is put: by cost or by balance, within what was asked of both rates.

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { BinaryTask } from '../contract/tasks.ts';
import type { Judged } from './judged.ts';
import { chooseThreshold } from './threshold.ts';

const task = (more: object = {}): BinaryTask =>
  v.parse(BinaryTask, { id: 'look', kind: 'binary', target: '外観', positive: 'NG', ...more });

/** Scores from high to low with their labels: 4 NG at 0.9, 0.8, 0.6 and 0.2; 6 OK at 0.7, 0.5, 0.4, 0.3, 0.1 and 0.05. */
const validation: Judged = {
  actual: Float64Array.from([1, 1, 0, 1, 0, 0, 0, 1, 0, 0]),
  predicted: Float32Array.from([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05]),
  rows: Uint32Array.from({ length: 10 }, (_, i) => i),
  classes: ['OK', 'NG'],
};

test('without a pass line the two rates are balanced', () => {
  // Below 0.6: misses 1 of 4 and rejects 1 of 6, balanced accuracy (3/4 + 5/6) / 2, the best.
  expect(chooseThreshold(task(), validation)).toEqual({ value: expect.closeTo(0.55, 6), rule: 'balanced' });
});

test('a pass line on misses moves the border to where none of them passes', () => {
  // Only below 0.2 are all 4 found; of the places there, the one above 0.1 rejects 4 of 6, the others more.
  const chosen = chooseThreshold(task({ passLine: { missRate: 0.05 } }), validation);
  expect(chosen).toEqual({ value: expect.closeTo(0.15, 6), rule: 'balanced', isWithin: true });
});

test('a pass line on false rejects moves it the other way', () => {
  // None of the OK parts above 0.7: 2 of 4 missed.
  const chosen = chooseThreshold(task({ passLine: { overkillRate: 0 } }), validation);
  expect(chosen).toMatchObject({ value: expect.closeTo(0.75, 6) as number, isWithin: true });
});

test('where no place keeps to both rates, the one that passes them by least is taken, and it says so', () => {
  // Allowed 0 and 1/6. At 0.55: 1/4 too many misses. At 0.15: none, but 4/6, 3/6 too many rejects.
  const chosen = chooseThreshold(task({ passLine: { missRate: 0, overkillRate: 1 / 6 } }), validation);
  expect(chosen).toEqual({ value: expect.closeTo(0.55, 6), rule: 'balanced', isWithin: false });
});

test('costs decide within the pass line', () => {
  const costs = { miss: 1, falseReject: 100 };
  // By cost alone nothing is worth a false reject: above 0.7, two missed.
  expect(chooseThreshold(task({ costs }), validation).value).toBeCloseTo(0.75, 6);
  // With at most 1 of 4 missed the cheapest has 1 false reject: 0.55.
  const chosen = chooseThreshold(task({ costs, passLine: { missRate: 0.25 } }), validation);
  expect(chosen).toEqual({ value: expect.closeTo(0.55, 6), rule: 'cost', isWithin: true });
});

test('with one class only nothing can be chosen, nor said of the pass line', () => {
  const good: Judged = { ...validation, actual: new Float64Array(10) };
  expect(chooseThreshold(task({ passLine: { missRate: 0.05 } }), good)).toEqual({ value: 0.5, rule: 'balanced' });
});
