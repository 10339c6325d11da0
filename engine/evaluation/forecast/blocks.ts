// Intervals of forecast figures: neighbouring origins forecast nearly the same rows and err alike, so whole blocks of
// neighbouring origins are drawn, never single ones (Kuensch 1989; circular, Politis and Romano 1992).

import { createRng } from '../../base/rng.ts';
import type { Bounds } from '../resample.ts';
import { expandedTail, percentile, resamples } from '../resample.ts';
import type { Judged } from '../judged.ts';
import { strandCount } from './tally.ts';

/** Sums over the rows drawn, one list `[series, width]` a table of sums. */
export type TotalsMeasure = (totals: readonly Float64Array[]) => number;

/** Fewer blocks than this cannot tell how much a figure varies. */
const fewestBlocks = 5;

export interface Blocks {
  /** Place in time of each origin: series of the same moment share one and are drawn together. */
  readonly places: Uint32Array;
  readonly placeCount: number;
  /** Places in a block. */
  readonly length: number;
  /** Series of each origin, and how many there are: their sums are kept apart. */
  readonly strands: Uint32Array;
  readonly strandCount: number;
}

/** Blocks as long as the horizon or the season, whichever is longer: further apart, errors are of other rows. */
export function blocksOf(judged: Judged): Blocks {
  const { horizon, past } = judged.forecast!;
  const { rows } = judged;
  const keys = Array.from(rows, (row) => (past.moments ? past.moments[row]! : row - past.firstRow[row]!));
  const distinct = Float64Array.from(new Set(keys)).sort();
  const number = new Map(Array.from(distinct, (key, place) => [key, place]));
  const stride = strideOf(rows, past.firstRow);
  const wanted = Math.max(Math.ceil(Math.max(horizon, past.clock.season ?? 1) / stride), Math.cbrt(distinct.length));
  return {
    places: Uint32Array.from(keys, (key) => number.get(key)!),
    placeCount: distinct.length,
    length: Math.max(1, Math.ceil(wanted)),
    strands: Uint32Array.from(rows, (row) => past.strands?.of[row] ?? 0),
    strandCount: strandCount(judged),
  };
}

/**
 * 95 % intervals, null where there are too few blocks.
 *
 * @param tables sums by origin, `[origins, width]` each: all are drawn alike, so that two models stay paired
 */
export function blockIntervals(
  measures: readonly TotalsMeasure[],
  tables: readonly Float64Array[],
  blocks: Blocks,
  seed: number,
): (Bounds | null)[] {
  const { placeCount, length } = blocks;
  if (placeCount < fewestBlocks * length) return measures.map(() => null);
  const widths = tables.map((table) => (table.length / blocks.places.length) * blocks.strandCount);
  const prefixes = tables.map((table, t) => prefixSums(table, widths[t]!, blocks));
  const rng = createRng(seed).fork('evaluation/blocks');
  const draws = Math.ceil(placeCount / length);
  const values = measures.map(() => new Float64Array(resamples));
  for (let round = 0; round < resamples; round++) {
    const starts = Array.from({ length: draws }, () => rng.integer(placeCount));
    const totals = prefixes.map((prefix, t) => {
      const width = widths[t]!;
      const total = new Float64Array(width);
      for (const start of starts) {
        const end = start + length;
        for (let k = 0; k < width; k++) {
          total[k]! += prefix[Math.min(end, placeCount) * width + k]! - prefix[start * width + k]!;
          if (end > placeCount) total[k]! += prefix[(end - placeCount) * width + k]!;
        }
      }
      return total;
    });
    measures.forEach((measure, m) => (values[m]![round] = measure(totals)));
  }
  const tail = expandedTail(draws);
  return values.map((list) => {
    if (list.some((value) => !Number.isFinite(value))) return null;
    list.sort();
    return { low: percentile(list, tail), high: percentile(list, 1 - tail) };
  });
}

/** Sums of all origins, `[series, width]`, as one draw of everything. */
export function totalOf(
  table: Float64Array,
  { strands, strandCount }: Pick<Blocks, 'strands' | 'strandCount'>,
): Float64Array {
  const width = strands.length > 0 ? table.length / strands.length : 0;
  const total = new Float64Array(width * strandCount);
  table.forEach((value, at) => (total[strands[Math.floor(at / width)]! * width + (at % width)]! += value));
  return total;
}

/** @param width numbers of a place: those of an origin, for each series */
function prefixSums(
  table: Float64Array,
  width: number,
  { places, placeCount, strands, strandCount }: Blocks,
): Float64Array {
  const prefix = new Float64Array((placeCount + 1) * width);
  const own = width / strandCount;
  places.forEach((place, i) => {
    const into = (place + 1) * width + strands[i]! * own;
    for (let k = 0; k < own; k++) prefix[into + k]! += table[i * own + k]!;
  });
  for (let at = width; at < prefix.length; at++) prefix[at]! += prefix[at - width]!;
  return prefix;
}

/** Median rows from origin to origin within a series. */
function strideOf(rows: Uint32Array, firstRow: ArrayLike<number>): number {
  const steps: number[] = [];
  for (let i = 1; i < rows.length; i++)
    if (rows[i]! > rows[i - 1]! && firstRow[rows[i]!] === firstRow[rows[i - 1]!]) steps.push(rows[i]! - rows[i - 1]!);
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 1;
}
