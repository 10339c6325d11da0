// Seconds left of a whole comparison and of the run at work. The run at work reports its own; runs that wait take what
// was planned for them at the pace that this machine really has: the plan timed a few steps, the queue has done many.

import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Progress } from '../state/runs.svelte.ts';
import type { Expected } from './expected.ts';

/** In seconds. Early stopping may end a training at any time, so what is likely and what is certain are told apart. */
export interface Left {
  readonly likely: number;
  /** At this machine's pace, should every training go on to its last epoch. */
  readonly most: number;
}

export interface SecondsLeft {
  /** Of everything that was started together; null until it can be believed. */
  readonly all: Left | null;
  /** Of the run at work. */
  readonly present: Left | null;
}

/** Up to this factor what is likely stands for what is certain. */
const believable = 1.3;

/** True where the end of a training cannot be known: what it takes at most is then told besides. */
export function isOpen({ likely, most }: Left): boolean {
  return most > believable * likely;
}

/** A run's own pace against its plan counts this much less than the next one's: the machine may have changed since. */
const fading = 0.5;

/**
 * Of baselines only those count that report a time: the reference on photos is trained like a network, others take none
 * worth counting.
 *
 * @param totalSeconds limit for all of them together; null = none
 */
export function secondsLeft(
  batch: readonly RunSummary[],
  progressOf: (run: RunSummary) => Progress | undefined,
  planned: (run: RunSummary) => Expected | null,
  totalSeconds: number | null = null,
): SecondsLeft {
  const recipes = batch.filter((run) => run.kind === 'recipe');
  const isWorking = (run: RunSummary): boolean => run.state === 'running' || run.state === 'paused';
  const working = recipes.find(isWorking);
  const progress = working && progressOf(working);
  const baseline = batch.find((run) => run.kind !== 'recipe' && isWorking(run));
  const baselineLeft = baseline ? reported(progressOf(baseline), 0) : null;
  const finished = recipes.filter((run) => run.result !== null && run !== working).sort(byEnd);
  const speed = speedOf([
    ...finished.map((run) => finishedPace(run, planned(run))),
    working ? presentPace(progress, planned(working)) : null,
  ]);
  const shares = finished.flatMap((run) => shareTrained(run, planned(run)) ?? []);
  const whole = wholeOf(finished, progress);
  const around = aroundOf(finished);
  const inTruth = (own: Expected | null): Expected | null => own && { ...own, around: around ?? own.around };
  const expected = (run: RunSummary): Left | null => {
    const own = inTruth(planned(run));
    return own === null ? whole : expectedOf(own, speed, shares);
  };
  const present = working ? presentLeft(progress, working, expected(working), inTruth(planned(working))) : baselineLeft;
  const waiting = recipes.filter((run) => run.state === 'waiting' || run.state === 'interrupted').map(expected);
  const parts = working || baselineLeft ? [present, ...waiting] : waiting;
  if (parts.length === 0 || parts.includes(null)) return { all: null, present };
  const bound = totalSeconds === null ? Infinity : boundOf(totalSeconds, recipes, finished, progress, planned);
  // What is at work knows its own limit: everything cannot end before it does.
  const sum = (of: (left: Left) => number): number =>
    Math.max(
      present ? of(present) : 0,
      Math.min(
        bound,
        parts.reduce((total, part) => total + of(part!), 0),
      ),
    );
  return { all: { likely: sum((left) => left.likely), most: sum((left) => left.most) }, present };
}

function expectedOf({ around, usual, most, limit }: Expected, speed: number, shares: readonly number[]): Left {
  // Trainings of the same rows end alike: those that have ended say more than what is usual, however few.
  const usualShare = most > 0 ? usual / most : 1;
  const share = (shares.reduce((total, one) => total + one, 0) + usualShare) / (shares.length + 1);
  const within = (seconds: number): number => around + Math.min(seconds, limit ?? Infinity);
  return { likely: within(speed * share * most), most: within(speed * most) };
}

/** How many times as long an epoch takes as planned; the newest counts most. 1 before anything is known. */
function speedOf(paces: readonly (number | null)[]): number {
  let [sum, weights] = [0, 0];
  for (const pace of paces) {
    if (pace === null || !(pace > 0)) continue;
    sum = fading * sum + Math.log(pace);
    weights = fading * weights + 1;
  }
  return weights > 0 ? Math.exp(sum / weights) : 1;
}

function finishedPace({ result }: RunSummary, planned: Expected | null): number | null {
  if (!result?.epochs || !planned?.allEpochs) return null;
  return result.trainSeconds / result.epochs / (planned.most / planned.allEpochs);
}

function presentPace(progress: Progress | undefined, planned: Expected | null): number | null {
  if (!progress || progress.secondsLeft === null || progress.mostSecondsLeft === null || !planned?.epochs) return null;
  // Of several networks, only the last one reports a time, and not that of the others.
  if (progress.epochs > 1.01 * planned.epochs) return null;
  // Under a limit of time fewer epochs are laid out than were planned.
  const laidOut = progress.epochs / planned.epochs;
  return (spentOf(progress) + progress.mostSecondsLeft) / (planned.most * laidOut);
}

/** Share of its epochs after which a finished run ended; null where something else than its own learning ended it. */
function shareTrained({ result, state }: RunSummary, planned: Expected | null): number | null {
  if (!result || !planned?.allEpochs || state !== 'completed') return null;
  if (result.endedBecause !== undefined || result.cutShort) return null;
  return Math.min(1, result.epochs / planned.allEpochs);
}

/** What a training of this queue takes, where no plan is known. */
function wholeOf(finished: readonly RunSummary[], progress: Progress | undefined): Left | null {
  const took = finished.map((run) => run.result!.trainSeconds).reduce((total, one) => total + one, 0);
  if (finished.length > 0) return { likely: took / finished.length, most: took / finished.length };
  if (!progress || progress.secondsLeft === null || progress.mostSecondsLeft === null) return null;
  const spent = spentOf(progress);
  return { likely: spent + progress.secondsLeft, most: spent + progress.mostSecondsLeft };
}

/** Seconds that a run at work has trained, by its own report. */
function spentOf({ share, secondsLeft }: Progress): number {
  return secondsLeft === null || share >= 1 ? 0 : (secondsLeft * share) / (1 - share);
}

/** What it reports, and its evaluation after it; before it reports, what is left of what was expected. */
function presentLeft(
  progress: Progress | undefined,
  { result }: RunSummary,
  expected: Left | null,
  planned: Expected | null,
): Left | null {
  const after = result === null ? (planned?.around ?? 0) / 2 : 0;
  if (progress?.phase === 'evaluating') return { likely: after, most: after };
  const told = reported(progress, after);
  if (told !== null) return told;
  if (expected === null) return null;
  const rest = 1 - (progress?.share ?? 0);
  return { likely: expected.likely * rest, most: expected.most * rest };
}

/** What a run says itself, and what comes after its training; null as long as it says nothing. */
function reported(progress: Progress | undefined, after: number): Left | null {
  if (!progress || progress.secondsLeft === null || progress.mostSecondsLeft === null) return null;
  return { likely: progress.secondsLeft + after, most: progress.mostSecondsLeft + after };
}

/** Seconds around a training here: the least of the finished ones, since one that was paused took longer by the clock. */
function aroundOf(finished: readonly RunSummary[]): number | null {
  const took = finished.flatMap(({ startedAt, endedAt, result }) =>
    startedAt === null || endedAt === null ? [] : [(endedAt - startedAt) / 1000 - result!.trainSeconds],
  );
  return took.length > 0 ? Math.max(0, Math.min(...took)) : null;
}

/** The most that a limit for all of them leaves: training in what is left of it, and what surrounds each training. */
function boundOf(
  totalSeconds: number,
  recipes: readonly RunSummary[],
  finished: readonly RunSummary[],
  progress: Progress | undefined,
  planned: (run: RunSummary) => Expected | null,
): number {
  const spent = finished.reduce((total, { result }) => total + result!.trainSeconds, progress ? spentOf(progress) : 0);
  const toCome = recipes.filter((run) => run.result === null && run.state !== 'failed' && run.state !== 'cancelled');
  return Math.max(0, totalSeconds - spent) + toCome.reduce((total, run) => total + (planned(run)?.around ?? 0), 0);
}

function byEnd(a: RunSummary, b: RunSummary): number {
  return (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity);
}
