// One time budget for a whole comparison: what is left is shared by the trainings still to come.

import { timestamp } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import { sharesOfTime } from '../contract/yardsticks.ts';
import type { JobStore, QueuedRun } from './job-store.ts';

/** Shorter trainings than this say nothing; they are left out and named. */
const leastSeconds = 2;

/**
 * Seconds this run may train, or null where the comparison as a whole has no limit.
 * @throws Refusal `run.out-of-time` when nothing worth training in is left
 */
export function secondsLeftFor({ summary, document }: QueuedRun, store: JobStore): number | null {
  const total = document.budget.totalSeconds;
  if (total === undefined) return null;
  const together = store.listRuns(summary.projectId).filter((run) => run.queuedAt === summary.queuedAt);
  const began = Math.min(...together.map((run) => run.startedAt ?? Infinity), timestamp());
  const toCome = together.filter(
    (run) => run.id === summary.id || (run.kind === 'recipe' && (run.state === 'waiting' || run.state === 'paused')),
  );
  const shares = toCome.reduce((sum, run) => sum + sharesOfTime(run.recipe), 0);
  const own = summary.kind === 'recipe' ? sharesOfTime(summary.recipe) : 1;
  const left = ((total - (timestamp() - began) / 1000) * own) / Math.max(1, shares);
  // What the others are measured against is never left out; it gets by with a moment.
  if (summary.kind !== 'recipe') return Math.max(1, left);
  if (left < leastSeconds) throw new Refusal('run.out-of-time', { seconds: total });
  return left;
}
