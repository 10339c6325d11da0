// What a forecast's head knows of the training rows, and its loss in plain numbers: scales of columns (of each of several
// series, where there are), the loss of the best constant answer.

import type { SeriesFeature } from '../data/features.ts';
import { huber } from './huber.ts';
import type { StrandScale } from './rules.ts';
import type { TaskTargets } from './targets.ts';

/** Weight of the interval's two ends against the point. */
export const endsWeight = 0.5;

/** The moments of strands as the plan has them, and what a MASE of 1 is in each; null where there are none. */
export function strandScales(
  { channels = [], strands }: Partial<Pick<SeriesFeature, 'channels' | 'strands'>>,
  columns: readonly string[],
  naiveOf: (strands: number) => (number | null)[][],
): StrandScale[] | null {
  if (!strands) return null;
  const own = columns.map((name) => channels.find(({ column, word }) => column === name && word === undefined)!);
  const naive = naiveOf(strands.length);
  return strands.map((_, s) => ({
    means: own.map((channel) => channel.strands![s]!.mean),
    deviations: own.map((channel) => channel.strands![s]!.deviation),
    naive: naive.map((each) => each[s]!),
  }));
}

/** The rows that training windows read or forecast, and of each column the values there; NaN elsewhere and where missing. */
export function seenValues(
  { values, ahead }: TaskTargets,
  trainingRows: ArrayLike<number>,
  lookback: number,
): { rows: number[]; values: Float64Array[] } {
  const { columns, horizon, valueAt } = ahead!;
  // +1 where a window begins, -1 behind its end: above 0 is inside some window.
  const edges = new Int32Array(values.length + horizon + 1);
  for (let i = 0; i < trainingRows.length; i++) {
    const row = trainingRows[i]!;
    if (Number.isNaN(values[row]!)) continue;
    edges[Math.max(0, row - lookback + 1)]! += 1;
    edges[row + horizon + 1]! -= 1;
  }
  const found = columns.map(() => new Float64Array(values.length).fill(NaN));
  const rows: number[] = [];
  let open = 0;
  for (let row = 0; row < values.length; row++) {
    open += edges[row]!;
    if (open === 0) continue;
    rows.push(row);
    found.forEach((own, c) => (own[row] = valueAt(row, c)));
  }
  return { rows, values: found };
}

/** First of these rows in the same series as each. */
export function firstRows(rows: readonly number[], lastRow: (row: number) => number): Uint32Array {
  const firsts = new Uint32Array((rows.at(-1) ?? -1) + 1);
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    firsts[row] = before !== undefined && lastRow(before) === lastRow(row) ? firsts[before]! : row;
  });
  return firsts;
}

/** Loss of the best forecast that looks at nothing: the mean and, of an interval, the two quantiles. Columns count alike. */
export function lossOfMean(standard: readonly Float64Array[], tail: number | null): number {
  const each = standard.map((values) => {
    const point = values.reduce((total, value) => total + huber(value), 0);
    if (tail === null) return point / values.length;
    const sorted = values.toSorted();
    const ends = [tail, 1 - tail].map((share) => {
      const quantile = sorted[Math.round(share * (sorted.length - 1))]!;
      return sorted.reduce((total, value) => total + pinballOf(value - quantile, share), 0);
    });
    return (point + endsWeight * (ends[0]! + ends[1]!)) / values.length;
  });
  return each.reduce((total, loss) => total + loss, 0) / each.length;
}

/** Pinball losses of both interval ends of a value, in deviations. */
export function pinballs(
  predictions: Float32Array,
  at: number,
  value: number,
  deviation: number,
  tail: number,
): number {
  const lower = pinballOf((value - predictions[at + 1]!) / deviation, tail);
  return lower + pinballOf((value - predictions[at + 2]!) / deviation, 1 - tail);
}

function pinballOf(error: number, quantile: number): number {
  return Math.max(error * quantile, error * (quantile - 1));
}
