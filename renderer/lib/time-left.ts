// Seconds left of a whole comparison and of the run at work. Runs that wait take what was planned for
// them, corrected by how those that finished, and the one at work, compare with their own plans.

import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Progress } from '../state/runs.svelte.ts';

export interface SecondsLeft {
  /** Of everything that was started together; null until it can be believed. */
  readonly all: number | null;
  /** Of the run at work. */
  readonly present: number | null;
}

/** Recording, evaluation, intervals and timing around each training; the plan counts them too. */
const overheadSeconds = 3;

/**
 * Share of the epochs a training may use that it is expected to use: early stopping ends most before. Until it
 * does, the engine reports the time for all of them.
 */
const usualShare = 0.6;

/** Baselines take no time worth counting. */
export function secondsLeft(
  batch: readonly RunSummary[],
  progressOf: (run: RunSummary) => Progress | undefined,
  planned: (run: RunSummary) => number | null,
): SecondsLeft {
  const recipes = batch.filter((run) => run.kind === 'recipe');
  const working = recipes.find((run) => run.state === 'running' || run.state === 'paused');
  const progress = working && progressOf(working);
  const finished = recipes.flatMap((run) =>
    run.result ? [{ seconds: run.result.trainSeconds + overheadSeconds, planned: planned(run) }] : [],
  );
  const whole = wholeOf(progress);
  // The first training tells how fast this PC is now; once some have finished, they tell better.
  const known =
    finished.length > 0 || whole === null || !working
      ? finished
      : [{ seconds: whole * usualShare, planned: planned(working) }];
  const compared = known.filter((one): one is { seconds: number; planned: number } => (one.planned ?? 0) > 0);
  const correction =
    compared.length === 0 ? 1 : sum(compared, (one) => one.seconds) / sum(compared, (one) => one.planned);
  const usual = known.length === 0 ? null : sum(known, (one) => one.seconds) / known.length;
  const expected = (run: RunSummary): number | null => {
    const own = planned(run);
    return own === null ? usual : own * correction;
  };
  const present = working ? presentLeft(progress, whole, expected(working)) : null;
  const waiting = recipes.filter((run) => run.state === 'waiting' || run.state === 'interrupted').map(expected);
  const parts = working ? [present, ...waiting] : waiting;
  if (parts.length === 0 || parts.includes(null)) return { all: null, present };
  return { all: parts.reduce<number>((total, part) => total + (part ?? 0), 0), present };
}

/** What all epochs of the run at work would take, by its own report. */
function wholeOf(progress: Progress | undefined): number | null {
  if (!progress || progress.secondsLeft === null || progress.share >= 0.95) return null;
  return progress.secondsLeft / (1 - progress.share);
}

/** From what was expected at the beginning to what the run reports towards its end. */
function presentLeft(progress: Progress | undefined, whole: number | null, expected: number | null): number | null {
  if (!progress || progress.secondsLeft === null)
    return expected === null ? null : expected * (1 - (progress?.share ?? 0));
  if (whole === null || expected === null) return progress.secondsLeft;
  const elapsed = whole - progress.secondsLeft;
  // A run past what was expected of it still needs some of what it reports.
  const early = Math.min(progress.secondsLeft, Math.max(expected - elapsed, progress.secondsLeft / 4));
  return early + (progress.secondsLeft - early) * progress.share;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
