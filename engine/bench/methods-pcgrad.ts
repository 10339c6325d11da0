// A whole PCGrad step of 12 tasks against PyTorch: MLP 20-128-128, one linear head a task, batch 256; processor time
// with one thread on both sides, since PyTorch's waiting threads spin where other programs want the machine. PyTorch
// takes one backward pass a task; its projections in two ways, on whole gradients as published, and on their inner
// products as ours are.

import { milliseconds } from '../base/clock.ts';
import { createTabularTrunk } from '../models/tabular.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Comparison } from './peer.ts';
import { calmTime, startPeer } from './peer.ts';
import { prepareStep, timeSteps } from './prepared-step.ts';

const threads = 1;
const tasks = 12;
const rounds = 25;
const stepsPerRound = 4;
/** On a machine that is busy with other things fewer rounds have to do. */
const seconds = 40;
const fewestRounds = 6;

/**
 * `quick`: a fifth of the time.
 * @throws Error where no Python with PyTorch is installed
 */
export async function pcgradRows(quick: boolean): Promise<Comparison[]> {
  const executor = await createExecutor('cpu', { threads });
  const mlp = { width: 128, depth: 2, members: 1, frequencies: 0, embedding: 0 };
  const prepared = await prepareStep({
    taskCount: tasks,
    recipe: { weighting: 'pcgrad' },
    executor,
    trunk: (plan) => createTabularTrunk(plan, mlp),
    batchSize: 256,
  });
  const peers = [false, true].map((gram) => startPeer('peer-pcgrad.py', ['torch'], { tasks, threads, gram }));
  try {
    const ours: number[] = [];
    const theirs: number[][] = peers.map(() => []);
    const end = milliseconds() + (quick ? seconds / 5 : seconds) * 1000;
    for (let round = 0; round <= rounds && (round <= fewestRounds || milliseconds() < end); round++) {
      const times = [await timeSteps(prepared, stepsPerRound)];
      for (const peer of peers) times.push((await peer.ask(String(stepsPerRound)))['stepMs']!);
      if (round === 0) continue; // warms up
      ours.push(times[0]!);
      theirs.forEach((list, i) => list.push(times[i + 1]!));
    }
    return ['on whole gradients', 'on inner products'].map((way, i) => ({
      name: `PCGrad step, ${tasks} tasks, MLP trunk; PyTorch ${way}`,
      ours: calmTime(ours),
      peer: calmTime(theirs[i]!),
      unit: 'ms',
      ratio: calmTime(ours) / calmTime(theirs[i]!),
      target: 'below 1',
    }));
  } finally {
    for (const peer of peers) peer.close();
    await prepared.step.dispose();
  }
}
