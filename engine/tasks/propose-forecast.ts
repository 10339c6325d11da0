// In a table in order of time a number is most likely to be forecast: one season ahead, with an interval.

import { rowsOfOne, usualHorizon, usualInterval } from '../contract/forecast-defaults.ts';
import type { Task } from '../contract/tasks.ts';
import type { OrderedSeries } from '../data/series/index.ts';
import { columnOf } from '../data/table.ts';
import type { Table } from '../data/table.ts';
import { unitInHeader } from './propose.ts';

/** The forecast of this column in place of its regression; any other task as it is. */
export function proposeForecast(task: Task, table: Table, columnName: string, { clock, report }: OrderedSeries): Task {
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
    horizon: usualHorizon(clock, rowsOfOne(table.rowCount, report)),
    interval: usualInterval,
    ...(unit === null ? {} : { unit }),
  };
}
