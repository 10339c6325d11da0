// Which rows an epoch trains on, batch by batch, and with which weights from the host.

import type { Rng } from '../base/rng.ts';
import { drawnBatches, epochBatches } from '../data/batches.ts';
import type { Member } from './member.ts';
import type { Setup } from './setup.ts';

export interface WeighedBatch {
  readonly batch: Uint32Array;
  /** `[K]`; null where the weighting takes none. */
  readonly weights: readonly number[] | null;
}

/**
 * The batches of an epoch: every training row once, or, where the weighting draws rows by task, as many batches
 * drawn by its shares. Each task's weight is then its share of the batch's rows, times the number of tasks: the
 * sum of the tasks' mean losses becomes the mean over rows, unweighted.
 */
export function batchesOf(
  { plan, pacing, rows, rng }: Setup,
  member: Member,
  epoch: number,
  order: Rng,
): WeighedBatch[] {
  const { weighting, network } = plan;
  const { settings } = network.recipe.weighting;
  const taskCount = network.heads.length;
  const searched = member.point.weights;
  const own = searched ? { ...settings, weights: searched } : settings;
  const shares = rows.domains && weighting.drawsBy?.(own, taskCount);
  if (shares) {
    const { batchSize, stepsPerEpoch } = pacing;
    return drawnBatches(rows.domains, shares, batchSize, stepsPerEpoch, order).map(({ rows: batch, counts }) => ({
      batch,
      weights: counts.map((count) => (taskCount * count) / batchSize),
    }));
  }
  const { epochLosses } = member.progress;
  const weights =
    weighting.host?.({ taskCount, epoch, epochLosses, settings: own, rng: rng.fork(`weights ${epoch}`) }) ?? null;
  return epochBatches(rows.training, pacing.batchSize, order).map((batch) => ({ batch, weights }));
}
