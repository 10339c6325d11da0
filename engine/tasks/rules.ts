// What every kind of task answers: how its labels are read, what its head puts out, what it costs to
// be wrong in training, and how good a prediction is. One file a kind.

import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Task, TaskKind } from '../contract/tasks.ts';
import type { SeriesFeature } from '../data/features.ts';
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
  /** How much of a finished model's answer is linear, 0 to 1 (training/linear-part.ts); left out = nothing. */
  readonly line?: number;
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
  /**
   * Where a data set holds several series: of each strand what stands above, which is then of all rows together. Left
   * out = there is one series.
   */
  readonly strands?: readonly StrandScale[];
  /** By column: what the distance of both ends from the point is multiplied by; left out = 1 (calibrate-interval.ts). */
  readonly stretch?: readonly number[];
}

/** How the columns of one of several series are scaled, by column. */
export interface StrandScale {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly naive: readonly (number | null)[];
}

/** Mean and deviation of a forecast's columns, `[rows, columns]` in their own units. */
export interface RowMoments {
  readonly means: Tensor;
  readonly deviations: Tensor;
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
   * @param series forecasts: rows in one season of the clock (null or absent = none), rows looked back on (absent = as
   *   the task says), and the moments of strands (absent = there are none)
   */
  fit(
    targets: TaskTargets,
    trainingRows: ArrayLike<number>,
    series?: Partial<Pick<SeriesFeature, 'season' | 'lookback' | 'channels' | 'strands'>>,
  ): TaskHead;
  /**
   * Mean loss over the rows that have a label and over the members of the ensemble. Pure tfjs.
   * @param outputs `[members, rows, outputSize]`
   * @param labels `[rows]` as in TaskTargets, 0 where missing; a forecast's `[rows, columns * horizon]`, NaN where missing
   * @param present `[rows]`, 1 where there is a label, else 0
   * @param own forecasts: what each row's outputs are deviations of; null or absent = of the head's own moments
   */
  loss(outputs: Tensor3D, labels: Tensor, present: Tensor1D, head: TaskHead, own?: RowMoments | null): Tensor;
  /**
   * What the user sees: `[rows]` in the target's unit, `[rows]` NG probabilities, `[rows, classes]`, or a forecast's
   * `[rows, columns * horizon * outputs]` in the columns' units. Pure tfjs.
   * @param own as of `loss`
   */
  predict(outputs: Tensor3D, head: TaskHead, own?: RowMoments | null): Tensor;
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
