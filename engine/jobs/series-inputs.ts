// The series of a document's rows as a model reads them: the columns that are forecast, those that are known up to now
// beside them, and what is known ahead.

import { Refusal } from '../contract/errors.ts';
import { rowsOfOne, usualLookback } from '../contract/forecast-defaults.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SeriesClock } from '../contract/series.ts';
import { parts as partNames } from '../contract/tasks.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { nameIn } from '../models/series-fed.ts';
import { knownAhead, originParts, withoutForesight } from '../data/series/index.ts';
import type { Known, KnownScale } from '../data/series/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import { tasksOf } from './prepare.ts';
import { channelOf, companionsOf, fedValues, numbersOf } from './series-columns.ts';
import { strandsOf } from './series-strands.ts';
import type { UnitStrands } from './series-strands.ts';
import type { Unit } from './units.ts';

/** Rows looked back on: as the task says, otherwise whole seasons about three and a half horizons long. */
export function lookbackOf(task: ForecastTask, { table, series }: LoadedSource): number {
  if (task.lookback !== undefined) return task.lookback;
  const clock = series?.clock ?? { season: null, week: null };
  return usualLookback(clock, rowsOfOne(table.rowCount, series?.report ?? { series: 1 }), task.horizon);
}

/** What forecasts of this data set are made by. */
export function networkOf({ data }: ProjectDocument, { id }: LoadedSource): 'linear' | 'convolution' {
  return data.find((one) => one.id === id)?.network ?? 'linear';
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
  const companions = companionsOf(document, sources, parts);
  const forecast = names.map((name) => numbersOf(sources, name));
  const columns = [...forecast, ...companions];
  const strands = strandsOf(sources, forecast, parts);
  const read = new Set(columns.map(({ column }) => column));
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
  const { known, names: knownNames, scales } = knownOf(document, sources, names, parts, strands);
  const clockOf = ({ task }: TaskTargets): SeriesClock =>
    sources.find((source) => tasksOf(document, source).includes(task))!.series!.clock;
  return {
    targets: strands ? targets.map((target) => withStrands(target, strands)) : targets,
    parts: origins,
    order: { clocks: new Map(targets.map((target) => [target.task.id, clockOf(target)])), rowParts: parts },
    plan: {
      numeric: [],
      categorical: [],
      leftOut: [],
      series: {
        lookback,
        horizon,
        channels: columns.map((column) => channelOf(column, parts, strands)),
        ...(strands ? { strands: strands.names } : {}),
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
      series: {
        lookback,
        ...fedValues(columns, rowCount, strands),
        firstRow,
        known,
        knownWidth: knownNames.length,
        horizon,
        ...(strands ? { which: strands.which } : {}),
      },
    },
  };
}

/** A task's rows say which series they are of. */
function withStrands(target: TaskTargets, { strandOf }: UnitStrands): TaskTargets {
  return { ...target, ahead: { ...target.ahead!, strandOf } };
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
 * What is known ahead in every data set of the unit, among the rows of all; 0 where a data set does not have it. A column
 * of numbers that several have is one for each of them, on a scale of its own or, where it holds strands, on one for each.
 */
function knownOf(
  { data }: ProjectDocument,
  sources: readonly LoadedSource[],
  targets: readonly string[],
  parts: Uint8Array,
  strands: UnitStrands | null,
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
      ...(strands
        ? { strands: { count: strands.names.length, of: (row: number) => strands.strandOf(firstRow + row) } }
        : {}),
    });
    return { ...found, id, firstRow };
  });
  const scaled = each.flatMap(({ names, scales }) =>
    names.filter((_, f) => scales[f]!.mean !== 0 || scales[f]!.deviation !== 1),
  );
  const isMet = (name: string): boolean => scaled.filter((one) => one === name).length > 1;
  const all = new Map<string, KnownScale>();
  const named = each.map((one) => {
    const names = one.names.map((name) => nameIn(isMet(name) ? one.id : undefined, name));
    names.forEach((name, f) => all.set(name, one.scales[f]!));
    return { ...one, names };
  });
  const names = [...all.keys()];
  const known = new Float32Array(parts.length * names.length);
  for (const one of named) {
    const places = one.names.map((name) => names.indexOf(name));
    one.known.forEach((value, i) => {
      const row = one.firstRow + Math.floor(i / places.length);
      known[row * names.length + places[i % places.length]!] = value;
    });
  }
  return { known, names, scales: [...all.values()] };
}
