// What every kind of task answers: how its labels are read, what its head puts out, what it costs to
// be wrong in training, and how good a prediction is. One file a kind.

import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Task, TaskKind } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import type { TaskTargets } from './targets.ts';

/** What a head knows of its task: fixed on the training rows, kept with the model. Plain data. */
export interface TaskHead {
  readonly task: Task;
  readonly classes: readonly string[];
  /** Numbers the head puts out for one row: 1, or one logit a class. */
  readonly outputSize: number;
  /** Regression: median-free mean and standard deviation of the training labels; 0 and 1 otherwise. */
  readonly center: number;
  readonly scale: number;
  /** First bias of the head, `[outputSize]`: the training rows' own frequencies, so that training starts at the baseline. */
  readonly startBias: readonly number[];
  /** Training loss of the best constant answer: what 1.0 means when losses of tasks are compared. Above 0. */
  readonly constantLoss: number;
  /** Training rows that have a label. */
  readonly labelled: number;
  /** Forecasts only. */
  readonly forecast?: ForecastHead;
}

/** What a forecast says of one row. */
export interface ForecastShape {
  readonly columns: readonly string[];
  /** Rows ahead. */
  readonly horizon: number;
  /** Outputs for each value ahead: the point forecast, then lower and upper end of the interval where there is one. */
  readonly outputs: 1 | 3;
}

/** What the head of a forecast knows: fixed on the training rows. */
export interface ForecastHead extends ForecastShape {
  /** Id of the data set whose columns these are; left out in models saved before a network told them apart. */
  readonly data?: string;
  /** Mean and standard deviation of each column over the training rows; deviation is never 0. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /**
   * Mean absolute error of each column's seasonal naive forecast over the training rows: what a MASE of 1 is; null
   * where they repeat exactly. Left out in models saved before it was kept, which nobody judges.
   */
  readonly naive?: readonly (number | null)[];
  /** By column: what the distance of both ends from the point is multiplied by; left out = 1 (calibrate-interval.ts). */
  readonly stretch?: readonly number[];
}

export interface TaskRules {
  readonly kind: TaskKind;
  /** Key of the metric that decides for this kind (contract/runs.ts). */
  readonly mainMetric: string;
  /** Which way the main metric is better. */
  readonly better: 'higher' | 'lower';
  /**
   * Reads the labels. Refuses a column from which nothing can be learned.
   * @param lastRow forecasts: the last row of the series that each row belongs to; absent = the table's last
   */
  encode(table: Table, task: Task, lastRow?: Uint32Array): TaskTargets;
  /**
   * Fits the head's fixed numbers on the rows of the training part.
   * @param series forecasts: rows in one season of the clock (null or absent = none), and rows looked back on (absent =
   *   as the task says)
   */
  fit(
    targets: TaskTargets,
    trainingRows: ArrayLike<number>,
    series?: { readonly season?: number | null; readonly lookback?: number },
  ): TaskHead;
  /**
   * Mean loss over the rows that have a label and over the members of the ensemble. Pure tfjs.
   * @param outputs `[members, rows, outputSize]`
   * @param labels `[rows]` as in TaskTargets, 0 where missing; a forecast's `[rows, columns * horizon]`, NaN where missing
   * @param present `[rows]`, 1 where there is a label, else 0
   */
  loss(outputs: Tensor3D, labels: Tensor, present: Tensor1D, head: TaskHead): Tensor;
  /**
   * What the user sees: `[rows]` in the target's unit, `[rows]` NG probabilities, `[rows, classes]`, or a forecast's
   * `[rows, columns * horizon * outputs]` in the columns' units. Pure tfjs.
   */
  predict(outputs: Tensor3D, head: TaskHead): Tensor;
  /**
   * How wrong and how good predictions are on the rows named, for early stopping and the live curves.
   * `loss` is in the training loss's own scale; both are null when no row named has a label.
   */
  judge(predictions: Float32Array, targets: TaskTargets, rows: ArrayLike<number>, head: TaskHead): Judgement;
}

export interface Judgement {
  readonly loss: number | null;
  readonly metric: number | null;
}
