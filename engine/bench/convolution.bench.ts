// A whole training step of a convolution network as recorded from tfjs and run by our CPU executor, against
// PyTorch: batch 32, 64 x 64 x 3, 3 x 3 convolutions 16-32-64-64 with strides 1, 2, 2, 2, mean over the
// picture, three heads, Adam, float32, the same number of threads on both sides.

import { createRng } from '../base/rng.ts';
import { cnnBatch, cnnShapes, cnnState, cnnStep, referenceCnn } from '../runtime/testing/cnn-step.ts';
import { compareRounds } from './in-turns.ts';
import { trainInTurns } from './network-turns.ts';
import type { Comparison } from './peer.ts';

const name = 'training step of a convolution network';

/** One to two minutes. @throws Error where no Python with PyTorch is installed. */
export async function run(): Promise<Comparison[]> {
  const rng = createRng(1);
  const work = {
    step: cnnStep(referenceCnn),
    state: cnnState(referenceCnn, rng),
    shapes: cnnShapes(referenceCnn),
    batch: cnnBatch(referenceCnn, rng),
    peer: referenceCnn,
  };
  const lengths = { perTurn: 4, rounds: 100, seconds: 30 };
  const both = await trainInTurns(work, { ...lengths, threads: 2 });
  // Two threads that wait for each other on a busy machine count for more than their work: one thread is the work.
  const alone = await trainInTurns(work, { ...lengths, threads: 1 });
  return [
    ...compareRounds(name, both, 'at most 0.7'),
    ...compareRounds(`${name}, one thread`, alone, 'for information'),
  ];
}
