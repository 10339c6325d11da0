// One epoch: every training row once, in seeded order, then the validation rows.

import { setImmediate } from 'node:timers/promises';
import type { Rng } from '../base/rng.ts';
import { milliseconds } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import type { EpochRecord } from '../contract/runs.ts';
import { modelArrays, replaced } from './layout.ts';
import { sizeOf } from '../models/arrays.ts';
import type { Steering } from '../recipes/sharing/sharing.ts';
import { rulesOf } from '../tasks/index.ts';
import type { Judgement } from '../tasks/rules.ts';
import type { HostTensor } from '../runtime/executor.ts';
import { inputTensors, keptTensor, labelTensors } from './batch.ts';
import type { RunControl } from './control.ts';
import { batchesOf } from './epoch-batches.ts';
import type { Evaluator } from './evaluate.ts';
import { jointScore, keep, sinceBest } from './keeper.ts';
import type { Machine } from './machine.ts';
import type { Member } from './member.ts';
import { mixupTensors } from './mixup.ts';
import { sharingContext } from './network.ts';
import { lateTensor } from './late.ts';
import { learningRate, paceOf } from './pacing.ts';
import type { Setup } from './setup.ts';
import { createTally } from './tally.ts';

export interface EpochWatch {
  readonly control: RunControl;
  readonly signal: AbortSignal | undefined;
  /** Epochs without improvement after which the member is done. */
  readonly patience: number;
  /** After every step: steps done in this epoch and the milliseconds of this one. */
  onStep(done: number, took: number): void;
}

/** Batches in a row that may be skipped before training gives up. */
const mostSkipped = 5;
/** Let messages through at least this often, in milliseconds. */
const breath = 40;

/** The member after one more of `epochs`, or null when the user stopped within it. */
export async function runEpoch(
  setup: Setup,
  machine: Pick<Machine, 'step' | 'evaluator'>,
  member: Member,
  epochs: number,
  watch: EpochWatch,
): Promise<Member | null> {
  const { plan, pacing, rng } = setup;
  const epoch = member.progress.epoch + 1;
  const started = milliseconds();
  const waited = watch.control.waited;
  const tally = createTally(plan.network.heads.length);
  const steering = await steer(setup, machine, member, epoch, epochs);
  const drawn = plan.weighting.noise?.(plan.network.heads.length);
  const total = epochs * pacing.stepsPerEpoch;
  const first = member.progress.epoch * pacing.stepsPerEpoch;
  let schedule = member.progress.schedule;
  let skipped = 0;
  let breathed = started;
  const own = rng.fork(`epoch ${epoch}`);
  const silence = rng.fork(`dropout ${epoch}`);
  const dice = rng.fork(`noise ${epoch}`);
  const augmenting = rng.fork(`augmentation ${epoch}`);
  const mixing = rng.fork(`mixup ${epoch}`);
  for (const [index, { batch, weights }] of batchesOf(setup, member, epoch, own).entries()) {
    await watch.control.ready(watch.signal);
    if (watch.control.stopping) return null;
    const before = milliseconds();
    const { inputs, targets } = setup.request;
    const read = inputTensors(inputs, batch, augmenting);
    const fed: Record<string, HostTensor> = {
      ...read,
      ...labelTensors(targets, batch),
      ...(setup.mixup > 0 ? mixupTensors(read['image']!, targets, batch, setup.mixup, mixing) : {}),
      ...keptTensor(plan.network.trunk, pacing.dropRate, batch.length, silence),
      pace: { shape: [3], data: paceOf(first + index, total, pacing.rate) },
      ...lateTensor(plan.network.trunk, first + index, total),
      epochStart: { shape: [], data: Float32Array.of(index === 0 ? 1 : 0) },
      ...(drawn ? { noise: drawTensor(drawn, dice) } : {}),
      ...(steering
        ? { controls: { shape: [steering.controls.length], data: Float32Array.from(steering.controls) } }
        : {}),
      ...(weights ? { weights: { shape: [weights.length], data: Float32Array.from(weights) } } : {}),
    };
    const settings = plan.network.recipe.schedule.settings;
    const planned = plan.schedule.plan(schedule, own, settings);
    schedule = planned.memory;
    for (const group of planned.groups) {
      const metrics = await machine.step.run(
        plan.schedule.masks ? { ...fed, taskMask: maskOf(group, plan.network.heads.length) } : fed,
      );
      const losses = tally.add(metrics);
      const sound = metrics['sound']!.data[0] === 1;
      // A look at the losses updates nothing: whether it could have is no matter.
      if (group.length > 0) skipped = sound ? 0 : skipped + 1;
      if (skipped >= mostSkipped) throw notFinite(setup, metrics, epoch, index + 1);
      schedule = plan.schedule.observe(schedule, { group, losses, sound }, settings);
    }
    watch.onStep(index + 1, watch.control.worked(milliseconds() - before));
    if (milliseconds() - breathed > breath) {
      await setImmediate();
      breathed = milliseconds();
    }
  }
  const state = await machine.step.readState();
  const judgements = await judge(setup, machine.evaluator, state['vector']!.data as Float32Array);
  const { heads, sharing } = plan.network;
  const kept = keep(
    member.kept,
    epoch,
    state['vector']!.data as Float32Array,
    judgements,
    heads,
    plan.layout,
    sharing.independent,
    steering?.eligible ?? true,
  );
  const record: EpochRecord = {
    epoch,
    seconds: (milliseconds() - started - (watch.control.waited - waited)) / 1000,
    trainLoss: tally.losses().map((loss) => (Number.isNaN(loss) ? null : loss)),
    validationLoss: judgements.map(({ loss }) => loss),
    validationMetric: judgements.map(({ metric }) => metric),
    weights: tally.shares(),
    contributions: tally.contributions(),
    ...tally.conflict(),
    learningRate: learningRate(epoch * pacing.stepsPerEpoch - 1, total, pacing.rate),
  };
  return {
    point: member.point,
    from: member.from,
    state,
    kept,
    progress: {
      epoch,
      epochLosses: [...member.progress.epochLosses, tally.losses()],
      records: [...member.progress.records, record],
      schedule,
      done: epoch >= epochs || sinceBest(epoch, kept) >= watch.patience,
      score: jointScore(judgements, heads),
    },
  };
}

/** Judgement of every task on the validation rows with these numbers. */
export async function judge(setup: Setup, evaluator: Evaluator, vector: Float32Array): Promise<Judgement[]> {
  const { network, layout } = setup.plan;
  const predictions = await evaluator.predict(modelArrays(vector, layout), setup.rows.validation);
  return network.heads.map((head, k) =>
    rulesOf(head.task).judge(predictions[k]!, setup.request.targets[k]!, setup.rows.validation, head),
  );
}

/** The sharing's decisions for the coming epoch; parameters it sets anew are written at once. Null where it has none. */
async function steer(
  { plan, request }: Setup,
  { step }: Pick<Machine, 'step'>,
  member: Member,
  epoch: number,
  epochs: number,
): Promise<Steering | null> {
  const { network, layout } = plan;
  const vector = member.state['vector']!.data as Float32Array;
  const steering = network.sharing.steer?.({
    ...sharingContext(network),
    epoch,
    epochs,
    parameters: () => modelArrays(vector, layout),
    strength: member.point.strength,
    calibration: request.calibration ?? null,
  });
  if (!steering?.parameters) return steering ?? null;
  const fresh = { shape: [layout.size], data: replaced(vector, layout, steering.parameters) };
  await step.writeState({ ...member.state, vector: fresh });
  return steering;
}

function drawTensor(
  { shape, draw }: { readonly shape: readonly number[]; draw(rng: Rng): number },
  rng: Rng,
): HostTensor {
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => draw(rng)) };
}

function maskOf(group: readonly number[], taskCount: number): HostTensor {
  return { shape: [taskCount], data: Float32Array.from({ length: taskCount }, (_, k) => (group.includes(k) ? 1 : 0)) };
}

function notFinite(setup: Setup, metrics: Readonly<Record<string, HostTensor>>, epoch: number, step: number): Refusal {
  const losses = Array.from(metrics['losses']!.data);
  const broken = losses.findIndex((loss) => !Number.isFinite(loss));
  const largest = losses.indexOf(Math.max(...losses)); // all losses finite: the gradient broke, and the largest is the likeliest cause
  const { task } = setup.plan.network.heads[broken >= 0 ? broken : largest]!;
  return new Refusal('training.not-finite', { task: task.id, epoch, step });
}
