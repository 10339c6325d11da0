// From a history of task weights to the few changes worth a sentence.

import type { EpochRecord, WeightNote } from '../contract/runs.ts';

/** A share that moved by this factor since its last note is worth one. */
const factor = 1.25;
/** ... and by at least this much of all weight. */
const smallest = 0.1;
/** One task holding more than this share of all weight, for this many epochs, is a collapse (methods.md 1.9). */
const collapseShare = 0.95;
const collapseEpochs = 3;

/** Losses, each relative to its own first epoch, that differ by less than this factor count as equal. */
const sameLoss = 1.05;

/** The notes of the newest epoch in `records`, oldest record first; none for weights that stay. */
export function noteChanges(records: readonly EpochRecord[], taskIds: readonly string[]): WeightNote[] {
  const newest = records.at(-1);
  return newest ? noteHistory(records, taskIds).filter((note) => note.epoch === newest.epoch) : [];
}

/** All notes of a history, in its order. */
export function noteHistory(records: readonly EpochRecord[], taskIds: readonly string[]): WeightNote[] {
  const notes: WeightNote[] = [];
  const first = records[0];
  if (!first || taskIds.length < 2) return notes;
  const noted = [...first.weights];
  const held = taskIds.map(() => 0); // epochs in a row above collapseShare
  for (const record of records) {
    taskIds.forEach((taskId, k) => {
      const share = record.weights[k]!;
      const from = noted[k]!;
      const change = share > from ? 'raised' : 'lowered';
      const common = { epoch: record.epoch, taskId, from, to: share, reason: reasonOf(k, change, from, record, first) };
      held[k] = share > collapseShare ? held[k]! + 1 : 0;
      if (held[k] === collapseEpochs) notes.push({ ...common, change: 'collapsed' });
      const ratio = share / from;
      if (Math.abs(share - from) < smallest || (ratio < factor && ratio > 1 / factor)) return;
      noted[k] = share;
      notes.push({ ...common, change });
    });
  }
  return notes;
}

/** What goes with the change: a loss that lags or leads, else weighted losses that come together by it. */
function reasonOf(
  k: number,
  change: 'raised' | 'lowered',
  from: number,
  record: EpochRecord,
  first: EpochRecord,
): WeightNote['reason'] {
  const pace = paceOf(k, record, first);
  if (pace === (change === 'raised' ? 'loss-larger' : 'loss-smaller')) return pace;
  return bringsTogether(k, from, record) ? 'discrepancy' : pace;
}

/** True where this task's share of the weighted losses is nearer to an even one than it would be at its old weight. */
function bringsTogether(k: number, from: number, { weights, contributions }: EpochRecord): boolean {
  const now = contributions?.[k];
  const to = weights[k]!;
  if (now === undefined || !(to > 0) || !(to < 1)) return false;
  const [own, others] = [(now * from) / to, ((1 - now) * (1 - from)) / (1 - to)];
  const even = 1 / weights.length;
  return Math.abs(now - even) < Math.abs(own / (own + others) - even);
}

/** How far this task's loss has come since the first epoch, against the mean of the others. */
function paceOf(k: number, record: EpochRecord, first: EpochRecord): 'loss-larger' | 'loss-smaller' | 'unknown' {
  const left = record.trainLoss.map((loss, j) => {
    const start = first.trainLoss[j];
    return loss === null || start === null || start === undefined || start <= 0 ? null : loss / start;
  });
  const own = left[k];
  const others = left.filter((value, j): value is number => j !== k && value !== null);
  if (own === null || own === undefined || others.length === 0) return 'unknown';
  const mean = others.reduce((sum, value) => sum + value, 0) / others.length;
  return own > mean * sameLoss ? 'loss-larger' : own * sameLoss < mean ? 'loss-smaller' : 'unknown';
}
