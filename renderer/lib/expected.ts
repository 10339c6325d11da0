// What a planned training takes under the limits of the form: the plan was made before those were typed.

import type { PlannedRun } from '../../engine/contract/views.ts';

interface Limits {
  readonly epochs?: number | undefined;
  readonly seconds?: number | undefined;
}

/** What a training is expected to take, in parts that what is measured later can correct. In seconds. */
export interface Expected {
  /** Reading, evaluation, timing: whatever does not grow with the epochs. */
  readonly around: number;
  /** Training, as early stopping usually leaves of it. */
  readonly usual: number;
  /** Training, were nothing to end before its last epoch. */
  readonly most: number;
  /** Most epochs of a training, and of all trainings together that the run consists of; null where nothing was timed. */
  readonly epochs: number | null;
  readonly allEpochs: number | null;
  /** What training may take at most; null = no limit. */
  readonly limit: number | null;
}

export function expectedUnder(planned: Omit<PlannedRun, 'reason'>, limits: Limits): Expected {
  const { seconds, epochSeconds, mostEpochSeconds = epochSeconds, epochs, allEpochs } = planned;
  const limit = limits.seconds ?? null;
  if (epochSeconds === undefined || mostEpochSeconds === undefined || epochs === undefined) {
    return { around: 0, usual: seconds, most: seconds, epochs: null, allEpochs: null, limit: null };
  }
  const share = (limits.epochs ?? epochs) / epochs;
  // Training may have been cut by the project's own limit of time already; the rest is what surrounds it.
  return {
    around: Math.max(0, seconds - epochSeconds),
    usual: epochSeconds * share,
    most: mostEpochSeconds * share,
    epochs: epochs * share,
    allEpochs: allEpochs === undefined ? null : allEpochs * share,
    limit: limit ?? (seconds < epochSeconds ? seconds : null),
  };
}

/** Expected seconds of one training under these limits. */
export function likelySeconds({ around, usual, limit }: Expected): number {
  return around + Math.min(usual, limit ?? Infinity);
}

/** The same, were nothing to end before its last epoch. */
export function mostSeconds({ around, most, limit }: Expected): number {
  return around + Math.min(most, limit ?? Infinity);
}
