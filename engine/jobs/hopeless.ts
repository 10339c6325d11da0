// When a training of a comparison cannot win any more: it is ended early, evaluated as it stands, and says so.
//
// A freeze-and-extrapolate rule in the spirit of learning-curve termination: past half of its epochs a
// run is ended when even twice its recent progress, kept up to the end, leaves it behind the leader by
// more than the leader's own last improvements. Epoch by epoch it is compared on the validation rows.

import type { EpochRecord } from '../contract/runs.ts';

/** A run is never ended before this share of its epochs. */
const earliestShare = 0.5;
/** Its recent progress is that of the last quarter of what it has done. */
const recentShare = 0.25;
/** Progress is taken to go on at this multiple of its recent pace: a cosine schedule gains late. */
const optimism = 2;
/** It must end at least this far behind, relative to the leader's loss. */
const margin = 0.05;

/**
 * @param own the run's epochs so far
 * @param epochs how many are laid out for it
 * @param leader the best finished run's epochs, on the same rows and tasks
 */
export function cannotWin(own: readonly EpochRecord[], epochs: number, leader: readonly EpochRecord[]): boolean {
  if (own.length < Math.max(4, Math.ceil(epochs * earliestShare))) return false;
  const goal = bestSoFar(leader, leader.length);
  const now = bestSoFar(own, own.length);
  const then = bestSoFar(own, Math.floor(own.length * (1 - recentShare)));
  if (goal === null || now === null || then === null) return false;
  const ratio = meanRatio(now, goal);
  const pace = (meanRatio(then, goal) - ratio) / Math.max(1, own.length * recentShare);
  const reachable = ratio - optimism * pace * (epochs - own.length);
  return reachable > 1 + margin;
}

/** The validation losses of the epoch, among the first `count`, whose sum over tasks relative to the first epoch is least. */
function bestSoFar(records: readonly EpochRecord[], count: number): readonly number[] | null {
  const first = records[0]?.validationLoss;
  if (!first) return null;
  let best: { readonly losses: readonly number[]; readonly score: number } | null = null;
  for (const { validationLoss } of records.slice(0, Math.max(1, count))) {
    // A task without labels has no first loss either; one that lost its number makes the epoch no candidate.
    const losses = validationLoss.map((loss) => loss ?? NaN);
    const score = losses.reduce((sum, loss, k) => sum + (first[k] ? loss / first[k] : 0), 0);
    if (Number.isFinite(score) && (best === null || score < best.score)) best = { losses, score };
  }
  return best?.losses ?? null;
}

/** Mean over tasks of loss against the leader's; tasks without labels or with a perfect leader are left out. */
function meanRatio(losses: readonly number[], leader: readonly number[]): number {
  const ratios = losses.flatMap((loss, k) => (leader[k]! > 0 ? [loss / leader[k]!] : []));
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, ratios.length);
}
