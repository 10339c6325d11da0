// How long to train and how fast: batch size, epochs, learning rate, patience, from the number of rows.
//
// Measured on Energy (500 training rows), AI4I (6,500) and the gas turbine (18,800); a run takes about
// four thousand steps on a small table and at least eight passes over a large one.

import type { EncodedInputs } from '../data/features.ts';
import type { TrunkSize } from '../models/capacity.ts';
import { beta1, beta2 } from './optimiser.ts';
import { photosPacing } from './pacing-photos.ts';
import { seriesPacing } from './pacing-series.ts';

/** What the rows of a training are: each kind is paced on evidence of its own. */
export type InputKind = 'table' | 'photos' | 'series';

export function kindOf({ image, series }: Pick<EncodedInputs, 'image' | 'series'>): InputKind {
  return image ? 'photos' : series ? 'series' : 'table';
}

export interface Pacing {
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Epochs the learning rate is laid out for; early stopping may end before. */
  readonly epochs: number;
  /** Epochs without improvement after which training ends. */
  readonly patience: number;
  /** Share of each hidden layer's numbers silenced in a training step. */
  readonly dropRate: number;
  /** Highest learning rate. */
  readonly rate: number;
}

/**
 * Dropout ruins a small designed experiment (Energy Y2: mean absolute error 0.51 to 0.89), so it is off below this
 * many rows. Above, more of it trades rows like those trained on for rows of other times: with 0.3 in place of 0.1
 * the gas turbine's years left out in turn (2011 to 2013) have 4 % (CO) and 2 % (NOX) less RMSE, validation rows of
 * the same years 7 % more loss, AI4I no difference; 2014 and 2015, looked at last, gain nothing. It stays at 0.1.
 */
const fewRows = 5000;
const steps = 4000;
const highest = 2e-3;
/**
 * A linear model has one valley, and with a small table's few steps the networks' rate ends on its slope: Iris species
 * log loss 0.52 where scikit-learn's logistic regression has 0.29 (75 rows), petal width 0.23 against 0.14. This far,
 * in deviations, a weight can go at least, at a rate between these.
 */
const linearReach = 6;
const linearRates = [1e-2, 5e-2] as const;
/** Share of all steps in which the learning rate rises from 0. */
const warmUp = 0.05;

export function pacing(
  trainingRows: number,
  budget: { readonly epochs?: number | undefined },
  kind: InputKind = 'table',
  size: TrunkSize = 'medium',
): Pacing {
  if (kind === 'series') return seriesPacing(trainingRows, budget);
  if (kind === 'photos') return photosPacing(trainingRows, budget);
  const batchSize = Math.min(
    trainingRows,
    trainingRows < 1000 ? 32 : trainingRows < 10_000 ? 128 : trainingRows < 100_000 ? 256 : 1024,
  );
  const stepsPerEpoch = Math.ceil(trainingRows / batchSize);
  const epochs = budget.epochs ?? Math.min(300, Math.max(8, Math.ceil(steps / stepsPerEpoch)));
  return {
    batchSize,
    stepsPerEpoch,
    epochs,
    patience: Math.max(10, Math.ceil(epochs / 4)),
    dropRate: trainingRows < fewRows ? 0 : 0.1,
    rate: size === 'linear' ? linearRate(epochs * stepsPerEpoch) : highest,
  };
}

/** Half a cosine of this height over `steps` sums up to `linearReach`. */
function linearRate(steps: number): number {
  return Math.min(linearRates[1], Math.max(linearRates[0], (2 * linearReach) / steps));
}

/** Learning rate at `step` of `total`, from 0: linear warm-up, then half a cosine down to 0 (Loshchilov and Hutter 2017). */
export function learningRate(step: number, total: number, rate = highest): number {
  const rising = Math.min(1, (step + 1) / Math.max(1, warmUp * total));
  return rate * rising * 0.5 * (1 + Math.cos((Math.PI * Math.min(step, total)) / total));
}

/** What the optimiser is fed at `step`, counted from 0: learning rate and both bias corrections. */
export function paceOf(step: number, total: number, rate = highest): Float32Array {
  return Float32Array.of(learningRate(step, total, rate), 1 / (1 - beta1 ** (step + 1)), 1 / (1 - beta2 ** (step + 1)));
}
