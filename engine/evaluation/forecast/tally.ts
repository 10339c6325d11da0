// One pass over all forecasts: sums of errors by origin and column, from which every figure follows, and sums by
// rows ahead, hour, weekday and day.

import { comparisonOf, day, hourOf, naiveScales, seasonalNaive, weekdayOf } from '../../data/series/index.ts';
import { momentsBy } from '../../data/statistics.ts';
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

/** Sums and counts of absolute errors in some classes of moments, `[classes * cells]`. */
export interface Grouped {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/**
 * A cell is a column of one of the series that the data set holds (`series * columns + column`); where it holds one, a
 * column. Each has a unit of error of its own, and all count alike.
 */
export interface Tally {
  readonly columns: number;
  readonly cells: number;
  readonly origins: number;
  /** `[origins, fields, columns]`. */
  readonly sums: Float64Array;
  /** Of each origin the place of its series. */
  readonly strands: Uint32Array;
  readonly byStep: Grouped;
  readonly referenceByStep: Grouped;
  readonly insideByStep: Float64Array;
  readonly byHour: Grouped | null;
  readonly byWeekday: Grouped | null;
  /** By start of the day. */
  readonly byDay: ReadonlyMap<number, Grouped>;
}

/** Units in which a cell's errors are told. */
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
  const count = strandCount(judged);
  const strandOf = (row: number): number => past.strands?.of[row] ?? 0;
  const naive = past.values.map((values) => naiveScales(values, past.firstRow, past.training, season, count, strandOf));
  const deviation = past.values.map((values) => {
    const own = momentsBy(values, (row) => past.training[row] === 1, count, strandOf);
    return own.map(({ deviation }) => (deviation > 0 ? deviation : null));
  });
  const byCell = <T>(columns: readonly (readonly T[])[]): T[] =>
    Array.from({ length: count }, (_, s) => columns.map((each) => each[s]!)).flat();
  return { season, naive: byCell(naive), deviation: byCell(deviation) };
}

/** Series in the data set. */
export function strandCount({ forecast }: Judged): number {
  return forecast!.past.strands?.names.length ?? 1;
}

/** @param tail share of values below the interval, and above it */
export function tallyOf(judged: Judged, tail: number): Tally {
  const { columns, horizon, outputs, past } = judged.forecast!;
  const { actual, predicted, rows } = judged;
  const { clock, moments } = past;
  const width = columns.length * horizon;
  const back = comparisonOf(clock).rows;
  const cells = strandCount(judged) * columns.length;
  const strands = Uint32Array.from(rows, (row) => past.strands?.of[row] ?? 0);
  const grouped = (classes: number): Grouped => ({
    sums: new Float64Array(classes * cells),
    counts: new Float64Array(classes * cells),
  });
  const withinDay = moments !== null && clock.months === null && (clock.step === null || clock.step < day);
  const withinWeek = moments !== null && clock.months === null && (clock.step === null || clock.step <= day);
  const [byStep, referenceByStep, insideByStep] = [
    grouped(horizon),
    grouped(horizon),
    new Float64Array(horizon * cells),
  ];
  const [byHour, byWeekday] = [withinDay ? grouped(24) : null, withinWeek ? grouped(7) : null];
  const byDay = new Map<number, Grouped>();
  const sums = new Float64Array(rows.length * fields.length * columns.length);

  rows.forEach((row, i) => {
    const reference = seasonalNaive({ columns: past.values, firstRow: past.firstRow }, [row], horizon, back);
    for (let place = 0; place < width; place++) {
      const value = actual[i * width + place]!;
      if (Number.isNaN(value)) continue;
      const c = Math.floor(place / horizon);
      const cell = strands[i]! * columns.length + c;
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
      count(byStep, h * cells + cell, size);
      const other = Math.abs(value - reference[place]!);
      if (!Number.isNaN(other)) {
        add(4, size);
        add(5, other);
        add(6, 1);
        count(referenceByStep, h * cells + cell, other);
      }
      let loss = size / 2;
      if (outputs === 3) {
        const [lower, upper] = [predicted[at + 1]!, predicted[at + 2]!];
        const inside = Number(value >= lower && value <= upper);
        add(7, inside);
        insideByStep[h * cells + cell]! += inside;
        loss = (loss + pinball(value - lower, tail) + pinball(value - upper, 1 - tail)) / 3;
      }
      add(8, loss);
      if (!withinWeek) continue;
      const moment = moments[row + 1 + h]!;
      if (byHour) count(byHour, Math.floor(hourOf(moment)) * cells + cell, size);
      if (byWeekday) count(byWeekday, weekdayOf(moment) * cells + cell, size);
      const start = Math.floor(moment / day) * day;
      let ofDay = byDay.get(start);
      if (!ofDay) byDay.set(start, (ofDay = grouped(1)));
      count(ofDay, cell, size);
    }
  });
  return {
    columns: columns.length,
    cells,
    origins: rows.length,
    sums,
    strands,
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
