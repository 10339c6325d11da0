// Runs of one size of model are ranked together: Delta-m of another size is against other separate models.

import type { RunSummary } from '../../engine/contract/runs.ts';
import { leadingSize, sizeOf } from '../../engine/contract/yardsticks.ts';

/** Runs in the ranking, and those of other sizes, each in their order. Baselines have no size and stay in the first. */
export function partedBySize(runs: readonly RunSummary[]): { ranked: RunSummary[]; others: RunSummary[] } {
  const size = leadingSize(runs.filter((run) => run.kind === 'recipe').map((run) => run.recipe));
  const isRanked = (run: RunSummary): boolean => run.kind !== 'recipe' || sizeOf(run.recipe) === size;
  return { ranked: runs.filter(isRanked), others: runs.filter((run) => !isRanked(run)) };
}
