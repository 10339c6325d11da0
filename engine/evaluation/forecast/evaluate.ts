// What forecasts are worth on the test origins: how much better than the same hour last week, and the figures of
// the literature, each with an interval that knows of dependent errors.

import type { ForecastTask } from '../../contract/tasks.ts';
import type { Measured, TaskResult } from '../../contract/runs.ts';
import type { MetricName } from '../../contract/text/metrics.ts';
import type { Judged } from '../judged.ts';
import { blockIntervals, blocksOf, totalOf, type TotalsMeasure } from './blocks.ts';
import { detailOf } from './detail.ts';
import { fields, scalesOf, strandCount, tallyOf, type Field, type Scales } from './tally.ts';

/** Sums of one cell, by field. */
export type ColumnSums = Readonly<Record<Field, number>>;

/**
 * Judges forecasts. Columns count the same whatever their unit: figures are means over columns, and those in units
 * are given only where all columns have the same one. Where the data set holds several series, each of them counts the
 * same too, whatever its level and length: figures are means over the columns of each, and none is in their unit.
 *
 * @param test origins with at least one known value ahead
 */
export function evaluateForecast(task: ForecastTask, test: Judged, { seed }: { readonly seed: number }): TaskResult {
  const shape = test.forecast!;
  const tail = (1 - (task.interval ?? 0.8)) / 2;
  const tally = tallyOf(test, tail);
  const scales = scalesOf(test);
  const measures: Record<string, TotalsMeasure> = measuresOf(task, test, scales);
  const names = Object.keys(measures);
  const blocks = blocksOf(test);
  const total = totalOf(tally.sums, blocks);
  const bounds = tally.origins > 0 ? blockIntervals(Object.values(measures), [tally.sums], blocks, seed) : [];
  const metrics: Record<string, Measured> = {};
  names.forEach((name, m) => {
    const value = tally.origins > 0 ? measures[name]!([total]) : NaN;
    // No width says that nothing varied between the resamples, not that nothing can: a comparison with itself.
    const bound = bounds[m] && bounds[m].low < bounds[m].high ? bounds[m] : null;
    metrics[name] = Number.isFinite(value)
      ? { value, low: bound?.low ?? null, high: bound?.high ?? null }
      : { value: null, low: null, high: null };
  });
  return {
    n: tally.origins,
    mainMetric: 'mase',
    metrics,
    forecast: detailOf(task, test, tally, scales, columnSums(total, shape.columns.length)),
  };
}

/** Two models on the same origins: how much smaller the joint model's error is, in MASE; blocks are drawn alike. */
export function forecastImprovement(
  joint: Judged,
  other: Judged,
  seed: number,
): { joint: number | null; other: number | null; difference: Measured } {
  const origins = joint.rows.length;
  if (origins === 0) return { joint: null, other: null, difference: { value: null, low: null, high: null } };
  const scales = scalesOf(joint);
  const columns = joint.forecast!.columns.length;
  const tables = [tallyOf(joint, 0.1).sums, tallyOf(other, 0.1).sums];
  const blocks = blocksOf(joint);
  const [own, theirs] = tables.map((table) => maseOf(columnSums(totalOf(table, blocks), columns), scales));
  const improvement: TotalsMeasure = ([first, second]) =>
    maseOf(columnSums(second!, columns), scales) - maseOf(columnSums(first!, columns), scales);
  const [bound] = blockIntervals([improvement], tables, blocks, seed);
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    joint: finite(own!),
    other: finite(theirs!),
    difference: { value: finite(theirs! - own!), low: bound?.low ?? null, high: bound?.high ?? null },
  };
}

/** From totals `[series, fields, columns]` to one record a cell. */
export function columnSums(totals: Float64Array, columns: number): ColumnSums[] {
  return Array.from({ length: totals.length / fields.length }, (_, cell) => {
    const from = Math.floor(cell / columns) * fields.length * columns + (cell % columns);
    return Object.fromEntries(fields.map((field, f) => [field, totals[from + f * columns]!])) as Record<Field, number>;
  });
}

function measuresOf(task: ForecastTask, test: Judged, scales: Scales): Partial<Record<MetricName, TotalsMeasure>> {
  const { columns, outputs, past } = test.forecast!;
  const sums = ([totals]: readonly Float64Array[]): ColumnSums[] => columnSums(totals!, columns.length);
  const mean =
    (each: (one: ColumnSums, c: number) => number): TotalsMeasure =>
    (totals) =>
      meanOf(sums(totals).map(each));
  // Of several series the larger ones would be all that a mean in their unit tells of.
  const oneUnit = new Set(past.units).size === 1 && strandCount(test) === 1;
  const squared = mean((one) => one.squared / one.count);
  const scaled = task.scale === 'train';
  const over = (value: number, scale: number | null): number => (scale === null ? NaN : value / scale);
  return {
    mase: (totals) => maseOf(sums(totals), scales),
    skill: (totals) => skillOf(sums(totals), scales),
    ...(oneUnit
      ? { mae: mean((one) => one.absolute / one.count), rmse: (totals): number => Math.sqrt(squared(totals)) }
      : {}),
    wape: mean((one) => one.absolute / one.size),
    ...(outputs === 3
      ? {
          coverage: mean((one) => one.inside / one.count),
          quantileLoss: mean((one, c) => over(one.pinball / one.count, scales.naive[c]!)),
        }
      : {}),
    ...(scaled
      ? {
          mseScaled: mean((one, c) => over(one.squared / one.count, scales.deviation[c]! && scales.deviation[c]! ** 2)),
          maeScaled: mean((one, c) => over(one.absolute / one.count, scales.deviation[c]!)),
        }
      : {}),
  };
}

/** Mean over cells of MAE / in-sample seasonal naive MAE. */
export function maseOf(sums: readonly ColumnSums[], { naive }: Scales): number {
  return meanOf(sums.map((one, c) => (naive[c] === null ? NaN : one.absolute / one.count / naive[c]!)));
}

/**
 * 1 - error / error of the comparison, on values for which both are known; cells scaled, then summed. One without a scale
 * from training rows (a machine put up later) is scaled by the comparison.
 */
export function skillOf(sums: readonly ColumnSums[], { naive }: Scales): number {
  let [own, reference] = [0, 0];
  sums.forEach((one, c) => {
    if (one.sharedCount === 0) return;
    const mean = one.reference / one.sharedCount;
    const scale = (naive[c] ?? (mean > 0 ? mean : 1)) * one.sharedCount;
    own += one.ownShared / scale;
    reference += one.reference / scale;
  });
  return reference > 0 ? 1 - own / reference : NaN;
}

/** Mean of the values that are defined; NaN where none is. */
function meanOf(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : NaN;
}
