// Runs that were started again: an old failure counts no more once the same training was queued anew.

import type { RunSummary } from './runs.ts';

/** Whether a later run of the list is the same training: kind, recipe and seed. */
export function isRepeated(run: RunSummary, all: readonly RunSummary[]): boolean {
  const recipe = JSON.stringify(run.recipe);
  return all.some(
    (other) =>
      other.queuedAt > run.queuedAt &&
      other.kind === run.kind &&
      other.seed === run.seed &&
      JSON.stringify(other.recipe) === recipe,
  );
}
