// Runs that may stand side by side: those measured on the same test rows. Other data, other tasks or
// another split make another snapshot, and another comparison.

import type { RunSummary } from '../../engine/contract/runs.ts';

export interface Comparable {
  readonly snapshotId: string;
  /** When the first of them was started, milliseconds. */
  readonly since: number;
  readonly runs: readonly RunSummary[];
}

/** When each began, to the minute; to the second where two would read alike. */
export function momentNames(
  comparisons: readonly Comparable[],
  toMinute: (milliseconds: number) => string,
  toSecond: (milliseconds: number) => string,
): string[] {
  const minutes = comparisons.map((one) => toMinute(one.since));
  return comparisons.map((one, index) => {
    const minute = minutes[index]!;
    return minutes.filter((other) => other === minute).length > 1 ? toSecond(one.since) : minute;
  });
}

/** Newest first; a comparison that has only baselines so far stands behind those with models. */
export function comparables(finished: readonly RunSummary[]): Comparable[] {
  const groups = new Map<string, RunSummary[]>();
  for (const run of finished) {
    const key = run.snapshotId ?? '';
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const hasModel = (runs: readonly RunSummary[]): number => Number(runs.some((run) => run.kind === 'recipe'));
  return [...groups]
    .map(([snapshotId, runs]) => ({ snapshotId, runs, since: Math.min(...runs.map((run) => run.queuedAt)) }))
    .sort((a, b) => hasModel(b.runs) - hasModel(a.runs) || b.since - a.since);
}
