// The series of a document's rows as a model reads them: the columns that are forecast, and what is known ahead.

import { usualLookback } from '../contract/forecast-defaults.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SeriesClock } from '../contract/series.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { knownAhead, originParts } from '../data/series/index.ts';
import type { Known } from '../data/series/index.ts';
import { columnOf } from '../data/table.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import { tasksOf } from './prepare.ts';
import type { Unit } from './units.ts';

/** Rows looked back on: as the task says, otherwise whole seasons about three and a half horizons long. */
export function lookbackOf(task: ForecastTask, { table, series }: LoadedSource): number {
  if (task.lookback !== undefined) return task.lookback;
  return usualLookback(series?.clock ?? { season: null }, table.rowCount, task.horizon);
}

/** @param parts of all rows; those of the origins follow from them */
export function seriesOf(
  document: ProjectDocument,
  data: LoadedData,
  sources: readonly LoadedSource[],
  targets: readonly TaskTargets[],
  parts: Uint8Array,
): Unit {
  const tasks = targets.map(({ task }) => task as ForecastTask);
  const lookback = lookbackOf(tasks[0]!, sources[0]!);
  const horizon = Math.max(...tasks.map((task) => task.horizon));
  const names = [...new Set(targets.flatMap((target) => target.ahead!.columns))];
  const rowCount = data.table.rowCount;
  const columns = names.map((name) => valuesOf(sources, name, rowCount));
  const values = new Float32Array(rowCount * names.length);
  columns.forEach((column, c) => column.forEach((value, row) => (values[row * names.length + c] = value)));
  const firstRow = new Uint32Array(rowCount);
  const origins = new Uint8Array(rowCount).fill(255);
  for (const { series, table, firstRow: from } of sources) {
    const own = parts.subarray(from, from + table.rowCount);
    origins.set(originParts(own, series!.lastRow, lookback, horizon, series!.firstRow), from);
    series!.firstRow.forEach((first, row) => (firstRow[from + row] = from + first));
  }
  const { known, names: knownNames } = knownOf(document, sources, names, parts, rowCount);
  const clockOf = ({ task }: TaskTargets): SeriesClock =>
    sources.find((source) => tasksOf(document, source).includes(task))!.series!.clock;
  return {
    targets,
    parts: origins,
    order: { clocks: new Map(targets.map((target) => [target.task.id, clockOf(target)])), rowParts: parts },
    plan: {
      numeric: [],
      categorical: [],
      leftOut: [],
      series: {
        lookback,
        horizon,
        channels: names.map((column, c) => ({ column, ...momentsOf(columns[c]!, parts) })),
        known: knownNames,
        season: sources[0]!.series!.clock.season,
      },
    },
    inputs: {
      rowCount,
      numeric: new Float32Array(0),
      categorical: new Int32Array(0),
      series: { lookback, channels: names.length, values, firstRow, known, knownWidth: knownNames.length, horizon },
    },
  };
}

/** What is known ahead in every data set of the unit, among the rows of all; 0 where a data set does not have it. */
function knownOf(
  { data }: ProjectDocument,
  sources: readonly LoadedSource[],
  targets: readonly string[],
  parts: Uint8Array,
  rowCount: number,
): Known {
  const each = sources.map(({ id, series, table, firstRow }) => {
    const said = data.find((one) => one.id === id)!;
    const training = parts.subarray(firstRow, firstRow + table.rowCount).map((part) => (part === 0 ? 1 : 0));
    const found = knownAhead(series!, {
      calendar: said.calendar !== undefined,
      ...(said.calendar === 'japan' ? { holidays: 'japan' as const } : {}),
      columns: said.ahead ?? [],
      targets,
      training,
    });
    return { ...found, firstRow };
  });
  const names = [...new Set(each.flatMap((one) => one.names))];
  const known = new Float32Array(rowCount * names.length);
  for (const one of each) {
    const places = one.names.map((name) => names.indexOf(name));
    one.known.forEach((value, i) => {
      const row = one.firstRow + Math.floor(i / places.length);
      known[row * names.length + places[i % places.length]!] = value;
    });
  }
  return { known, names };
}

/** Of all rows, NaN where a data set has no such numbers. Read from each one's own table: a column of this name may be words in another. */
function valuesOf(sources: readonly LoadedSource[], name: string, rowCount: number): Float64Array {
  const values = new Float64Array(rowCount).fill(NaN);
  for (const { table, firstRow } of sources) {
    const column = columnOf(table, name);
    if (column?.kind === 'number') values.set(column.values, firstRow);
  }
  return values;
}

/** Over the training rows that hold a value. */
function momentsOf(values: Float64Array, parts: Uint8Array): { mean: number; deviation: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  values.forEach((value, row) => {
    if (parts[row] !== 0 || Number.isNaN(value)) return;
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  });
  const deviation = count > 0 ? Math.sqrt(squares / count) : 0;
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
