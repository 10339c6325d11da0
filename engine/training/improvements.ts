// Which epochs brought the best state so far: read from the validation losses of a run's history.

import type { TaskHead } from '../tasks/rules.ts';
import { jointScore, relativeLosses } from './keeper.ts';

/**
 * Epochs, from 1 and ascending, after which some score was better than ever before.
 *
 * @param losses validation loss of each task after each epoch; null without labels
 * @param independent true where each task is kept at its own best
 */
export function improvements(
  losses: readonly (readonly (number | null)[])[],
  heads: readonly TaskHead[],
  independent: boolean,
): number[] {
  const best = heads.map(() => Number.POSITIVE_INFINITY);
  return losses.flatMap((epoch, i) => {
    const judgements = epoch.map((loss) => ({ loss, metric: null }));
    const scores = independent ? relativeLosses(judgements, heads) : [jointScore(judgements, heads)];
    let improved = false;
    scores.forEach((score, k) => {
      if (score === null || !(score < best[k]!)) return;
      best[k] = score;
      improved = true;
    });
    return improved ? [i + 1] : [];
  });
}
