// In a table in order of time a number is most likely to be forecast: one season ahead, with an interval.

import type { SeriesClock } from '../contract/series.ts';
import type { Task } from '../contract/tasks.ts';
import type { OrderedSeries } from '../data/series/index.ts';
import { columnOf } from '../data/table.ts';
import type { Table } from '../data/table.ts';
import { unitInHeader } from './propose.ts';

/** Share of values that a proposed interval is to hold. */
const usualInterval = 0.8;
/** A season of more rows than this (a day of minutes) is more than most people ask for at once. */
const longSeason = 288;
/** Rows ahead without a clock. */
const usualHorizon = 24;
/** Of all rows of the data, the most that are forecast at once. */
const mostOfSeries = 1 / 20;
const hour = 3_600_000;

/** The forecast of this column in place of its regression; any other task as it is. */
export function proposeForecast(task: Task, table: Table, columnName: string, { clock }: OrderedSeries): Task {
  const column = columnOf(table, columnName);
  if (column?.kind !== 'number' || task.kind !== 'regression') return task;
  const { id, data, target, importance } = task;
  const unit = column.unit ?? unitInHeader(columnName);
  return {
    id,
    data,
    target,
    importance,
    kind: 'forecast',
    horizon: horizonFor(clock, table.rowCount),
    interval: usualInterval,
    ...(unit === null ? {} : { unit }),
  };
}

/** Rows ahead: a season of the clock (a day of hours, a week of days, a year of months), an hour of a long one. */
export function horizonFor({ season, step }: SeriesClock, rows: number): number {
  const most = Math.max(1, Math.floor(rows * mostOfSeries));
  const wanted =
    season === null
      ? usualHorizon
      : season <= longSeason || step === null
        ? season
        : Math.max(1, Math.round(hour / step));
  return Math.min(most, wanted);
}
