// Seconds left for everything that was started: what the run at work reports, and for those that wait,
// what was planned, corrected by how the run at work compares with its own plan.

import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Progress } from '../state/runs.svelte.ts';

/** Null until the run at work can be believed. Baselines take no time worth counting. */
export function liveSecondsLeft(
  live: readonly RunSummary[],
  progressOf: (run: RunSummary) => Progress | undefined,
  planned: (run: RunSummary) => number | null,
): number | null {
  const working = live.find((run) => run.state === 'running' || run.state === 'paused');
  const progress = working && progressOf(working);
  if (!working || !progress || progress.secondsLeft === null) return null;
  const whole = progress.share < 0.95 ? progress.secondsLeft / (1 - progress.share) : null;
  const plannedWhole = planned(working);
  const correction = whole !== null && plannedWhole !== null && plannedWhole > 0 ? whole / plannedWhole : 1;
  const waiting = live.filter((run) => run !== working && run.kind === 'recipe');
  return waiting.reduce((sum, run) => sum + (planned(run) ?? whole ?? 0) * correction, progress.secondsLeft);
}
