// The tables behind a forecast's figures: by column, by rows ahead, by hour and weekday, and the worst days.

import type { ForecastColumn, ForecastDetail } from '../../contract/series.ts';
import type { ForecastTask } from '../../contract/tasks.ts';
import { comparisonOf, day, hourOf } from '../../data/series/index.ts';
import type { Judged } from '../judged.ts';
import type { ColumnSums } from './evaluate.ts';
import type { Grouped, Scales, Tally } from './tally.ts';
import { windowsOf } from './windows.ts';

const mostSteps = 100;
const mostDays = 10;

export function detailOf(
  task: ForecastTask,
  test: Judged,
  tally: Tally,
  scales: Scales,
  sums: readonly ColumnSums[],
): ForecastDetail {
  const { columns, horizon, outputs, past } = test.forecast!;
  const steps = stepsShown(horizon);
  const atSteps = (values: readonly (number | null)[]): (number | null)[] =>
    steps.map((step) => values[step - 1] ?? null);
  const scaled = (grouped: Grouped, classes: number): (number | null)[] => meanScaled(grouped, classes, scales);
  return {
    horizon,
    clock: past.clock,
    interval: outputs === 3 ? (task.interval ?? null) : null,
    season: scales.season,
    reference: comparisonOf(past.clock),
    origins: originsOf(test),
    columns: columns.map((column, c): ForecastColumn => {
      const own = byColumn(tally.byStep, c, columns.length, horizon).map((mae) => over(mae, scales.naive[c]!));
      return { column, ...columnFigures(task, test, sums[c]!, scales, c), byStep: atSteps(own) };
    }),
    steps,
    byStep: atSteps(scaled(tally.byStep, horizon)),
    referenceByStep: atSteps(scaled(tally.referenceByStep, horizon)),
    coverageByStep: outputs === 3 ? atSteps(coverageBySteps(tally, horizon)) : [],
    ...(tally.byHour ? { byHour: scaled(tally.byHour, 24) } : {}),
    ...(tally.byWeekday ? { byWeekday: scaled(tally.byWeekday, 7) } : {}),
    worstDays: worstDays(test, tally, scales),
    windows: windowsOf(test, tally),
  };
}

function columnFigures(
  task: ForecastTask,
  { forecast }: Judged,
  one: ColumnSums,
  { naive, deviation }: Scales,
  c: number,
): Omit<ForecastColumn, 'column' | 'byStep'> {
  const mae = over(one.absolute, one.count);
  const mse = over(one.squared, one.count);
  const skill = over(one.reference - one.ownShared, one.reference);
  const spread = deviation[c]!;
  return {
    unit: forecast!.past.units[c] ?? null,
    mae,
    rmse: mse === null ? null : Math.sqrt(mse),
    wape: over(one.absolute, one.size),
    mase: over(mae, naive[c]!),
    referenceMae: over(one.reference, one.sharedCount),
    skill,
    coverage: forecast!.outputs === 3 ? over(one.inside, one.count) : null,
    ...(task.scale === 'train' ? { mseScaled: over(mse, spread && spread ** 2), maeScaled: over(mae, spread) } : {}),
  };
}

/** Every row or one hour of each day: as the origins themselves show it. */
function originsOf({ rows, forecast }: Judged): ForecastDetail['origins'] {
  const { moments, firstRow, clock } = forecast!.past;
  const [first, last] = [moments?.[rows[0]!] ?? null, moments?.[rows.at(-1)!] ?? null];
  const count = rows.length;
  const daily = Math.round(day / (clock.step ?? day));
  const steps = Array.from(rows.subarray(1), (row, i) => (firstRow[row] === firstRow[rows[i]!] ? row - rows[i]! : 0));
  const within = steps.filter((step) => step > 0);
  if (within.every((step) => step === 1)) return { count, rule: 'every-row', hour: null, first, last };
  if (moments && clock.step !== null && within.every((step) => step % daily === 0))
    return { count, rule: 'daily', hour: hourOf(moments[rows[0]!]! + clock.step), first, last };
  return { count, rule: 'other', hour: null, first, last };
}

/** Mean over columns of a class's error in MASE. */
function meanScaled({ sums, counts }: Grouped, classes: number, { naive }: Scales): (number | null)[] {
  return Array.from({ length: classes }, (_, k) => {
    const known = naive.flatMap((scale, c) => {
      const at = k * naive.length + c;
      return scale !== null && counts[at]! > 0 ? [sums[at]! / counts[at]! / scale] : [];
    });
    return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : null;
  });
}

function byColumn({ sums, counts }: Grouped, c: number, columns: number, classes: number): (number | null)[] {
  return Array.from({ length: classes }, (_, k) => over(sums[k * columns + c]!, counts[k * columns + c]!));
}

function coverageBySteps({ byStep, insideByStep, columns }: Tally, horizon: number): (number | null)[] {
  return Array.from({ length: horizon }, (_, h) => {
    let [inside, count] = [0, 0];
    for (let c = 0; c < columns; c++) {
      inside += insideByStep[h * columns + c]!;
      count += byStep.counts[h * columns + c]!;
    }
    return over(inside, count);
  });
}

function worstDays({ forecast }: Judged, { byDay }: Tally, scales: Scales): ForecastDetail['worstDays'] {
  const days = [...byDay].flatMap(([start, grouped]) => {
    const mase = meanScaled(grouped, 1, scales)[0];
    if (mase === null || mase === undefined) return [];
    const ratios = scales.naive.map((scale, c) =>
      scale === null || grouped.counts[c] === 0 ? -1 : grouped.sums[c]! / grouped.counts[c]! / scale,
    );
    const worst = ratios.indexOf(Math.max(...ratios));
    return [
      { day: start, mase, column: forecast!.columns[worst]!, mae: grouped.sums[worst]! / grouped.counts[worst]! },
    ];
  });
  return days.sort((a, b) => b.mase - a.mase || a.day - b.day).slice(0, mostDays);
}

/** All steps of a short horizon, about 100 of a long one; the first and the last always. */
function stepsShown(horizon: number): number[] {
  if (horizon <= mostSteps) return Array.from({ length: horizon }, (_, h) => h + 1);
  return Array.from({ length: mostSteps }, (_, i) => 1 + Math.round((i * (horizon - 1)) / (mostSteps - 1)));
}

function over(value: number | null, scale: number | null): number | null {
  return value === null || scale === null || !(scale > 0) ? null : value / scale;
}
