// How long to train on series and how fast: neighbouring windows share almost all their values, so few passes do.

import type { Pacing } from './pacing.ts';

const steps = 800;
/**
 * Of five years of months an epoch is one step: 100 of them left the map halfway. Error 3 months ahead (MASE) after 100
 * and 400 epochs: air in Nottingham 1.16 and 0.65, CO2 1.10 and 0.48, AirPassengers 1.09 and 0.70, electrical equipment
 * 1.18 and 0.90; 220 noisy days, which early stopping guards, 0.67 and 0.67.
 */
const mostEpochs = 400;
const highest = 2e-3;

/** @param trainingRows windows to learn from */
export function seriesPacing(trainingRows: number, budget: { readonly epochs?: number | undefined }): Pacing {
  const batchSize = Math.min(trainingRows, trainingRows < 2000 ? 32 : 128);
  const stepsPerEpoch = Math.ceil(trainingRows / batchSize);
  const epochs = budget.epochs ?? Math.min(mostEpochs, Math.max(6, Math.ceil(steps / stepsPerEpoch)));
  return {
    batchSize,
    stepsPerEpoch,
    epochs,
    // While the learning rate is high, an early epoch may look better than it is: most of the epochs get their turn.
    patience: Math.max(5, Math.ceil(0.65 * epochs)),
    // Linear layers have no dropout; a mixing network harms without much of it.
    dropRate: 0.5,
    rate: highest,
  };
}
