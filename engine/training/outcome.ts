// What a training hands over: the model at its best, and its predictions on the rows it never learned from.

import type { MethodShown } from '../contract/methods.ts';
import type { EpochRecord } from '../contract/runs.ts';
import type { Device } from '../runtime/index.ts';
import { calibrated, stretchEnds } from '../tasks/calibrate-interval.ts';
import type { TaskHead } from '../tasks/rules.ts';
import type { Standing } from './checkpoint.ts';
import { withLinearPart } from './linear-part.ts';
import { shownOf } from './shown.ts';
import { modelArrays } from './layout.ts';
import type { Machine } from './machine.ts';
import { createModel, parameterCount } from './model.ts';
import type { TrainedModel } from './model.ts';
import { bestMember } from './rounds.ts';
import { sizeOfTrunk, usualEpochs } from './setup.ts';
import type { Setup } from './setup.ts';

export interface TrainingOutcome {
  readonly model: TrainedModel;
  /** Row numbers of the validation and test parts, ascending. */
  readonly rows: Uint32Array;
  /** By task id, in the order of `rows`: unit of the target, NG probability, or `classes` probabilities a row. */
  readonly predictions: Readonly<Record<string, Float32Array>>;
  readonly epochs: number;
  /** Epoch of the state kept; with single-task twins the latest of theirs. */
  readonly bestEpoch: number;
  readonly trainSeconds: number;
  /** Median milliseconds of a training step. */
  readonly stepMs: number;
  readonly parameters: number;
  readonly device: Device;
  /** True when the first device failed on the way and the CPU went on from the last epoch. */
  readonly fellBack: boolean;
  readonly stoppedEarly: boolean;
  /** True when the time budget or a stop ended it before half of the epochs laid out; early stopping does not count. */
  readonly cutShort: boolean;
  /** The epochs of the training that was kept; of a search, those of its best member. */
  readonly history: readonly EpochRecord[];
  /** What the recipe's methods have to show. */
  readonly shown: MethodShown;
}

export async function outcomeOf(
  setup: Setup,
  machine: Machine,
  standing: Standing,
  told: { readonly fellBack: boolean; readonly stepMs: number; readonly stopped: boolean },
  signal?: AbortSignal,
): Promise<TrainingOutcome> {
  const { network, layout } = setup.plan;
  const place = bestMember(standing.members);
  const best = standing.members[place]!;
  const trained = modelArrays(best.kept.vector, layout);
  const answers = await machine.evaluator.predict(trained, setup.rows.judged, signal);
  const { state, predictions, shares, seconds } = await withLinearPart(
    setup,
    machine.executor,
    { state: trained, predictions: answers },
    signal,
  );
  const { recipe } = network;
  const heads = network.heads.map((head, k) => finished(setup, withShare(head, shares[k]!), k, predictions[k]!));
  const shown = shownOf(setup, standing, place, state, shares);
  return {
    model: createModel({
      recipe,
      capacity: sizeOfTrunk(setup.request),
      plan: setup.request.plan,
      heads,
      state,
    }),
    rows: setup.rows.judged,
    predictions: Object.fromEntries(heads.map((head, k) => [head.task.id, predictions[k]!])),
    epochs: standing.members.reduce((total, member) => total + member.progress.epoch, 0),
    bestEpoch: Math.max(...best.kept.epochs),
    trainSeconds: standing.seconds + seconds,
    stepMs: told.stepMs,
    parameters: parameterCount(state),
    device: machine.device,
    fellBack: told.fellBack,
    stoppedEarly: told.stopped,
    cutShort: isCutShort(
      {
        asked: setup.pacing.epochs,
        usual: usualEpochs(setup),
        affordable: standing.epochs,
        done: Math.max(...standing.members.map((member) => member.progress.epoch)),
      },
      told.stopped,
    ),
    shown,
    history: best.progress.records,
  };
}

function withShare(head: TaskHead, line: number): TaskHead {
  return line > 0 ? { ...head, line } : head;
}

/** The head with its interval held against the validation rows, and its predictions (in place) as that head gives them. */
function finished({ request, rows }: Setup, head: TaskHead, k: number, predictions: Float32Array): TaskHead {
  const { plan, targets, parts } = request;
  const season = plan.series?.season ?? null;
  const own = calibrated(head, targets[k]!, predictions, rows.judged, (row) => parts[row] === 1, season);
  stretchEnds(predictions, own);
  return own;
}

/** What counts as enough of a training for a verdict on it, as a share of the epochs it takes. */
const enough = 0.5;

/**
 * @param asked epochs laid out at first
 * @param usual epochs that so many rows take; asking for more makes no training longer that is worth judging
 * @param affordable epochs that fitted into the time in the end
 * @param done epochs trained
 */
export function isCutShort(
  { asked, usual, affordable, done }: Readonly<Record<'asked' | 'usual' | 'affordable' | 'done', number>>,
  isStopped: boolean,
): boolean {
  // Fewer epochs than were laid out fitted into the time, and they were done: patience had not run out before.
  const isByTime = affordable < asked && done >= affordable;
  return (isStopped || isByTime) && done < enough * Math.min(asked, usual);
}
