// How long a run would take here: a few real steps of each of its networks are timed, the rest is arithmetic.

import { scheduleOf, searchOf } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { kindOf, type InputKind } from '../training/pacing.ts';
import { rehearsalOf } from '../training/rehearsal.ts';
import { setUp, type TrainingRequest } from '../training/setup.ts';
import { timeStep } from '../training/time-step.ts';

/**
 * Early stopping ends most trainings on tables before their last epoch: of 305 on some thirty tables a quarter ended
 * by a third of the epochs, half by a half, a third at the last. Those on photos and series last to the end (46).
 */
const usualShare: Record<InputKind, number> = { table: 0.75, photos: 1, series: 1 };
/** Seconds for recording, evaluation, intervals, export and timing of one network, whatever the size. */
const overhead = 2;
/** Seconds that an epoch takes besides steps and judging: its record and a checkpoint, safe on the disk. */
const epochEnd = 0.01;
/** Judging a row against learning from one: a forward pass of the three passes' worth. */
const judging = 1 / 3;

type Asked = Omit<TrainingRequest, 'executor'>;

export interface Estimate {
  /** With all that its search trains, at most its time limit. */
  readonly seconds: number;
  /** The part of them that grows with the epochs, without any time limit. */
  readonly epochSeconds: number;
  /** That part were no training to end before its last epoch. */
  readonly mostEpochSeconds: number;
  /** Most epochs of a training. */
  readonly epochs: number;
  /** Most epochs of all its trainings together. */
  readonly allEpochs: number;
}

/**
 * What networks trained one after another are expected to take on the CPU.
 *
 * @param limit seconds that all of them may train together
 */
export async function estimate(networks: readonly Asked[], limit = Infinity): Promise<Estimate> {
  const trainings: Training[] = [];
  for (const request of networks) {
    const first = rehearsalOf(request);
    if (first) trainings.push(await timed(first));
    trainings.push(await timed(request));
  }
  const sum = (of: (one: Training) => number): number => trainings.reduce((total, one) => total + of(one), 0);
  const epochSeconds = sum((one) => one.seconds * one.usualShare);
  return {
    seconds: networks.length * overhead + Math.min(epochSeconds, limit),
    epochSeconds,
    mostEpochSeconds: sum((one) => one.seconds),
    epochs: Math.max(...trainings.map((one) => one.epochs)),
    allEpochs: sum((one) => one.allEpochs),
  };
}

interface Training {
  /** For all its epochs, and the share of them that is expected. */
  readonly seconds: number;
  readonly usualShare: number;
  readonly epochs: number;
  /** Of all that its search trains. */
  readonly allEpochs: number;
}

async function timed(request: Asked): Promise<Training> {
  const { recipe, targets } = request;
  const setup = setUp({ ...request, executor: await createExecutor('cpu') });
  const stepMs = await timeStep(setup);
  const { epochs, stepsPerEpoch } = setup.pacing;
  const trainings = searchOf(recipe).trainings?.(recipe.search.settings, targets.length) ?? 1;
  const passes = scheduleOf(recipe).passes?.(targets.length, recipe.schedule.settings) ?? 1;
  const { training, validation } = setup.rows;
  const steps = stepsPerEpoch * (passes + (judging * validation.length) / training.length);
  return {
    seconds: trainings * epochs * ((steps * stepMs) / 1000 + epochEnd),
    usualShare: usualShare[kindOf(request.inputs)],
    epochs,
    allEpochs: trainings * epochs,
  };
}
