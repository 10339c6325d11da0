// How much of a measured target one column alone explains: fitted on one half of a sample, judged on the other.

import { permutation, type Rng } from '../../base/rng.ts';
import { quantile, sorted } from '../statistics.ts';
import type { Column } from '../table.ts';
import { firstAtLeast } from './single-rule.ts';

const mostRows = 8000;
const fewestRows = 40;
const mostKnots = 64;
const rowsPerKnot = 10;

export interface ValueSample {
  readonly halves: readonly [Uint32Array, Uint32Array];
  readonly examined: number;
}

/** Null where too few rows are labelled. */
export function sampleValues(values: Float64Array, rng: Rng): ValueSample | null {
  const rows: number[] = [];
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) rows.push(row);
  });
  if (rows.length < fewestRows) return null;
  const chosen = permutation(rows.length, rng)
    .subarray(0, mostRows)
    .map((place) => rows[place]!);
  return {
    halves: [chosen.filter((_, i) => i % 2 === 0), chosen.filter((_, i) => i % 2 === 1)],
    examined: chosen.length,
  };
}

/** Share of the target's variance explained (R2, at most 1) by a line or a curve through bin means, whichever does better. */
export function explainedShare(column: Column, target: Float64Array, { halves }: ValueSample): number {
  const [first, second] = halves;
  if ('codes' in column) return both(levelMeans);
  return Math.max(both(line), both(curve));

  function both(fit: Fit): number {
    return (judge(fit(column, target, first), target, second) + judge(fit(column, target, second), target, first)) / 2;
  }
}

type Fit = (column: Column, target: Float64Array, rows: Uint32Array) => (row: number) => number;

/** R2 on rows the fit has not seen. */
function judge(predict: (row: number) => number, target: Float64Array, rows: Uint32Array): number {
  const mean = meanOf(target, rows);
  let error = 0;
  let total = 0;
  for (const row of rows) {
    error += (target[row]! - predict(row)) ** 2;
    total += (target[row]! - mean) ** 2;
  }
  return total === 0 ? 0 : 1 - error / total;
}

/** The mean of each level; of missing and unknown levels, the mean of all. */
const levelMeans: Fit = (column, target, rows) => {
  const codes = 'codes' in column ? column.codes : new Int32Array(0);
  const sums = new Map<number, { sum: number; count: number }>();
  for (const row of rows) {
    const entry = sums.get(codes[row]!) ?? { sum: 0, count: 0 };
    sums.set(codes[row]!, { sum: entry.sum + target[row]!, count: entry.count + 1 });
  }
  const mean = meanOf(target, rows);
  return (row) => {
    const entry = sums.get(codes[row]!);
    return entry ? entry.sum / entry.count : mean;
  };
};

/** Least squares; rows without a value get the mean. */
const line: Fit = (column, target, rows) => {
  const values = 'codes' in column ? new Float64Array(0) : column.values;
  const filled = rows.filter((row) => !Number.isNaN(values[row]!));
  const meanX = meanOf(values, filled);
  const meanY = meanOf(target, filled);
  let products = 0;
  let squares = 0;
  for (const row of filled) {
    products += (values[row]! - meanX) * (target[row]! - meanY);
    squares += (values[row]! - meanX) ** 2;
  }
  const slope = squares > 0 ? products / squares : 0;
  const mean = meanOf(target, rows);
  return (row) => (Number.isNaN(values[row]!) ? mean : meanY + slope * (values[row]! - meanX));
};

/** Straight pieces through the means of bins of equally many rows; flat beyond the outermost. */
const curve: Fit = (column, target, rows) => {
  const values = 'codes' in column ? new Float64Array(0) : column.values;
  const ascending = sorted(Array.from(rows, (row) => values[row]!));
  const bins = Math.max(2, Math.min(mostKnots, Math.floor(ascending.length / rowsPerKnot)));
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = quantile(ascending, bin / bins);
    if (edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
  }
  const knots = Array.from({ length: edges.length + 1 }, () => ({ x: 0, y: 0, count: 0 }));
  for (const row of rows) {
    if (Number.isNaN(values[row]!)) continue;
    const knot = knots[firstAtLeast(edges, values[row]!)]!;
    knot.x += values[row]!;
    knot.y += target[row]!;
    knot.count++;
  }
  const used = knots.filter((knot) => knot.count > 0).map(({ x, y, count }) => ({ x: x / count, y: y / count }));
  const places = used.map((knot) => knot.x);
  const mean = meanOf(target, rows);
  return (row) => {
    const value = values[row]!;
    if (Number.isNaN(value) || used.length === 0) return mean;
    const right = firstAtLeast(places, value);
    if (right === 0) return used[0]!.y;
    if (right === used.length) return used.at(-1)!.y;
    const [a, b] = [used[right - 1]!, used[right]!];
    return a.y + ((b.y - a.y) * (value - a.x)) / (b.x - a.x);
  };
};

function meanOf(values: Float64Array, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  return rows.length === 0 ? 0 : sum / rows.length;
}
