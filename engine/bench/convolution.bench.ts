// A whole training step of a convolution network as recorded from tfjs and run by our CPU executor, against
// PyTorch: batch 32, 64 x 64 x 3, 3 x 3 convolutions 16-32-64-64 with strides 1, 2, 2, 2, mean over the
// picture, three heads, Adam, float32, two threads on both sides.

import { createRng } from '../base/rng.ts';
import { milliseconds } from '../base/clock.ts';
import { createExecutor } from '../runtime/index.ts';
import type { CompiledStep, HostTensor } from '../runtime/index.ts';
import { cnnBatch, cnnShapes, cnnState, cnnStep, referenceCnn } from '../runtime/testing/cnn-step.ts';
import { log } from '../base/log.ts';
import type { Comparison } from './peer.ts';
import { startPeer } from './peer.ts';

const threads = 2;
const rounds = 60;
const stepsPerRound = 4;
/** On a machine that is busy with other things fewer rounds have to do. */
const secondsAtMost = 60;

/** Takes up to a minute. @throws Error where no Python with PyTorch is installed. */
export async function run(): Promise<Comparison[]> {
  const rng = createRng(1);
  const executor = await createExecutor('cpu', { threads });
  const opening = milliseconds();
  const step = await executor.compile(cnnStep(referenceCnn), cnnState(referenceCnn, rng), cnnShapes(referenceCnn));
  log(`recorded and opened in ${Math.round(milliseconds() - opening)} ms`);
  const batch = cnnBatch(referenceCnn, rng);
  const peer = startPeer('peer-convolution.py', ['torch'], { ...referenceCnn, threads });
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    await time(step, batch);
    await peer.ask(String(stepsPerRound));
    const end = milliseconds() + secondsAtMost * 1000;
    for (let round = 0; round < rounds && milliseconds() < end; round++) {
      ours.push(await time(step, batch));
      theirs.push((await peer.ask(String(stepsPerRound)))['stepMs']!);
    }
  } finally {
    peer.close();
    await step.dispose();
  }
  return [
    compare(
      'training step of a convolution network, median',
      quantile(ours, 0.5),
      quantile(theirs, 0.5),
      'at most 0.7',
    ),
    compare('the same, lower quartile', quantile(ours, 0.25), quantile(theirs, 0.25), 'for information'),
    compare('the same, fastest round', quantile(ours, 0), quantile(theirs, 0), 'for information'),
  ];
}

function compare(name: string, ours: number, peer: number, target: string): Comparison {
  return { name, ours, peer, unit: 'ms', ratio: ours / peer, target };
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * times.length)]!;
}

/** Milliseconds a step. */
async function time(step: CompiledStep, batch: Record<string, HostTensor>): Promise<number> {
  const start = milliseconds();
  for (let i = 0; i < stepsPerRound; i++) await step.run(batch);
  return (milliseconds() - start) / stepsPerRound;
}
