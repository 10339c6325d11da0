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
}

export interface TaskRules {
  readonly kind: TaskKind;
  /** Key of the metric that decides for this kind (contract/runs.ts). */
  readonly mainMetric: string;
  /** Which way the main metric is better. */
  readonly better: 'higher' | 'lower';
  /** Reads the labels. Refuses a column from which nothing can be learned. */
  encode(table: Table, task: Task): TaskTargets;
  /** Fits the head's fixed numbers on the rows of the training part. */
  fit(targets: TaskTargets, trainingRows: ArrayLike<number>): TaskHead;
  /**
   * Mean loss over the rows that have a label and over the members of the ensemble. Pure tfjs.
   * @param outputs `[members, rows, outputSize]`
   * @param labels `[rows]` as in TaskTargets, 0 where missing
   * @param present `[rows]`, 1 where there is a label, else 0
   */
  loss(outputs: Tensor3D, labels: Tensor1D, present: Tensor1D, head: TaskHead): Tensor;
  /** What the user sees: `[rows]` in the target's unit, `[rows]` NG probabilities, or `[rows, classes]`. Pure tfjs. */
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
