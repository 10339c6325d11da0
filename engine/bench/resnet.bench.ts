// A whole training step of ResNet-18 on 16 pictures of 96 x 96, batch normalisation, Adam, against PyTorch.

import { createRng } from '../base/rng.ts';
import { cnnBatch } from '../runtime/testing/cnn-step.ts';
import { compareRounds } from './in-turns.ts';
import { trainInTurns } from './network-turns.ts';
import type { Comparison } from './peer.ts';
import { referenceResidual, residualShapes, residualState, residualStep } from './residual-step.ts';

/** One to two minutes. @throws Error where no Python with PyTorch is installed. */
export async function run(): Promise<Comparison[]> {
  const rng = createRng(1);
  const work = {
    step: residualStep(referenceResidual),
    state: residualState(referenceResidual, rng),
    shapes: residualShapes(referenceResidual),
    batch: cnnBatch({ ...referenceResidual, layers: [] }, rng),
    peer: { ...referenceResidual, channelsLast: true },
  };
  const rounds = await trainInTurns(work, { perTurn: 1, rounds: 60, seconds: 50, threads: 2 });
  return compareRounds('training step of ResNet-18', rounds, 'at most 1.4');
}
