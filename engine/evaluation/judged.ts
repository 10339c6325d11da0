// Labels and predictions of one task on some rows: what everything in this folder computes from.

import { Refusal } from '../contract/errors.ts';
import type { Task } from '../contract/tasks.ts';
import { labelledForecasts, type JudgedForecasts } from './forecast/judged.ts';

export interface Judged {
  /** Binary: 1 = NG, 0 = OK. Classification: class index. Regression: the value. Forecast: `[n, columns * horizon]`. NaN = no label. */
  readonly actual: Float32Array | Float64Array;
  /** Binary: NG probability `[n]`. Classification: probabilities `[n, C]`, row-major. Regression: the value `[n]`. Forecast: `[n, columns * horizon * outputs]`. */
  readonly predicted: Float32Array;
  /** Row numbers in the snapshot, `[n]`. */
  readonly rows: Uint32Array;
  /** Binary `[OK, NG]`, classification in label order, regression empty. */
  readonly classes: readonly string[];
  /** Forecasts only: their shape, and what was known before. */
  readonly forecast?: JudgedForecasts;
}

/** Predictions for each row: the number of classes for classification, otherwise 1. */
export function widthOf(task: Task, judged: Judged): number {
  if (judged.forecast) return judged.forecast.columns.length * judged.forecast.horizon * judged.forecast.outputs;
  return task.kind === 'classification' ? judged.classes.length : 1;
}

/** The rows that have a label; refuses predictions that are not numbers, naming the row. */
export function labelled(task: Task, judged: Judged): Judged {
  if (task.kind === 'forecast') return labelledForecasts(task, judged);
  const width = widthOf(task, judged);
  const kept: number[] = [];
  for (let i = 0; i < judged.actual.length; i++) if (!Number.isNaN(judged.actual[i]!)) kept.push(i);
  const predicted = new Float32Array(kept.length * width);
  kept.forEach((from, to) => {
    for (let c = 0; c < width; c++) {
      const value = judged.predicted[from * width + c]!;
      if (!Number.isFinite(value))
        throw new Refusal('evaluation.not-finite', { task: task.target, row: judged.rows[from]! + 1 });
      predicted[to * width + c] = value;
    }
  });
  return {
    actual: Float64Array.from(kept, (i) => judged.actual[i]!),
    predicted,
    rows: Uint32Array.from(kept, (i) => judged.rows[i]!),
    classes: judged.classes,
  };
}

/** Rows of each class, `[C]`. Empty for regression and forecasts. */
export function classCounts(task: Task, judged: Judged): number[] {
  if (task.kind === 'regression' || task.kind === 'forecast') return [];
  const counts = new Array<number>(Math.max(judged.classes.length, task.kind === 'binary' ? 2 : 0)).fill(0);
  for (const value of judged.actual) if (!Number.isNaN(value)) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
