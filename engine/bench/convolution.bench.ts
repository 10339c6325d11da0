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

const rounds = 60;
const stepsPerRound = 4;
/** On a machine that is busy with other things fewer rounds have to do. */
const secondsAtMost = 50;

interface Times {
  readonly clock: number[];
  readonly processor: number[];
}

/** One to two minutes. @throws Error where no Python with PyTorch is installed. */
export async function run(): Promise<Comparison[]> {
  const both = await measure(2);
  const alone = await measure(1);
  const rows = ([at, name, target]: [number, string, string]): Comparison =>
    compare(name, quantile(both.ours.clock, at), quantile(both.theirs.clock, at), target);
  return [
    rows([0.5, 'training step of a convolution network, median', 'at most 0.7']),
    rows([0.25, 'the same, lower quartile', 'for information']),
    rows([0, 'the same, fastest round', 'for information']),
    // On a busy machine threads that wait for each other count for more than work: this is the work.
    compare(
      "the same, one thread, processor's time, fastest round",
      quantile(alone.ours.processor, 0),
      quantile(alone.theirs.processor, 0),
      'for information',
    ),
  ];
}

/** Both sides in turns. */
async function measure(threads: number): Promise<{ ours: Times; theirs: Times }> {
  const rng = createRng(1);
  const executor = await createExecutor('cpu', { threads });
  const opening = milliseconds();
  const step = await executor.compile(cnnStep(referenceCnn), cnnState(referenceCnn, rng), cnnShapes(referenceCnn));
  log(`recorded and opened in ${Math.round(milliseconds() - opening)} ms`);
  const batch = cnnBatch(referenceCnn, rng);
  const peer = startPeer('peer-convolution.py', ['torch'], { ...referenceCnn, threads });
  const ours: Times = { clock: [], processor: [] };
  const theirs: Times = { clock: [], processor: [] };
  try {
    await runSteps(step, batch, { clock: [], processor: [] });
    await peer.ask(String(stepsPerRound));
    const end = milliseconds() + secondsAtMost * 1000;
    for (let round = 0; round < rounds && milliseconds() < end; round++) {
      await runSteps(step, batch, ours);
      const answer = await peer.ask(String(stepsPerRound));
      theirs.clock.push(answer['stepMs']!);
      theirs.processor.push(answer['processorMs']!);
    }
  } finally {
    peer.close();
    await step.dispose();
  }
  return { ours, theirs };
}

function compare(name: string, ours: number, peer: number, target: string): Comparison {
  return { name, ours, peer, unit: 'ms', ratio: ours / peer, target };
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * times.length)]!;
}

/** Adds the milliseconds a step. */
async function runSteps(step: CompiledStep, batch: Record<string, HostTensor>, times: Times): Promise<void> {
  const start = milliseconds();
  const before = process.cpuUsage();
  for (let i = 0; i < stepsPerRound; i++) await step.run(batch);
  const { user, system } = process.cpuUsage(before);
  times.clock.push((milliseconds() - start) / stepsPerRound);
  times.processor.push((user + system) / 1000 / stepsPerRound);
}
