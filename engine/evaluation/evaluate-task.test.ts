// Expected figures: scikit-learn 1.2.1 on the same arrays (roc_auc_score, average_precision_score, log_loss,
// balanced_accuracy_score, f1_score, confusion_matrix, mean_absolute_error, r2_score).

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Measured } from '../contract/runs.ts';
import { BinaryTask, ClassificationTask, RegressionTask } from '../contract/tasks.ts';
import * as v from 'valibot';
import { evaluateTask } from './evaluate-task.ts';
import type { Judged } from './judged.ts';

const inspection = v.parse(BinaryTask, { id: 'look', kind: 'binary', target: '外観判定', positive: 'NG' });
const grade = v.parse(ClassificationTask, { id: 'grade', kind: 'classification', target: '等級' });
const size = v.parse(RegressionTask, { id: 'size', kind: 'regression', target: '寸法', unit: 'mm' });

function judged(actual: number[], predicted: number[], classes: string[] = ['OK', 'NG']): Judged {
  return {
    actual: Float64Array.from(actual),
    predicted: Float32Array.from(predicted),
    rows: Uint32Array.from(actual.keys()),
    classes,
  };
}

// One pair of equal scores stands in both classes: 0.4 twice NG and once OK, 0.8 once each.
const labels = [0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0];
const scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.05, 0.9, 0.6, 0.55, 0.2, 0.8];

test("binary figures are scikit-learn's, equal scores included", () => {
  const result = evaluateTask(inspection, judged(labels, scores), judged([0, 0, 1, 1], [0.2, 0.3, 0.7, 0.9]), {
    seed: 1,
  });
  expect(result.threshold).toEqual({ value: expect.closeTo(0.5, 6), rule: 'balanced' });
  expect(result.confusion).toEqual({
    labels: ['OK', 'NG'],
    counts: [
      [5, 2],
      [2, 3],
    ],
  });
  const { auc, averagePrecision, logLoss, balancedAccuracy, f1, missRate, overkillRate } = result.metrics;
  expect(auc!.value).toBeCloseTo(0.7571428571428571, 12);
  expect(averagePrecision!.value).toBeCloseTo(0.6944444444444444, 12);
  expect(logLoss!.value).toBeCloseTo(0.551236397054525, 6); // probabilities are float32
  expect(balancedAccuracy!.value).toBeCloseTo(0.6571428571428571, 12);
  expect(f1!.value).toBeCloseTo(0.6, 12);
  expect(missRate).toMatchObject({ events: 2, outOf: 5, value: 0.4 });
  expect(overkillRate).toMatchObject({ events: 2, outOf: 7 });
});

test("classification figures are scikit-learn's", () => {
  const actual = [0, 1, 2, 2, 1, 0, 2, 1, 0, 2];
  const probabilities = [
    [0.7, 0.2, 0.1],
    [0.2, 0.5, 0.3],
    [0.1, 0.2, 0.7],
    [0.3, 0.4, 0.3],
    [0.1, 0.8, 0.1],
    [0.4, 0.5, 0.1],
    [0.2, 0.2, 0.6],
    [0.3, 0.3, 0.4],
    [0.6, 0.3, 0.1],
    [0.1, 0.1, 0.8],
  ];
  const test_ = judged(actual, probabilities.flat(), ['A', 'B', 'C']);
  const { metrics, confusion } = evaluateTask(grade, test_, test_, { seed: 1 });
  expect(confusion!.counts).toEqual([
    [2, 1, 0],
    [0, 2, 1],
    [0, 1, 3],
  ]);
  expect(metrics['accuracy']).toMatchObject({ events: 7, outOf: 10, value: 0.7 });
  expect(metrics['balancedAccuracy']!.value).toBeCloseTo(0.6944444444444443, 12);
  expect(metrics['f1']!.value).toBeCloseTo(0.7071428571428572, 12);
  expect(metrics['logLoss']!.value).toBeCloseTo(0.6198671759123837, 6);
});

test("regression figures are scikit-learn's, with the share of the tolerance where limits are given", () => {
  const test_ = judged([3, -0.5, 2, 7, 4.2, 1.1], [2.5, 0, 2, 8, 4, 1.5], []);
  const plain = evaluateTask(size, test_, test_, { seed: 1 }).metrics;
  expect(plain['mae']!.value).toBeCloseTo(0.43333333333333335, 6);
  expect(plain['rmse']!.value).toBeCloseTo(0.5322906474223771, 6);
  expect(plain['r2']!.value).toBeCloseTo(0.9500880798590722, 6);
  expect(plain['maxError']).toEqual({ value: 1, low: null, high: null });
  expect(plain).not.toHaveProperty('withinTolerance');
  // Tolerance 1: half of it is 0.5, exceeded by the error of 1 alone; the 95th percentile of six errors is the largest.
  const limited = evaluateTask({ ...size, limits: { lower: 1, upper: 2 } }, test_, test_, { seed: 1 }).metrics;
  expect(limited['withinTolerance']).toMatchObject({ events: 5, outOf: 6 });
  expect(limited['p95OverTolerance']!.value).toBe(1);
});

test('with one class in the test rows, figures that need two are null and rates keep their denominators', () => {
  const good = judged([0, 0, 0, 0, 0, 0], [0.1, 0.2, 0.1, 0.3, 0.9, 0.1]);
  const { metrics } = evaluateTask(inspection, good, judged([0, 1], [0.2, 0.8]), { seed: 1 });
  for (const name of ['auc', 'averagePrecision', 'f1', 'balancedAccuracy']) expect(metrics[name]!.value).toBeNull();
  expect(metrics['missRate']).toEqual({ events: 0, outOf: 0, value: null, low: null, high: null });
  expect(metrics['overkillRate']).toMatchObject({ events: 1, outOf: 6 });
});

test('no rows, one row, a constant target and a sure but wrong model leave no NaN and no infinity', () => {
  const cases = [judged([], []), judged([1], [0]), judged([1, 0], [0, 1])];
  for (const one of cases) expectFinite(evaluateTask(inspection, one, one, { seed: 1 }).metrics);
  for (const one of [judged([], [], []), judged([5], [6], []), judged([5, 5, 5, 5, 5, 5], [5, 5, 4, 6, 5, 5], [])]) {
    expectFinite(evaluateTask({ ...size, limits: { lower: 0, upper: 1 } }, one, one, { seed: 1 }).metrics);
  }
  const constant = evaluateTask(size, judged([5, 5, 5], [5, 4, 5], []), judged([], [], []), { seed: 1 });
  expect(constant.metrics['r2']!.value).toBeNull();
});

test('eight NG parts judged without an error are no proof: intervals stay wide', () => {
  const actual = [...Array<number>(40).fill(0), ...Array<number>(8).fill(1)];
  const perfect = judged(actual, actual);
  const { metrics } = evaluateTask(inspection, perfect, perfect, { seed: 1 });
  // Exact two-sided for 0 of 8: 1 - 0.025^(1/8).
  expect(metrics['missRate']!.high).toBeCloseTo(1 - 0.025 ** (1 / 8), 10);
  expect(metrics['balancedAccuracy']!.low).toBeLessThan(0.85);
  expect(metrics['auc']!.low).toBeLessThan(0.95);
  expect(metrics['averagePrecision']).toEqual({ value: 1, low: null, high: null });
});

test('a dear miss lowers the threshold, a dear false reject raises it', () => {
  const rng = createRng(3);
  const actual = Array.from({ length: 400 }, (_, i) => (i % 5 === 0 ? 1 : 0));
  const overlapping = actual.map((label) => 1 / (1 + Math.exp(-(rng.normal() + 1.5 * label - 1))));
  const rows = judged(actual, overlapping);
  const at = (miss: number, falseReject: number): number =>
    evaluateTask({ ...inspection, costs: { miss, falseReject } }, rows, rows, { seed: 1 }).threshold!.value;
  expect(at(50_000, 300)).toBeLessThan(at(1000, 1000));
  expect(at(300, 50_000)).toBeGreaterThan(at(1000, 1000));
});

test('the chosen threshold costs no more than any other on the validation rows', () => {
  const rng = createRng(9);
  const actual = Array.from({ length: 120 }, () => (rng.integer(3) === 0 ? 1 : 0));
  const noisy = actual.map(
    (label: number) => Math.round(10 * Math.min(1, Math.max(0, 0.35 + 0.3 * label + 0.2 * rng.normal()))) / 10,
  );
  const rows = judged(actual, noisy);
  const cost = (threshold: number): number =>
    actual.reduce<number>(
      (sum, label, i) =>
        sum + (label === 1 ? (rows.predicted[i]! < threshold ? 7 : 0) : rows.predicted[i]! >= threshold ? 2 : 0),
      0,
    );
  const chosen = evaluateTask({ ...inspection, costs: { miss: 7, falseReject: 2 } }, rows, rows, { seed: 1 }).threshold!
    .value;
  const others = Array.from({ length: 111 }, (_, i) => cost(i / 100));
  expect(cost(chosen)).toBe(Math.min(...others));
});

test('rows without a label are left out, and a prediction that is no number is refused by its row', () => {
  const partly = judged([NaN, 0, 1, NaN, 1], [NaN, 0.1, 0.9, 0.5, 0.8]);
  expect(evaluateTask(inspection, partly, partly, { seed: 1 }).n).toBe(3);
  const broken = judged([0, 1], [0.1, NaN]);
  expect(() => evaluateTask(inspection, broken, broken, { seed: 1 })).toThrow(/evaluation.not-finite.*"row":2/);
});

test('an interval holds the true figure about 95 times in 100', () => {
  const rng = createRng(5);
  let [covered, rounds] = [0, 200];
  for (let round = 0; round < rounds; round++) {
    const errors: number[] = Array.from({ length: 60 }, () => rng.normal());
    const rows = judged(
      errors.map(() => 0),
      errors,
      [],
    );
    const { mae } = evaluateTask(size, rows, rows, { seed: round }).metrics as { mae: Measured };
    const truth = Math.sqrt(2 / Math.PI); // mean of |N(0, 1)|
    if (mae.low! <= truth && truth <= mae.high!) covered++;
  }
  expect(covered / rounds).toBeGreaterThan(0.88);
  expect(covered / rounds).toBeLessThan(0.99);
});

test('an interval from five rows is as wide as five rows ask for', () => {
  // Errors of a Laplace distribution: mean absolute error 1. The middle 95 % of resamples holds it 79 times in 100.
  const rng = createRng(6);
  let [covered, rounds] = [0, 600];
  for (let round = 0; round < rounds; round++) {
    const errors = Array.from({ length: 5 }, () => -Math.log(1 - rng.next()));
    const rows = judged([0, 0, 0, 0, 0], errors, []);
    const { low, high } = evaluateTask(size, rows, rows, { seed: round }).metrics['mae'] as Measured;
    if (low! <= 1 && 1 <= high!) covered++;
  }
  expect(covered / rounds).toBeGreaterThan(0.84);
});

test('the interval for many rows, by leaving out groups, agrees with the bootstrap of a tenth of them', () => {
  const rng = createRng(11);
  const rows = (count: number): Judged => {
    const actual = Array.from({ length: count }, (_, i) => (i % 10 === 0 ? 1 : 0));
    return judged(
      actual,
      actual.map((label) => 1 / (1 + Math.exp(-(rng.normal() + 2 * label - 2)))),
    );
  };
  const width = (of: Judged): number => {
    const { low, high } = evaluateTask(inspection, of, rows(50), { seed: 1 }).metrics['averagePrecision']!;
    return high! - low!;
  };
  // Ten times the rows: an interval narrower by about the square root of 10 = 3.16.
  const ratio = width(rows(8000)) / width(rows(80_000));
  expect(ratio).toBeGreaterThan(2.2);
  expect(ratio).toBeLessThan(4.5);
});

test('points are thinned to 2,000, the same ones each time, and keep the largest error', () => {
  const rng = createRng(2);
  const actual = Array.from({ length: 30_000 }, () => rng.normal());
  const predicted = actual.map((value, i) => value + (i === 12_345 ? 50 : 0.1));
  const rows = judged(actual, predicted, []);
  const first = evaluateTask(size, rows, rows, { seed: 1 }).points!;
  expect(first).toHaveLength(2000);
  expect(first.some(([, , row]) => row === 12_345)).toBe(true);
  expect(evaluateTask(size, rows, rows, { seed: 8 }).points).toEqual(first);
});

function expectFinite(metrics: Record<string, Measured>): void {
  for (const measured of Object.values(metrics)) {
    for (const value of Object.values(measured)) expect(value === null || Number.isFinite(value)).toBe(true);
  }
}

test('R2 of the best constant answer lies in its own interval, at the upper end', () => {
  // The mean of the test rows: no constant has a larger R2 than 0, and hardly a resample has as much.
  const rng = createRng(5);
  const actual = Array.from({ length: 60 }, () => rng.normal());
  const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
  const rows = judged(
    actual,
    actual.map(() => mean),
    [],
  );
  const { value, low, high } = evaluateTask(size, rows, rows, { seed: 1 }).metrics['r2'] as Measured;
  expect(value).toBeCloseTo(0, 6);
  expect(high!).toBeGreaterThanOrEqual(value!);
  expect(low!).toBeLessThan(value!);
});
