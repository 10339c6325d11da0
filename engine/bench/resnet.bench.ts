// A whole training step of ResNet-18 on 16 pictures of 96 x 96, batch normalisation, Adam, against PyTorch.

import { createRng } from '../base/rng.ts';
import { cnnBatch } from '../runtime/testing/cnn-step.ts';
import { compareRounds } from './in-turns.ts';
import { trainInTurns } from './network-turns.ts';
import type { Comparison } from './peer.ts';
import { referenceResidual, residualShapes, residualState, residualStep } from './residual-step.ts';

const name = 'training step of ResNet-18';

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
  const lengths = { perTurn: 1, rounds: 60, seconds: 40 };
  const both = await trainInTurns(work, { ...lengths, threads: 2 });
  const alone = await trainInTurns(work, { ...lengths, threads: 1 });
  return [
    ...compareRounds(name, both, 'at most 1.4'),
    ...compareRounds(`${name}, one thread`, alone, 'for information'),
  ];
}
