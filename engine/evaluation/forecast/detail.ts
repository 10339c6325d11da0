// The tables behind a forecast's figures: by column, by rows ahead, by hour and weekday, and the worst days.

import type { ForecastColumn, ForecastDetail, ForecastSeries } from '../../contract/series.ts';
import type { ForecastTask } from '../../contract/tasks.ts';
import { comparisonOf, day, hourOf } from '../../data/series/index.ts';
import type { Judged } from '../judged.ts';
import type { ColumnSums } from './evaluate.ts';
import type { Grouped, Scales, Tally } from './tally.ts';
import { windowsOf } from './windows.ts';

const mostSteps = 100;
const mostDays = 10;
const mostSeries = 100;

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
      const cells = Array.from(sums.keys()).filter((cell) => cell % columns.length === c);
      const own = cells.map((cell) => byCell(tally.byStep, cell, tally.cells, horizon, scales.naive[cell]!));
      const figures = cells.map((cell) => cellFigures(task, test, sums[cell]!, scales, cell));
      return {
        column,
        unit: past.units[c] ?? null,
        ...(past.strands ? withoutUnit(meanFigures(figures)) : meanFigures(figures)),
        byStep: atSteps(Array.from({ length: horizon }, (_, h) => meanKnown(own.map((each) => each[h]!)))),
      };
    }),
    ...(past.strands ? seriesFigures(task, test, tally, scales, sums) : {}),
    steps,
    byStep: atSteps(scaled(tally.byStep, horizon)),
    referenceByStep: atSteps(scaled(tally.referenceByStep, horizon)),
    coverageByStep: outputs === 3 ? atSteps(coverageBySteps(tally, horizon)) : [],
    ...(tally.byHour ? { byHour: scaled(tally.byHour, 24) } : {}),
    ...(tally.byWeekday ? { byWeekday: scaled(tally.byWeekday, 7) } : {}),
    worstDays: worstDays(test, tally, scales),
    windows: windowsOf(test, tally, scales),
  };
}

type CellFigures = Omit<ForecastColumn, 'column' | 'unit' | 'byStep'>;

function cellFigures(
  task: ForecastTask,
  { forecast }: Judged,
  one: ColumnSums,
  { naive, deviation }: Scales,
  c: number,
): CellFigures {
  const mae = over(one.absolute, one.count);
  const mse = over(one.squared, one.count);
  const skill = over(one.reference - one.ownShared, one.reference);
  const spread = deviation[c]!;
  return {
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

/** The mean of several cells, each figure over those that have it; of one cell its own. */
function meanFigures(cells: readonly CellFigures[]): CellFigures {
  const names = Object.keys(cells[0]!) as (keyof CellFigures)[];
  return Object.fromEntries(
    names.map((name) => [name, meanKnown(cells.map((cell) => cell[name] ?? null))]),
  ) as unknown as CellFigures;
}

/** In a unit, a mean over series or columns of other levels would tell of the largest alone. */
function withoutUnit(figures: CellFigures): CellFigures {
  return { ...figures, mae: null, rmse: null, referenceMae: null };
}

/** The series that are forecast worst first; errors in a unit only where each is of one column. */
function seriesFigures(
  task: ForecastTask,
  test: Judged,
  { columns, strands }: Tally,
  scales: Scales,
  sums: readonly ColumnSums[],
): Pick<ForecastDetail, 'series' | 'seriesCount'> {
  const { names, of } = test.forecast!.past.strands!;
  const judged = new Float64Array(names.length);
  strands.forEach((strand) => judged[strand]!++);
  const trained = new Uint8Array(names.length);
  of.forEach((strand, row) => {
    if (test.forecast!.past.training[row] === 1) trained[strand] = 1;
  });
  const all = names.map((name, strand): ForecastSeries => {
    const cells = Array.from({ length: columns }, (_, c) => strand * columns + c);
    const figures = meanFigures(cells.map((cell) => cellFigures(task, test, sums[cell]!, scales, cell)));
    const told = columns === 1 ? figures : withoutUnit(figures);
    return { name, origins: judged[strand]!, isNew: trained[strand] === 0, ...told };
  });
  const worst = (one: ForecastSeries): number => one.mase ?? -1;
  return {
    seriesCount: names.length,
    series: all.sort((a, b) => worst(b) - worst(a)).slice(0, mostSeries),
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
    return meanKnown(
      naive.map((scale, cell) => {
        const at = k * naive.length + cell;
        return over(over(sums[at]!, counts[at]!), scale);
      }),
    );
  });
}

/** A cell's error by class, in units of `scale`. */
function byCell(
  { sums, counts }: Grouped,
  cell: number,
  cells: number,
  classes: number,
  scale: number | null,
): (number | null)[] {
  return Array.from({ length: classes }, (_, k) =>
    over(over(sums[k * cells + cell]!, counts[k * cells + cell]!), scale),
  );
}

function coverageBySteps({ byStep, insideByStep, cells }: Tally, horizon: number): (number | null)[] {
  return Array.from({ length: horizon }, (_, h) =>
    meanKnown(
      Array.from({ length: cells }, (_, cell) =>
        over(insideByStep[h * cells + cell]!, byStep.counts[h * cells + cell]!),
      ),
    ),
  );
}

function worstDays({ forecast }: Judged, { byDay }: Tally, scales: Scales): ForecastDetail['worstDays'] {
  const days = [...byDay].flatMap(([start, grouped]) => {
    const mase = meanScaled(grouped, 1, scales)[0];
    if (mase === null || mase === undefined) return [];
    const ratios = scales.naive.map((scale, c) =>
      scale === null || grouped.counts[c] === 0 ? -1 : grouped.sums[c]! / grouped.counts[c]! / scale,
    );
    const worst = ratios.reduce((best, ratio, cell) => (ratio > ratios[best]! ? cell : best), 0);
    const columns = forecast!.columns;
    const { strands } = forecast!.past;
    return [
      {
        day: start,
        mase,
        column: columns[worst % columns.length]!,
        mae: grouped.sums[worst]! / grouped.counts[worst]!,
        ...(strands ? { series: strands.names[Math.floor(worst / columns.length)]! } : {}),
      },
    ];
  });
  return days.sort((a, b) => b.mase - a.mase || a.day - b.day).slice(0, mostDays);
}

/** All steps of a short horizon, about 100 of a long one; the first and the last always. */
function stepsShown(horizon: number): number[] {
  if (horizon <= mostSteps) return Array.from({ length: horizon }, (_, h) => h + 1);
  return Array.from({ length: mostSteps }, (_, i) => 1 + Math.round((i * (horizon - 1)) / (mostSteps - 1)));
}

/** Of what is known; null where nothing is. */
function meanKnown(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : null;
}

function over(value: number | null, scale: number | null): number | null {
  return value === null || scale === null || !(scale > 0) ? null : value / scale;
}
