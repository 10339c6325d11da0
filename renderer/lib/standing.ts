// Who leads while a comparison runs: finished trainings of one size by Delta-m, separate models as its zero.

import { isSeparate, leadingSize, sizeOf } from '../../engine/contract/yardsticks.ts';
import type { Comparison, RunSummary } from '../../engine/contract/runs.ts';

export interface Standing {
  readonly run: RunSummary;
  /** From 1, equal values sharing a rank; null where there is nothing to compare with yet, or of another size. */
  readonly rank: number | null;
  /** Percent, lower is better. */
  readonly deltaM: number | null;
  /** How many tasks got which verdict against separate models; those that occur. */
  readonly verdicts: readonly { readonly verdict: Comparison['verdict']; readonly count: number }[];
}

/** From better to worse, what cannot be told last. */
export const verdictOrder = ['helps', 'no-difference', 'hurts', 'unknown'] as const;

/** Finished recipes only, best first; then those of other sizes, and last those without a figure, as they were queued. */
export function standing(runs: readonly RunSummary[]): Standing[] {
  const finished = runs.filter((run) => run.kind === 'recipe' && run.result !== null);
  const size = leadingSize(finished.map((run) => run.recipe));
  const rows = finished.map((run) => {
    const result = run.result!;
    const against = result.comparisons.filter((one) => one.against === 'single-task');
    const verdicts = verdictOrder.flatMap((verdict) => {
      const count = against.filter((one) => one.verdict === verdict).length;
      return count > 0 ? [{ verdict, count }] : [];
    });
    // Separate models are what the others are measured against.
    const isBase =
      isSeparate(result.recipe) &&
      !result.untrained &&
      finished.some((one) => one !== run && sizeOf(one.recipe) === sizeOf(run.recipe));
    return { run, deltaM: isBase ? 0 : result.deltaM, verdicts };
  });
  const known = rows.filter((row): row is typeof row & { deltaM: number } => row.deltaM !== null);
  known.sort((a, b) => a.deltaM - b.deltaM);
  const [ranked, others] = [true, false].map((wanted) =>
    known.filter((row) => (sizeOf(row.run.recipe) === size) === wanted),
  ) as [typeof known, typeof known];
  return [
    ...ranked.map((row) => ({ ...row, rank: 1 + ranked.filter((other) => other.deltaM < row.deltaM).length })),
    ...others.map((row) => ({ ...row, rank: null })),
    ...rows.filter((row) => row.deltaM === null).map((row) => ({ ...row, rank: null })),
  ];
}
