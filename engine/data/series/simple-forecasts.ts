// Forecasts without learning: the season before, the last value, a straight line. What every model must beat.

import type { SeriesClock } from '../../contract/series.ts';

/** The past as forecasts read it. */
export interface PastValues {
  /** By column, one value a row, missing = NaN. */
  readonly columns: readonly ArrayLike<number>[];
  /** First row of the series that each row belongs to. */
  readonly firstRow: ArrayLike<number>;
}

/**
 * Repeats what stood `season` rows before each row ahead (1 = the last value), a further season back where that is
 * missing or not yet known, and the last known value where no season is.
 *
 * @returns `[origins, columns * horizon]`, NaN where nothing is known before
 */
export function seasonalNaive(
  { columns, firstRow }: PastValues,
  origins: ArrayLike<number>,
  horizon: number,
  season: number,
): Float32Array {
  const width = columns.length * horizon;
  const forecasts = new Float32Array(origins.length * width);
  for (let i = 0; i < origins.length; i++) {
    const origin = origins[i]!;
    const first = firstRow[origin]!;
    columns.forEach((values, c) => {
      for (let h = 1; h <= horizon; h++) {
        let at = origin + h - season * Math.ceil(h / season);
        while (at >= first && Number.isNaN(values[at]!)) at -= season;
        forecasts[i * width + c * horizon + h - 1] = at >= first ? values[at]! : lastKnown(values, origin, first);
      }
    });
  }
  return forecasts;
}

/** The line through the first and the last known value of the series up to the origin (random walk with drift). */
export function driftForecast(
  { columns, firstRow }: PastValues,
  origins: ArrayLike<number>,
  horizon: number,
): Float32Array {
  const width = columns.length * horizon;
  const forecasts = new Float32Array(origins.length * width);
  for (let i = 0; i < origins.length; i++) {
    const origin = origins[i]!;
    columns.forEach((values, c) => {
      let start = firstRow[origin]!;
      while (start < origin && Number.isNaN(values[start]!)) start++;
      let end = origin;
      while (end > start && Number.isNaN(values[end]!)) end--;
      const slope = end > start ? (values[end]! - values[start]!) / (end - start) : 0;
      for (let h = 1; h <= horizon; h++)
        forecasts[i * width + c * horizon + h - 1] = values[end]! + slope * (origin + h - end);
    });
  }
  return forecasts;
}

/** What "better than" tells against: the same moment a week ago, a season ago, or the last value. */
export interface Comparison {
  readonly kind: 'week' | 'season' | 'last';
  /** Rows back. */
  readonly rows: number;
}

export function comparisonOf({ week, season }: SeriesClock): Comparison {
  if (week !== null) return { kind: 'week', rows: week };
  return season !== null ? { kind: 'season', rows: season } : { kind: 'last', rows: 1 };
}

/**
 * Mean absolute error of the seasonal naive forecast one season ahead within the training rows: what a MASE of 1
 * means (Hyndman and Koehler 2006, with the season of Hyndman and Athanasopoulos 2021, 5.8). Rows of other parts
 * and other series are never compared. Where a season is too long for the training rows, the step before serves.
 *
 * @param training 1 for training rows
 * @returns above 0; null where the training rows repeat exactly or hold no two values: nothing can be scaled by that
 */
export function naiveScale(
  values: ArrayLike<number>,
  firstRow: ArrayLike<number>,
  training: ArrayLike<number>,
  season: number,
): number | null {
  return naiveScales(values, firstRow, training, season, 1, () => 0)[0]!;
}

/**
 * The same of each of several series, in one pass over all rows.
 *
 * @param strandOf of a row, from 0; -1 = none of these
 */
export function naiveScales(
  values: ArrayLike<number>,
  firstRow: ArrayLike<number>,
  training: ArrayLike<number>,
  season: number,
  strands: number,
  strandOf: (row: number) => number,
): (number | null)[] {
  const [sums, counts] = [new Float64Array(strands), new Float64Array(strands)];
  for (let row = season; row < values.length; row++) {
    const before = row - season;
    if (before < firstRow[row]! || training[row] !== 1 || training[before] !== 1) continue;
    const error = Math.abs(values[row]! - values[before]!);
    const strand = strandOf(row);
    if (Number.isNaN(error) || strand < 0) continue;
    sums[strand]! += error;
    counts[strand]!++;
  }
  const last = season > 1 && counts.includes(0) ? naiveScales(values, firstRow, training, 1, strands, strandOf) : null;
  return Array.from(sums, (sum, s) => (counts[s] === 0 && last ? last[s]! : sum > 0 ? sum / counts[s]! : null));
}

function lastKnown(values: ArrayLike<number>, origin: number, first: number): number {
  for (let at = origin; at >= first; at--) if (!Number.isNaN(values[at]!)) return values[at]!;
  return NaN;
}
