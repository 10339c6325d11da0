// One pass over all forecasts: sums of errors by origin and column, from which every figure follows, and sums by
// rows ahead, hour, weekday and day.

import { comparisonOf, hourOf, naiveScale, seasonalNaive, weekdayOf, day } from '../../data/series/index.ts';
import { momentsWhere } from '../../data/statistics.ts';
import type { Judged } from '../judged.ts';

/** What is summed for each origin and column. */
export const fields = [
  'count',
  'absolute',
  'squared',
  'size',
  /** Where the comparison has a value too. */
  'ownShared',
  'reference',
  'sharedCount',
  'inside',
  'pinball',
] as const;
export type Field = (typeof fields)[number];

/** Sums and counts of absolute errors in some classes of moments, `[classes * columns]`. */
export interface Grouped {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

export interface Tally {
  readonly columns: number;
  readonly origins: number;
  /** `[origins, fields, columns]`. */
  readonly sums: Float64Array;
  readonly byStep: Grouped;
  readonly referenceByStep: Grouped;
  readonly insideByStep: Float64Array;
  readonly byHour: Grouped | null;
  readonly byWeekday: Grouped | null;
  /** By start of the day. */
  readonly byDay: ReadonlyMap<number, Grouped>;
}

/** Units in which a column's errors are told. */
export interface Scales {
  /** In-sample seasonal naive error; null where there is none. */
  readonly naive: readonly (number | null)[];
  /** Deviation of the training rows (population); null where it is 0. */
  readonly deviation: readonly (number | null)[];
  readonly season: number;
}

export function scalesOf(judged: Judged): Scales {
  const { past } = judged.forecast!;
  const season = past.clock.season ?? 1;
  return {
    season,
    naive: past.values.map((values) => naiveScale(values, past.firstRow, past.training, season)),
    deviation: past.values.map((values) => deviationOf(values, past.training)),
  };
}

/** @param tail share of values below the interval, and above it */
export function tallyOf(judged: Judged, tail: number): Tally {
  const { columns, horizon, outputs, past } = judged.forecast!;
  const { actual, predicted, rows } = judged;
  const { clock, moments } = past;
  const width = columns.length * horizon;
  const back = comparisonOf(clock).rows;
  const grouped = (classes: number): Grouped => ({
    sums: new Float64Array(classes * columns.length),
    counts: new Float64Array(classes * columns.length),
  });
  const withinDay = moments !== null && clock.months === null && (clock.step === null || clock.step < day);
  const withinWeek = moments !== null && clock.months === null && (clock.step === null || clock.step <= day);
  const [byStep, referenceByStep, insideByStep] = [grouped(horizon), grouped(horizon), new Float64Array(width)];
  const [byHour, byWeekday] = [withinDay ? grouped(24) : null, withinWeek ? grouped(7) : null];
  const byDay = new Map<number, Grouped>();
  const sums = new Float64Array(rows.length * fields.length * columns.length);

  rows.forEach((row, i) => {
    const reference = seasonalNaive({ columns: past.values, firstRow: past.firstRow }, [row], horizon, back);
    for (let place = 0; place < width; place++) {
      const value = actual[i * width + place]!;
      if (Number.isNaN(value)) continue;
      const c = Math.floor(place / horizon);
      const h = place % horizon;
      const at = (i * width + place) * outputs;
      const error = value - predicted[at]!;
      const size = Math.abs(error);
      const add = (field: number, amount: number): void =>
        void (sums[(i * fields.length + field) * columns.length + c]! += amount);
      add(0, 1);
      add(1, size);
      add(2, error * error);
      add(3, Math.abs(value));
      count(byStep, h * columns.length + c, size);
      const other = Math.abs(value - reference[place]!);
      if (!Number.isNaN(other)) {
        add(4, size);
        add(5, other);
        add(6, 1);
        count(referenceByStep, h * columns.length + c, other);
      }
      let loss = size / 2;
      if (outputs === 3) {
        const [lower, upper] = [predicted[at + 1]!, predicted[at + 2]!];
        const inside = Number(value >= lower && value <= upper);
        add(7, inside);
        insideByStep[h * columns.length + c]! += inside;
        loss = (loss + pinball(value - lower, tail) + pinball(value - upper, 1 - tail)) / 3;
      }
      add(8, loss);
      if (!withinWeek) continue;
      const moment = moments[row + 1 + h]!;
      if (byHour) count(byHour, Math.floor(hourOf(moment)) * columns.length + c, size);
      if (byWeekday) count(byWeekday, weekdayOf(moment) * columns.length + c, size);
      const start = Math.floor(moment / day) * day;
      let ofDay = byDay.get(start);
      if (!ofDay) byDay.set(start, (ofDay = grouped(1)));
      count(ofDay, c, size);
    }
  });
  return {
    columns: columns.length,
    origins: rows.length,
    sums,
    byStep,
    referenceByStep,
    insideByStep,
    byHour,
    byWeekday,
    byDay,
  };
}

/** Loss of a quantile (Koenker and Bassett 1978); at one half it is half the absolute error. */
function pinball(error: number, quantile: number): number {
  return Math.max(quantile * error, (quantile - 1) * error);
}

function count(grouped: Grouped, at: number, size: number): void {
  grouped.sums[at]! += size;
  grouped.counts[at]!++;
}

function deviationOf(values: Float64Array, training: Uint8Array): number | null {
  const { deviation } = momentsWhere(values, (row) => training[row] === 1);
  return deviation > 0 ? deviation : null;
}
