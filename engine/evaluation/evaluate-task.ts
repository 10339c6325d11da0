// One task's result on the frozen test rows: every figure with its interval, null where it is undefined.

import { mainMetric } from '../contract/main-metric.ts';
import type { Measured, TaskResult } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { confusion, f1Measure, logLossMeasure, macroF1Measure } from './class-measures.ts';
import { evaluateRegression } from './evaluate-regression.ts';
import { evaluateForecast } from './forecast/evaluate.ts';
import { figures, meanOfRates, rate, unknown, type Figures } from './figures.ts';
import { classCounts, labelled, type Judged } from './judged.ts';
import { aucInterval, aucMeasure, averagePrecisionMeasure } from './ranking.ts';
import { chooseThreshold, judge, type Threshold } from './threshold.ts';

export interface EvaluationOptions {
  /** Seeds the resampling: the same seed gives the same intervals. */
  readonly seed: number;
}

/**
 * Judges predictions on the test rows; a binary task's threshold is chosen on the validation rows.
 * Rows without a label are left out. Refuses predictions that are not finite.
 */
export function evaluateTask(task: Task, test: Judged, validation: Judged, options: EvaluationOptions): TaskResult {
  const judged = labelled(task, test);
  switch (task.kind) {
    case 'binary':
      return evaluateBinary(task, judged, chooseThreshold(task, labelled(task, validation)), options);
    case 'classification':
      return evaluateClasses(task, judged, options);
    case 'regression':
      return evaluateRegression(task, judged, options);
    case 'forecast':
      return evaluateForecast(task, judged, options);
  }
}

/** As `evaluateTask`, of rows judged at a threshold that was chosen before. @param threshold of a binary task */
export function evaluateAt(
  task: Task,
  rows: Judged,
  threshold: Threshold | undefined,
  options: EvaluationOptions,
): TaskResult {
  if (task.kind !== 'binary' || !threshold) return evaluateTask(task, rows, rows, options);
  return evaluateBinary(task, labelled(task, rows), threshold, options);
}

function evaluateBinary(
  task: Extract<Task, { kind: 'binary' }>,
  test: Judged,
  threshold: Threshold,
  { seed }: EvaluationOptions,
): TaskResult {
  const { actual, predicted } = test;
  const n = actual.length;
  const decided = judge(predicted, threshold.value);
  const counts = confusion(actual, decided, 2);
  const [good, bad] = classCounts(task, test) as [number, number];
  const both = good > 0 && bad > 0;
  const missRate = rate(counts[1]![0]!, bad);
  const overkillRate = rate(counts[0]![1]!, good);
  const metrics: Figures = {
    missRate,
    overkillRate,
    balancedAccuracy: both ? meanOfRates([rate(counts[0]![0]!, good), rate(counts[1]![1]!, bad)]) : unknown,
    ...figures(
      {
        f1: both ? f1Measure(actual, decided, 2, 1) : null,
        averagePrecision: both ? averagePrecisionMeasure(actual, predicted) : null,
        logLoss: logLossMeasure(actual, (row, label) => (label === 1 ? predicted[row]! : 1 - predicted[row]!)),
      },
      n,
      actual,
      seed,
      ['f1', 'averagePrecision'],
    ),
    auc: both ? areaUnderCurve(actual, predicted, good, bad) : unknown,
  };
  const labels = test.classes.length === 2 ? [...test.classes] : ['OK', 'NG'];
  return { n, mainMetric: mainMetric(task), metrics, threshold, confusion: { labels, counts } };
}

function evaluateClasses(task: Task, test: Judged, { seed }: EvaluationOptions): TaskResult {
  const { actual, predicted } = test;
  const classes = test.classes.length;
  const n = actual.length;
  const decided = likeliest(predicted, classes);
  const counts = confusion(actual, decided, classes);
  const totals = classCounts(task, test);
  const recalls = totals.map((total, c) => rate(counts[c]![c]!, total)).filter((recall) => recall.outOf > 0);
  const metrics: Figures = {
    accuracy: rate(
      counts.reduce((sum, row, c) => sum + row[c]!, 0),
      n,
    ),
    balancedAccuracy: recalls.length > 1 ? meanOfRates(recalls) : unknown,
    ...figures(
      {
        f1: recalls.length > 1 ? macroF1Measure(actual, decided, classes) : null,
        logLoss: logLossMeasure(actual, (row, label) => predicted[row * classes + label]!),
      },
      n,
      actual,
      seed,
      ['f1'],
    ),
  };
  return { n, mainMetric: mainMetric(task), metrics, confusion: { labels: [...test.classes], counts } };
}

function areaUnderCurve(actual: ArrayLike<number>, predicted: Float32Array, good: number, bad: number): Measured {
  const value = aucMeasure(actual, predicted)(new Int32Array(actual.length).fill(1));
  return { value, ...(aucInterval(value, bad, good) ?? { low: null, high: null }) };
}

/** Class of the largest probability in each row; the first of equal ones. */
function likeliest(predicted: Float32Array, classes: number): Uint32Array {
  return Uint32Array.from({ length: predicted.length / classes }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (predicted[row * classes + c]! > predicted[row * classes + best]!) best = c;
    return best;
  });
}
