// The affinity map before training: how much one update with one task's loss alone moves every task's loss
// on rows it was not computed from, tried from many points of short trainings of a small network.
//
// Inter-task affinity after Fifty et al. 2021 (TAG) and Jeong & Yoon 2025 (methods.md 3.3), with three changes:
// gains are measured on held-out rows, so that a task of pure chance does not seem to help anyone; the
// tried update has no momentum, which would carry the other tasks' gradients; and several trainings start from
// other numbers and other rows, so that the intervals (affinity-statistics.ts) know how much that matters.

import { setImmediate } from 'node:timers/promises';
import { milliseconds } from '../base/clock.ts';
import type { Rng } from '../base/rng.ts';
import { permutation } from '../base/rng.ts';
import type { AffinityMap } from '../contract/methods.ts';
import { epochBatches } from '../data/batches.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { schedules } from '../recipes/schedule/index.ts';
import type { CompiledFunction, CompiledStep, HostState, HostTensor } from '../runtime/index.ts';
import { affinityMap } from './affinity-statistics.ts';
import type { ProbeBlock } from './affinity-statistics.ts';
import { inputTensors, labelTensors } from './batch.ts';
import { conflicts } from './gradient-conflicts.ts';
import { flatten, stretch } from './layout.ts';
import { compileLosses } from './losses.ts';
import { withoutMixup } from './mixup.ts';
import { startNetwork } from './network.ts';
import { beta1, beta2 } from './optimiser.ts';
import { setUp } from './setup.ts';
import type { Setup, TrainingRequest } from './setup.ts';
import { createStep } from './step.ts';

export type ProbeRequest = Omit<TrainingRequest, 'recipe' | 'budget' | 'capacity' | 'resumeFrom' | 'fallback'>;

export interface ProbeHooks {
  readonly signal?: AbortSignal;
  /** After every measured point: 0 to 1, and seconds left by the pace so far. */
  onProgress?(share: number, secondsLeft: number): void;
}

/** How much is measured. Every task is tried at every point, so that the work is points times tasks. */
export interface ProbeEffort {
  /** Trainings from other first numbers, on other rows. */
  readonly trainings: number;
  /** Steps of each, and how many of them pass between two measured points. */
  readonly steps: number;
  readonly stride: number;
}

/** About the same work for any number of tasks from 5 on; less for fewer. */
function usualEffort(taskCount: number): ProbeEffort {
  const trainings = Math.min(12, Math.max(4, Math.round(60 / taskCount)));
  return { trainings, steps: 300, stride: taskCount > 12 ? 12 : 6 };
}
/** A machine so slow that the probe would take longer ends it after fewer trainings. */
const mostSeconds = 100;
const fewestTrainings = 3;
/** Of the training and validation rows, the share that updates are computed from; gains are measured on the rest. */
const shareToLearn = 0.7;
const mostHeldOut = 1024;
/** Learning rate of all updates: half the highest of a training (pacing.ts). */
const rate = 1e-3;
/** Points before this step say how a network wakes up, not what tasks have in common. */
const firstPoint = 24;
const blocksPerTraining = 5;

/**
 * @throws AbortError when `hooks.signal` fires
 * @throws Refusal when there is nothing to train on (as `setUp` does)
 */
export async function probeAffinity(
  request: ProbeRequest,
  hooks: ProbeHooks = {},
  effort: ProbeEffort = usualEffort(request.targets.length),
): Promise<AffinityMap> {
  const started = milliseconds();
  const probe = await prepare(request);
  const { setup, step, losses } = probe;
  const taskCount = setup.plan.network.heads.length;
  const blocks: ProbeBlock[] = [];
  const pairs = conflicts(taskCount, stretch(setup.plan.layout, 'shared'));
  const pointsEach = Math.ceil((effort.steps - firstPoint) / effort.stride);
  let points = 0;
  try {
    for (let training = 0; training < effort.trainings; training++) {
      const rng = setup.rng.fork(`affinity ${training}`);
      await step.writeState(startOf(setup, rng.fork('network')));
      const rows = divideRows(setup, rng.fork('rows'));
      const batches = endless(rows.learning, setup.pacing.batchSize, rng.fork('batches'));
      const heldOut = batchOf(setup, rows.heldOut);
      let own = 0;
      for (let at = 0; at < effort.steps; at++) {
        hooks.signal?.throwIfAborted();
        const fed = batchOf(setup, batches());
        if (at >= firstPoint && (at - firstPoint) % effort.stride === 0) {
          const block = training * blocksPerTraining + Math.floor((own++ * blocksPerTraining) / pointsEach);
          const seen = await tryEachTask(probe, fed, heldOut, at);
          add((blocks[block] ??= emptyBlock(training, taskCount)), seen);
          pairs.add(seen.gradients);
          points++;
          const done = points / (pointsEach * effort.trainings);
          hooks.onProgress?.(done, ((milliseconds() - started) / 1000) * (1 / done - 1));
          await setImmediate(); // lets messages through
        }
        await step.run({ ...fed, ...control(taskCount, null, at) });
      }
      if ((milliseconds() - started) / 1000 > mostSeconds && training + 1 >= fewestTrainings) break;
    }
  } finally {
    await step.dispose();
    await losses.dispose();
  }
  const statistics = affinityMap(
    blocks,
    setup.plan.network.heads.map((head) => head.task.id),
    setup.rng.fork('affinity intervals'),
  );
  return {
    ...statistics,
    conflict: pairs.shares(),
    steps: points,
    seconds: (milliseconds() - started) / 1000,
    seed: request.seed,
  };
}

interface Probe {
  readonly setup: Setup;
  readonly step: CompiledStep;
  readonly losses: CompiledFunction;
}

/** A small network with equal weights, one graph that can update any set of tasks, one that judges any numbers. */
async function prepare(request: ProbeRequest): Promise<Probe> {
  const targets = request.targets.map((target) => ({ ...target, task: { ...target.task, importance: 1 } }));
  const tasks = targets.map((target) => target.task);
  const schedule = schedules.find((one) => one.masks)!.about.id;
  const recipe = resolveRecipe({ sharing: 'hard', weighting: 'equal', schedule, search: 'none' }, tasks);
  const inputs = withoutMixup(request.inputs);
  const whole = setUp({ ...request, inputs, targets, recipe, budget: {}, capacity: 'small' });
  const { kept: _kept, late: _late, ...shapes } = whole.shapes;
  const setup = { ...whole, shapes };
  const count = divideRows(setup, setup.rng).heldOut.length;
  return {
    setup,
    step: await request.executor.compile(createStep(setup.plan), setup.start, shapes),
    losses: await compileLosses(setup, count),
  };
}

function startOf(setup: Setup, rng: Rng): HostState {
  const { network, layout } = setup.plan;
  return { ...setup.start, vector: { shape: [layout.size], data: flatten(startNetwork(network, rng), layout) } };
}

/** Training and validation rows, divided anew; the test rows are never touched. */
function divideRows({ request, rows }: Setup, rng: Rng): { learning: Uint32Array; heldOut: Uint32Array } {
  const all = Uint32Array.from([...rows.training, ...rows.judged.filter((row) => request.parts[row] === 1)]);
  const order = permutation(all.length, rng);
  const cut = Math.max(Math.floor(all.length * shareToLearn), all.length - mostHeldOut);
  const pick = (from: number, to: number): Uint32Array => order.slice(from, to).map((place) => all[place]!);
  return { learning: pick(0, cut), heldOut: pick(cut, all.length) };
}

function endless(rows: Uint32Array, size: number, rng: Rng): () => Uint32Array {
  let waiting: Uint32Array[] = [];
  return () => {
    if (waiting.length === 0) waiting = epochBatches(rows, size, rng).reverse();
    return waiting.pop()!;
  };
}

function batchOf({ request }: Setup, rows: Uint32Array): Record<string, HostTensor> {
  return { ...inputTensors(request.inputs, rows), ...labelTensors(request.targets, rows) };
}

/**
 * Mask, learning rate and bias corrections: of all tasks (null), or of one alone, without momentum and its correction:
 * what this one gradient adds to an update of Adam. The full length would overshoot, since single gradients scatter.
 */
function control(taskCount: number, only: number | null, at: number): Record<string, HostTensor> {
  const mask = Float32Array.from({ length: taskCount }, (_, k) => (only === null || only === k ? 1 : 0));
  const correction = only === null ? 1 / (1 - beta1 ** (at + 1)) : 1;
  return {
    taskMask: { shape: [taskCount], data: mask },
    pace: { shape: [3], data: Float32Array.of(rate, correction, 1 / (1 - beta2 ** (at + 1))) },
    epochStart: { shape: [], data: Float32Array.of(0) },
  };
}

interface Tried {
  /** Held-out losses before, `[K]`, and after an update of each source, `[K][K]`. */
  readonly before: Float32Array;
  readonly after: readonly Float32Array[];
  /** First moments after each source's update: its gradient, scaled. */
  readonly gradients: readonly Float32Array[];
}

/** Updates each task alone from here, looks, and comes back. */
async function tryEachTask(
  { setup, step, losses }: Probe,
  fed: Record<string, HostTensor>,
  heldOut: Record<string, HostTensor>,
  at: number,
): Promise<Tried> {
  const taskCount = setup.plan.network.heads.length;
  const here = await step.readState();
  const still = { ...here, first: { shape: here['first']!.shape, data: new Float32Array(here['first']!.data.length) } };
  const judge = async (state: HostState): Promise<Float32Array> =>
    (await losses.run({ ...heldOut, vector: state['vector']! }))['losses']!.data as Float32Array;
  const after: Float32Array[] = [];
  const gradients: Float32Array[] = [];
  for (let source = 0; source < taskCount; source++) {
    await step.writeState(still);
    await step.run({ ...fed, ...control(taskCount, source, at) });
    const there = await step.readState();
    after.push((await judge(there)).slice());
    gradients.push(there['first']!.data as Float32Array);
  }
  const before = (await judge(here)).slice();
  await step.writeState(here);
  return { before, after, gradients };
}

function emptyBlock(training: number, taskCount: number): ProbeBlock {
  return {
    training,
    points: 0,
    before: new Float64Array(taskCount),
    after: Array.from({ length: taskCount }, () => new Float64Array(taskCount)),
  };
}

function add(block: ProbeBlock, { before, after }: Tried): void {
  block.points++;
  before.forEach((loss, k) => (block.before[k]! += loss));
  after.forEach((losses, i) => losses.forEach((loss, k) => (block.after[i]![k]! += loss)));
}
