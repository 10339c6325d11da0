// How long to train on photos and how fast. Every pass shows each photo anew, so many passes do no harm.

import type { Pacing } from './pacing.ts';

const batch = 32;
const steps = 1200;
const highest = 5e-3;

/** @param trainingRows photos to learn from */
export function photosPacing(trainingRows: number, budget: { readonly epochs?: number | undefined }): Pacing {
  const batchSize = Math.min(trainingRows, batch);
  const stepsPerEpoch = Math.ceil(trainingRows / batchSize);
  const epochs = budget.epochs ?? Math.min(100, Math.max(12, Math.ceil(steps / stepsPerEpoch)));
  return {
    batchSize,
    stepsPerEpoch,
    epochs,
    patience: Math.max(10, Math.ceil(epochs / 2)),
    dropRate: 0,
    rate: highest,
  };
}
