// What comes after the newest rows of a file: for each series the window that a network looks back on, what is known
// ahead, and the forecast.

import { breathe } from '../../base/breath.ts';
import type { JudgingNote } from '../../contract/judging.ts';
import type { SeriesClock } from '../../contract/series.ts';
import type { ForecastTask } from '../../contract/tasks.ts';
import { targetsOf } from '../../contract/tasks.ts';
import type { SeriesFeature } from '../../data/features.ts';
import { calendarValue, later, plannedValue } from '../../data/series/index.ts';
import type { OrderedSeries } from '../../data/series/index.ts';
import { cellText, columnOf } from '../../data/table.ts';
import type { Table } from '../../data/table.ts';
import { differenceFromDelivered, openPredictor } from '../../deploy/predict.ts';
import { fedColumns, nameIn } from '../../models/series-fed.ts';
import type { FedColumn } from '../../models/series-fed.ts';
import { createExecutor } from '../../runtime/index.ts';
import type { Understood } from './understand.ts';

const mostDifference = 1e-3;

/** Where the forecasts of a series begin: its newest row with a value of what is forecast. */
export interface Origin {
  readonly row: number;
  /** Name of the series; empty where the file is one. */
  readonly strand: string;
  /** Moments of the rows ahead; null where nothing tells when they come. */
  readonly moments: readonly (number | null)[];
}

export interface SeriesAnswers {
  readonly origins: readonly Origin[];
  /** By task id `[origins, columns * horizon * outputs]`; NaN where a series is too short. */
  readonly predicted: ReadonlyMap<string, Float32Array>;
  /** Rows in a row that each series has up to its origin, and the most that a network looks back on. */
  readonly seen: readonly number[];
  readonly lookback: number;
  readonly notes: readonly JudgingNote[];
}

export async function judgeSeries(
  understood: Understood,
  progress: (share: number, rows: number) => void,
  signal: AbortSignal,
): Promise<SeriesAnswers> {
  const { networks, content, view, old, reading } = understood;
  const series = content.series!;
  const own = new Set(view.tasks.map(({ taskId }) => taskId));
  const heads = networks.flatMap(({ model }) => model.heads).filter(({ task }) => own.has(task.id));
  const tasks = heads.map(({ task }) => task as ForecastTask);
  const horizon = Math.max(...tasks.map((task) => task.horizon));
  const columns = [...new Set(tasks.flatMap(targetsOf))];
  const clock = reading.clock?.regular ? reading.clock : series.clock;
  const origins = originsOf(series, old.series, columns, clock, horizon);
  const seen = origins.map(({ row }) => row - series.firstRow[row]! + 1);
  const predicted = new Map<string, Float32Array>();
  const notes = new Map<string, JudgingNote>();
  const executor = await createExecutor('cpu');
  let lookback = 0;
  for (const [place, { model, onnx }] of networks.entries()) {
    const feature = model.plan.series!;
    lookback = Math.max(lookback, feature.lookback);
    const long = Uint32Array.from(origins.keys()).filter((i) => seen[i]! >= feature.lookback);
    const mine = model.heads.filter(({ task }) => own.has(task.id));
    for (const { task, outputSize } of mine)
      predicted.set(task.id, new Float32Array(origins.length * outputSize).fill(NaN));
    if (long.length === 0) continue;
    const windows = windowsOf(
      feature,
      understood,
      series,
      Array.from(long, (i) => origins[i]!),
      notes,
    );
    const rows = Uint32Array.from(long, (_, i) => i * windows.block + feature.lookback - 1);
    const predictor = await openPredictor(model, rows.length, executor);
    try {
      await breathe(signal);
      const answers = await predictor.predict(windows.inputs, rows, signal);
      const difference = await differenceFromDelivered(onnx, model, windows.inputs, rows, answers);
      if (!(difference <= mostDifference))
        throw new Error(`the delivered model differs from the trained one by ${difference}`);
      for (const { task, outputSize } of mine)
        long.forEach((i, k) =>
          predicted.get(task.id)!.set(answers[task.id]!.subarray(k * outputSize, (k + 1) * outputSize), i * outputSize),
        );
    } finally {
      await predictor.dispose();
    }
    progress((place + 1) / networks.length, origins.length);
  }
  return { origins, predicted, seen, lookback, notes: [...notes.values()] };
}

/** The newest row of each series that holds a value of any forecast column; later rows are plans. */
function originsOf(
  { table, lastRow, moments, report }: OrderedSeries,
  by: string | undefined,
  columns: readonly string[],
  clock: SeriesClock,
  horizon: number,
): Origin[] {
  const values = columns.flatMap((name) => {
    const column = columnOf(table, name);
    return column && !('codes' in column) ? [column.values] : [];
  });
  const names = by === undefined ? null : columnOf(table, by)!;
  const newest = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++)
    if (values.some((own) => !Number.isNaN(own[row]!))) newest.set(names ? cellText(names, row) : '', row);
  const hasCalendar = report.first !== null;
  return [...newest].map(([strand, row]) => ({
    row,
    strand,
    moments: Array.from({ length: horizon }, (_, h) => {
      if (clock.regular && (hasCalendar || clock.step !== null)) return later(clock, moments[row]!, h + 1);
      return row + h + 1 <= lastRow[row]! ? moments[row + h + 1]! : null;
    }),
  }));
}

/** One block a series: the rows looked back on, then those ahead. */
function windowsOf(
  feature: SeriesFeature,
  { view: { source }, content, old }: Understood,
  series: OrderedSeries,
  origins: readonly Origin[],
  notes: Map<string, JudgingNote>,
) {
  const { lookback, horizon, known } = feature;
  const { table } = content;
  const fed = fedColumns(feature);
  const block = lookback + horizon;
  const rowCount = origins.length * block;
  const values = new Float32Array(rowCount * fed.length).fill(NaN);
  const ahead = new Float32Array(rowCount * known.length);
  const firstRow = new Uint32Array(rowCount);
  const which = new Int32Array(rowCount);
  const strange: string[] = [];
  const lacking = new Map<string, number>();
  origins.forEach(({ row, strand, moments }, i) => {
    const start = i * block;
    firstRow.fill(start, start, start + block);
    fed.forEach((one, place) => {
      if (one.data !== undefined && one.data !== source) return;
      for (let k = 0; k < lookback; k++)
        values[(start + k) * fed.length + place] = fedValue(table, one, row - lookback + 1 + k);
    });
    const place = strandPlace(feature, source, old.series === undefined ? null : strand);
    if (feature.strands && place === 0) strange.push(strand === '' ? source : strand);
    which.fill(place, start, start + block);
    known.forEach((name, f) => {
      const scale = feature.knownScales?.[f] ?? { mean: 0, deviation: 1 };
      const { mean, deviation } = scale.strands?.[place - 1] ?? scale;
      for (let h = 0; h < horizon; h++) {
        const value = knownValue(name, source, series, { row, moment: moments[h] ?? null, h });
        if (value === undefined) continue;
        if (Number.isNaN(value.value)) lacking.set(value.column, (lacking.get(value.column) ?? 0) + 1);
        else ahead[(start + lookback + h) * known.length + f] = (value.value - mean) / deviation;
      }
    });
  });
  const note = (code: JudgingNote['code'], column: string | null, facts: JudgingNote['facts']): void =>
    void notes.set(`${code} ${column}`, { code, severity: 'warn', source, column, facts, lines: [] });
  if (strange.length > 0)
    note('unknown-series', old.series ?? null, { words: strange.slice(0, 5), count: strange.length });
  for (const [column, count] of lacking) note('plan-missing', column, { count, of: origins.length * horizon });
  return {
    block,
    inputs: {
      rowCount,
      numeric: new Float32Array(0),
      categorical: new Int32Array(0),
      series: {
        lookback,
        channels: fed.length,
        values,
        firstRow,
        known: ahead,
        knownWidth: known.length,
        horizon,
        ...(feature.strands ? { which } : {}),
      },
    },
  };
}

function fedValue(table: Table, { column: name, word }: FedColumn, row: number): number {
  const column = columnOf(table, name);
  return column ? plannedValue(column, word, row) : NaN;
}

/** 1 + the place of a series among those of training; 0 = it was not there. */
function strandPlace({ strands }: SeriesFeature, source: string, name: string | null): number {
  if (!strands) return 0;
  const called = name === null ? [source] : [nameIn(source, name), name];
  return 1 + Math.max(-1, ...called.map((one) => strands.indexOf(one)));
}

/** The value of a name that is known ahead; undefined where the name is that of another data set. */
function knownValue(
  name: string,
  source: string,
  { table, moments, lastRow }: OrderedSeries,
  { row, moment, h }: { readonly row: number; readonly moment: number | null; readonly h: number },
): { readonly column: string; readonly value: number } | undefined {
  const own = name.endsWith(` (${source})`) ? name.slice(0, -` (${source})`.length) : name;
  const at = rowAt(moments, row, lastRow[row]!, moment, h);
  for (const candidate of new Set([name, own])) {
    const column = columnOf(table, candidate);
    if (column && !('codes' in column)) return { column: candidate, value: plannedValue(column, undefined, at) };
    for (const words of table.columns) {
      if (!('codes' in words) || !candidate.startsWith(`${words.name}=`)) continue;
      return { column: words.name, value: plannedValue(words, candidate.slice(words.name.length + 1), at) };
    }
  }
  const calendar = moment === null ? null : calendarValue(name, moment);
  return calendar === null ? undefined : { column: name, value: calendar };
}

/** The row of a moment ahead, where the file has one; -1 otherwise. */
function rowAt(moments: Float64Array, row: number, last: number, moment: number | null, h: number): number {
  const next = row + 1 + h;
  if (next > last) return -1;
  return moment === null || moments[next] === moment ? next : -1;
}
