// How well one column alone tells the class: a rule fitted on one half of a sample, judged on the other.

import { shuffle, type Rng } from '../../base/rng.ts';
import { quantile, sorted } from '../statistics.ts';
import type { Column } from '../table.ts';

/** Rows examined for one task, and the fewest of a class that are judged at all. */
const mostRows = 8000;
const fewestOfClass = 8;
const mostBins = 200;
const rowsInBin = 8;
/** Below this the exact threshold is not looked for: it could not reach a suspicious score. */
const promising = 0.75;

/** Rows by half and class: `halves[h][c]` are row numbers. Rare classes are kept whole, common ones sampled. */
export interface ClassSample {
  readonly halves: readonly (readonly Uint32Array[])[];
  readonly examined: number;
}

/** Null where fewer than two classes have enough rows. */
export function sampleClasses(codes: Int32Array, counts: readonly number[], rng: Rng): ClassSample | null {
  const usable = counts.flatMap((count, code) => (count >= fewestOfClass ? [code] : []));
  if (usable.length < 2) return null;
  const each = Math.max(2 * fewestOfClass, Math.floor(mostRows / usable.length));
  const members = counts.map((count) => new Uint32Array(count));
  const filled = counts.map(() => 0);
  codes.forEach((code, row) => {
    if (code >= 0) members[code]![filled[code]!++] = row;
  });
  const chosen = usable.map((code) => {
    const rows = members[code]!;
    shuffle(rows, rng);
    return rows.subarray(0, each);
  });
  const half = (odd: number): Uint32Array[] => chosen.map((rows) => rows.filter((_, i) => i % 2 === odd));
  return { halves: [half(0), half(1)], examined: chosen.reduce((sum, rows) => sum + rows.length, 0) };
}

/** Balanced accuracy of the best simple rule on this column, 0 to 1; a guess is 1 / classes. */
export function ruleAccuracy(column: Column, sample: ClassSample): number {
  const [first, second] = sample.halves as [Uint32Array[], Uint32Array[]];
  const byLevel = (binAccuracy(column, first, second) + binAccuracy(column, second, first)) / 2;
  if ('codes' in column || first.length !== 2 || byLevel < promising) return byLevel;
  const byThreshold =
    (thresholdAccuracy(column.values, first, second) + thresholdAccuracy(column.values, second, first)) / 2;
  return Math.max(byLevel, byThreshold);
}

/** The class most typical of each level or bin; missing is a level of its own, unknown levels count as wrong. */
function binAccuracy(column: Column, fitted: readonly Uint32Array[], judged: readonly Uint32Array[]): number {
  const binOf = binsOf(column, fitted);
  const typical = new Map<number, { weight: number; code: number }>();
  fitted.forEach((rows, code) => {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(binOf(row), (counts.get(binOf(row)) ?? 0) + 1);
    for (const [bin, count] of counts) {
      const weight = count / rows.length;
      if (weight > (typical.get(bin)?.weight ?? 0)) typical.set(bin, { weight, code });
    }
  });
  const recalls = judged.map((rows, code) => {
    let hits = 0;
    for (const row of rows) if (typical.get(binOf(row))?.code === code) hits++;
    return hits / rows.length;
  });
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

function binsOf(column: Column, fitted: readonly Uint32Array[]): (row: number) => number {
  if ('codes' in column) return (row) => column.codes[row]!;
  const rows = fitted.flatMap((part) => [...part]);
  const ascending = sorted(rows.map((row) => column.values[row]!));
  const bins = Math.max(2, Math.min(mostBins, Math.floor(rows.length / rowsInBin)));
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = quantile(ascending, bin / bins);
    if (edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
  }
  return (row) => {
    const value = column.values[row]!;
    return Number.isNaN(value) ? -1 : firstAtLeast(edges, value);
  };
}

/** Index of the first edge that is not below `value`. */
export function firstAtLeast(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One threshold between two classes (a decision stump), set where it separates the fitted half best. */
function thresholdAccuracy(
  values: Float64Array,
  fitted: readonly Uint32Array[],
  judged: readonly Uint32Array[],
): number {
  const marks = fitted
    .flatMap((rows, code) =>
      Array.from(rows, (row) => ({ value: values[row]!, weight: (code === 0 ? 1 : -1) / rows.length })),
    )
    .filter((mark) => !Number.isNaN(mark.value))
    .sort((a, b) => a.value - b.value);
  let lead = 0;
  let best = { lead: 0, threshold: NaN };
  marks.forEach(({ value, weight }, i) => {
    lead += weight;
    const next = marks[i + 1]?.value;
    if (next === undefined || next === value || Math.abs(lead) <= Math.abs(best.lead)) return;
    best = { lead, threshold: (value + next) / 2 };
  });
  const lowClass = best.lead > 0 ? 0 : 1;
  const recalls = judged.map((rows, code) => {
    let hits = 0;
    for (const row of rows)
      if (values[row]! <= best.threshold === (code === lowClass) && !Number.isNaN(values[row]!)) hits++;
    return hits / rows.length;
  });
  return (recalls[0]! + recalls[1]!) / 2;
}
