// Intervals by resampling the test rows. A measure is computed from how often each row counts, so
// that one set of drawn rows serves all measures, and two models are always compared on the same rows.

import { normalTail, studentQuantile } from '../base/binomial.ts';
import { createRng, permutation, type Rng } from '../base/rng.ts';

/** A figure from rows that count `counts[i]` times each; NaN where it is undefined. */
export type Measure = (counts: Int32Array) => number;

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const resamples = 1000;
/** Up to this many rows every resample draws rows; above, the rows are left out in groups (see `jackknife`). */
export const bootstrapRows = 10_000;
/** Fewer rows (of any class) than this cannot tell how much a figure varies: no interval is given. */
export const fewestRows = 5;

/**
 * 95 % intervals of `measures`, null where none can be given.
 *
 * @param strata class of each row: classes keep their counts in every resample; null for regression
 */
export function intervals(
  measures: readonly Measure[],
  rowCount: number,
  strata: ArrayLike<number> | null,
  seed: number,
): (Bounds | null)[] {
  const groups = rowsByStratum(rowCount, strata);
  if (groups.some((rows) => rows.length < fewestRows)) return measures.map(() => null);
  const rng = createRng(seed).fork('evaluation/resample');
  return rowCount <= bootstrapRows
    ? bootstrap(measures, rowCount, groups, rng)
    : jackknife(measures, rowCount, groups, rng);
}

/**
 * The interval, reaching to the figure that it is of. Where a figure stands at the end of what is possible (the R2 of
 * the best constant answer), every resample is on its other side.
 */
export function holding(bounds: Bounds | null, value: number | null): { low: number | null; high: number | null } {
  if (bounds === null || value === null) return { low: bounds?.low ?? null, high: bounds?.high ?? null };
  return { low: Math.min(bounds.low, value), high: Math.max(bounds.high, value) };
}

/**
 * Expanded percentile bootstrap (Efron 1979; Hesterberg 2015, section 5.2): the middle of the figure over resampled rows,
 * wider the fewer rows there are. Errors of a Laplace distribution, 600 cases each: the plain middle 95 % held the true
 * mean absolute error in 79, 86, 89 and 91 of 100 with 5, 8, 13 and 20 rows, this one in 87, 91, 93 and 93.
 */
function bootstrap(
  measures: readonly Measure[],
  rowCount: number,
  groups: readonly Uint32Array[],
  rng: Rng,
): (Bounds | null)[] {
  const values = measures.map(() => new Float64Array(resamples));
  const counts = new Int32Array(rowCount);
  for (let round = 0; round < resamples; round++) {
    counts.fill(0);
    for (const rows of groups) {
      for (let i = 0; i < rows.length; i++) counts[rows[Math.floor(rng.next() * rows.length)]!]!++;
    }
    measures.forEach((measure, m) => (values[m]![round] = measure(counts)));
  }
  const tail = expandedTail(Math.min(...groups.map((rows) => rows.length)));
  return values.map((list) => {
    if (list.some((value) => !Number.isFinite(value))) return null;
    list.sort();
    return { low: percentile(list, tail), high: percentile(list, 1 - tail) };
  });
}

/**
 * The share of resamples beyond either end of an interval that means 95 %. Resampled means vary by sqrt((n - 1) / n) of
 * what means vary by, and their own spread is known from n rows only: 0.016 for 20 rows, 0.025 for very many.
 *
 * @param rows independently drawn, of the smallest class; at least 2
 */
export function expandedTail(rows: number): number {
  return normalTail(Math.sqrt(rows / (rows - 1)) * studentQuantile(rows - 1));
}

/**
 * Delete-a-group jackknife (Shao and Wu 1989) for many rows: 50 passes instead of 1,000. Student's t
 * with 49 degrees of freedom.
 */
function jackknife(
  measures: readonly Measure[],
  rowCount: number,
  groups: readonly Uint32Array[],
  rng: Rng,
): (Bounds | null)[] {
  const parts = 50;
  const part = new Uint8Array(rowCount);
  for (const rows of groups) permutation(rows.length, rng).forEach((at, i) => (part[rows[at]!] = i % parts));
  const counts = new Int32Array(rowCount).fill(1);
  const whole = measures.map((measure) => measure(counts));
  const values = measures.map(() => new Float64Array(parts));
  for (let left = 0; left < parts; left++) {
    for (let i = 0; i < rowCount; i++) counts[i] = part[i] === left ? 0 : 1;
    measures.forEach((measure, m) => (values[m]![left] = measure(counts)));
  }
  return measures.map((_, m) => {
    const mean = values[m]!.reduce((sum, value) => sum + value, 0) / parts;
    const squares = values[m]!.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const margin = 2.0096 * Math.sqrt((squares * (parts - 1)) / parts);
    const [low, high] = [whole[m]! - margin, whole[m]! + margin];
    return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : null;
  });
}

function rowsByStratum(rowCount: number, strata: ArrayLike<number> | null): Uint32Array[] {
  if (strata === null) return [Uint32Array.from({ length: rowCount }, (_, i) => i)];
  const lists = new Map<number, number[]>();
  for (let i = 0; i < rowCount; i++) {
    const list = lists.get(strata[i]!);
    if (list) list.push(i);
    else lists.set(strata[i]!, [i]);
  }
  return [...lists.values()].map((list) => Uint32Array.from(list));
}

/** The value at a share of a sorted list, between neighbours in proportion. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
}
