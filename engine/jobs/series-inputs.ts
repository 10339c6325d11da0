// The series of a document's rows as a model reads them: the columns that are forecast, those that are known up to now
// beside them, and what is known ahead.

import { Refusal } from '../contract/errors.ts';
import { usualLookback } from '../contract/forecast-defaults.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SeriesClock } from '../contract/series.ts';
import { parts as partNames } from '../contract/tasks.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { knownAhead, originParts, pastColumns, withoutForesight } from '../data/series/index.ts';
import type { Known, KnownScale, PastColumn } from '../data/series/index.ts';
import { momentsWhere } from '../data/statistics.ts';
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

/** What forecasts of this data set are made by. */
export function networkOf({ data }: ProjectDocument, { id }: LoadedSource): 'linear' | 'convolution' {
  return data.find((one) => one.id === id)?.network ?? 'linear';
}

/** Columns that help forecasts of this data set as far as they are known. */
export function pastOf({ data }: ProjectDocument, { id }: LoadedSource): readonly string[] {
  return data.find((one) => one.id === id)?.past ?? [];
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
  const companions = companionsOf(document, sources, parts, rowCount);
  const columns = [
    ...names.map((name) => ({ column: name, values: valuesOf(sources, name, rowCount) })),
    ...companions,
  ];
  const read = new Set(columns.map(({ column }) => column));
  const values = new Float32Array(rowCount * columns.length);
  columns.forEach((one, c) => one.values.forEach((value, row) => (values[row * columns.length + c] = value)));
  const firstRow = new Uint32Array(rowCount);
  const origins = new Uint8Array(rowCount).fill(255);
  for (const { id, series, table, firstRow: from } of sources) {
    const own = parts.subarray(from, from + table.rowCount);
    const isDrawn = document.data.find((one) => one.id === id)!.order?.gaps === 'line';
    const starts = withoutForesight(
      originParts(own, series!.lastRow, lookback, horizon, series!.firstRow),
      isDrawn ? [...read].flatMap((name) => series!.filled.get(name) ?? []) : [],
    );
    refuseShort(tasks[0]!.id, own, starts, { lookback, horizon });
    origins.set(starts, from);
    series!.firstRow.forEach((first, row) => (firstRow[from + row] = from + first));
  }
  const { known, names: knownNames, scales } = knownOf(document, sources, names, parts, rowCount);
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
        channels: columns.map(({ values: own, ...named }) => ({ ...named, ...momentsOf(own, parts) })),
        ...(companions.length > 0 ? { companions: companions.length } : {}),
        known: knownNames,
        knownScales: scales,
        season: sources[0]!.series!.clock.season,
        ...(new Set(sources.map((source) => source.series!.clock.season)).size > 1
          ? { seasons: Object.fromEntries(targets.map((target) => [target.task.id, clockOf(target).season])) }
          : {}),
        ...(networkOf(document, sources[0]!) === 'convolution' ? { network: 'convolution' } : {}),
      },
    },
    inputs: {
      rowCount,
      numeric: new Float32Array(0),
      categorical: new Int32Array(0),
      series: { lookback, channels: columns.length, values, firstRow, known, knownWidth: knownNames.length, horizon },
    },
  };
}

/** @throws Refusal `series.too-few-rows` where no forecast fits into a part, which training would only find out later */
function refuseShort(
  task: string,
  parts: Uint8Array,
  origins: Uint8Array,
  window: { readonly lookback: number; readonly horizon: number },
): void {
  partNames.forEach((part, code) => {
    if (origins.includes(code)) return;
    const rows = parts.reduce((count, one) => count + (one === code ? 1 : 0), 0);
    throw new Refusal('series.too-few-rows', { task, part, rows, ...window });
  });
}

/**
 * What is known ahead in every data set of the unit, among the rows of all; 0 where a data set does not have it. One
 * network reads a plan on one scale: that of the first data set that has it.
 */
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
  const scales = names.map((name): KnownScale => {
    const one = each.find((some) => some.names.includes(name))!;
    return one.scales[one.names.indexOf(name)]!;
  });
  const known = new Float32Array(rowCount * names.length);
  for (const one of each) {
    const places = one.names.map((name) => names.indexOf(name));
    one.known.forEach((value, i) => {
      const f = i % places.length;
      const row = one.firstRow + Math.floor(i / places.length);
      const [from, to] = [one.scales[f]!, scales[places[f]!]!];
      const isSame = from.mean === to.mean && from.deviation === to.deviation;
      known[row * names.length + places[f]!] = isSame
        ? value
        : (value * from.deviation + from.mean - to.mean) / to.deviation;
    });
  }
  return { known, names, scales };
}

/** What is known up to now in any data set of the unit, among the rows of all; NaN where a data set does not have it. */
function companionsOf(
  document: ProjectDocument,
  sources: readonly LoadedSource[],
  parts: Uint8Array,
  rowCount: number,
): PastColumn[] {
  const all = new Map<string, PastColumn>();
  for (const source of sources) {
    const { id, table, firstRow } = source;
    const ahead = document.data.find((one) => one.id === id)!.ahead ?? [];
    const training = parts.subarray(firstRow, firstRow + table.rowCount).map((part) => (part === 0 ? 1 : 0));
    for (const { values, ...named } of pastColumns(table, pastOf(document, source), ahead, training)) {
      const key = JSON.stringify(named);
      const { values: among } = all.get(key) ?? { values: new Float64Array(rowCount).fill(NaN) };
      among.set(values, firstRow);
      all.set(key, { ...named, values: among });
    }
  }
  return [...all.values()];
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

/** Over the training rows that hold a value; a column that does not differ there is left as it is. */
function momentsOf(values: Float64Array, parts: Uint8Array): { mean: number; deviation: number } {
  const { mean, deviation } = momentsWhere(values, (row) => parts[row] === 0);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
