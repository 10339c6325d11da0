// What a table in order of time may suffer from: gaps, repeated moments, no clock, stuck sensors, too short for the
// forecast, targets known less often than there are rows, and a level that moved between training and test.

import type { Check } from '../../contract/checks.ts';
import type { Finding } from '../../contract/health.ts';
import { seriesChecks } from '../../contract/series-checks.ts';
import { fileMoment } from '../../contract/text/clock.ts';
import { addedRow, noPart, originParts, type OrderedSeries } from '../series/index.ts';
import { momentsBy, type Moments } from '../statistics.ts';
import { columnOf, type NumberColumn } from '../table.ts';
import { found, type CheckContext } from './check.ts';
import { coarseness, stuckStretches } from './series-values.ts';

/** A forecast of the document, as far as these checks need it. */
export interface SeriesTask {
  readonly id: string;
  readonly columns: readonly string[];
  readonly lookback: number;
  readonly horizon: number;
}

export interface SeriesCheckOptions {
  /** Parts of the ordered rows (0 training, 2 test) once they are divided; absent = not yet. */
  readonly parts?: Uint8Array | undefined;
  /** Snapshot row of a row of the ordered table; absent = the row of the table it came from. */
  readonly snapshotRow?: (row: number) => number;
}

/** Fewer rows to start a forecast from than this cannot be divided into three parts. */
const fewestOrigins = 100;
/** A move of the mean by this many deviations of the training rows. */
const largeShift = 1;

/** The findings of a series; what was found in order is told as passed. */
export function checkSeries(
  series: OrderedSeries,
  tasks: readonly SeriesTask[],
  options: SeriesCheckOptions = {},
): Finding[] {
  const context: Context = { snapshotRow: options.snapshotRow ?? snapshotRowOf(series) };
  const findings = [
    ...clockFindings(context, series),
    ...stuckFindings(context, series),
    ...tasks.flatMap((task) => tooShort(context, series, task)),
    ...targetColumns(series, tasks).flatMap((column) => coarse(context, series, column)),
    ...(options.parts ? tasks.flatMap((task) => shift(context, series, task, options.parts!)) : []),
  ];
  const silent = seriesChecks.filter((check) => !findings.some((finding) => finding.check === check));
  const passed = silent
    .filter(
      (check) =>
        (check !== 'series-shift' || options.parts !== undefined) && (tasks.length > 0 || !needsTasks.has(check)),
    )
    .map((check): Finding => ({ key: check, check, severity: 'pass', columns: [], facts: {}, rowCount: 0, rows: [] }));
  return [...findings, ...passed];
}

const needsTasks: ReadonlySet<Check> = new Set<Check>(['series-too-short', 'series-coarse', 'series-shift']);

type Context = Pick<CheckContext, 'snapshotRow'>;

/**
 * Snapshot rows of the rows of an ordered table; those that stand in no file are shown as the row before them.
 *
 * @param snapshotRow of a row of the table before it was ordered
 */
export function snapshotRowOf(
  { sourceRow }: OrderedSeries,
  snapshotRow: (row: number) => number = (row) => row,
): (row: number) => number {
  return (row) => {
    let at = row;
    while (at > 0 && sourceRow[at] === addedRow) at--;
    return snapshotRow(sourceRow[at]!);
  };
}

function clockFindings(context: Context, { report, table }: OrderedSeries): Finding[] {
  const { gaps, breaks, duplicates, daylight, clock } = report;
  const hasCalendar = report.first !== null;
  const moment = (at: number | undefined): string =>
    at === undefined ? '' : hasCalendar ? fileMoment(at, clock) : String(at);
  const findings: Finding[] = [];
  const holes = gaps.count - daylight.skipped;
  if (holes > 0 || breaks.count > 0) {
    const example = moment([...gaps.examples, ...breaks.examples][0]);
    const facts = { count: Math.max(holes, breaks.count), rows: table.rowCount, breaks: breaks.count, example };
    findings.push(found(context, 'series-gaps', 'warn', facts));
  }
  if (duplicates.count > 0) {
    const facts = { count: duplicates.count, example: moment(duplicates.examples[0]) };
    findings.push(found(context, 'series-duplicates', 'warn', facts));
  }
  if (hasCalendar && !clock.regular && table.rowCount > 2)
    findings.push(found(context, 'series-clock', 'warn', { typical: clock.step ?? 0 }));
  if (daylight.repeated + daylight.skipped > 0) findings.push(found(context, 'series-daylight', 'warn', daylight));
  return findings;
}

function stuckFindings(context: Context, series: OrderedSeries): Finding[] {
  const columns = series.table.columns.filter((column): column is NumberColumn => column.kind === 'number');
  return columns.flatMap((column) => {
    const made = series.filled.get(column.name);
    const stretches = stuckStretches(column.values, series.firstRow, series.clock.season ?? 1, made);
    const longest = stretches[0];
    if (!longest) return [];
    const text = (row: number): string =>
      series.report.first !== null
        ? fileMoment(series.moments[row]!, series.report.clock)
        : String(series.moments[row]!);
    const facts = {
      column: column.name,
      series: strandName(series, longest.from),
      length: longest.length,
      value: column.values[longest.from]!,
      from: text(longest.from),
      to: text(longest.from + longest.length - 1),
      stretches: stretches.length,
    };
    const rows = Uint32Array.from({ length: longest.length }, (_, i) => longest.from + i);
    return [found(context, 'series-stuck', 'warn', facts, { columns: [column.name], rows })];
  });
}

function tooShort(context: Context, series: OrderedSeries, task: SeriesTask): Finding[] {
  const { firstRow, lastRow, table } = series;
  const parts = originParts(new Uint8Array(table.rowCount), lastRow, task.lookback, task.horizon, firstRow);
  const origins = parts.reduce((count, part) => count + Number(part !== noPart), 0);
  // Each part loses a horizon at its edge.
  const needed = fewestOrigins + 3 * task.horizon;
  if (origins >= needed) return [];
  const facts = {
    task: task.id,
    rows: table.rowCount,
    lookback: task.lookback,
    horizon: task.horizon,
    origins,
    needed,
  };
  return [found(context, 'series-too-short', origins === 0 ? 'fail' : 'warn', facts, { taskId: task.id })];
}

function coarse(context: Context, series: OrderedSeries, column: NumberColumn): Finding[] {
  const rule = coarseness(column.values, series.firstRow);
  return rule
    ? [found(context, 'series-coarse', 'warn', { column: column.name, ...rule }, { columns: [column.name] })]
    : [];
}

function shift(context: Context, series: OrderedSeries, task: SeriesTask, parts: Uint8Array): Finding[] {
  return targetColumns(series, [task]).flatMap((column) => {
    const shifted = shiftsOf(series, column.values, parts);
    const furthest = shifted[0];
    if (!furthest) return [];
    const about = { task: task.id, column: column.name, unit: column.unit ?? '', others: shifted.length - 1 };
    const facts = { ...about, ...furthest };
    return [found(context, 'series-shift', 'warn', facts, { columns: [column.name], taskId: task.id })];
  });
}

interface Shift {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly deviations: number;
}

/** Each series against itself, those that moved too far, the furthest first: in a mean of all a small one would not show. */
function shiftsOf({ strands, table }: OrderedSeries, values: Float64Array, parts: Uint8Array): Shift[] {
  const names = strands?.names ?? [''];
  const of = strands?.of ?? new Uint32Array(table.rowCount);
  const [training, test] = [0, 2].map((part) =>
    momentsBy(
      values,
      (row) => parts[row] === part,
      names.length,
      (row) => of[row]!,
    ),
  ) as [Moments[], Moments[]];
  const shifts = names.flatMap((series, s): Shift[] => {
    const [before, after] = [training[s]!, test[s]!];
    if (before.count < 2 || after.count < 2 || before.deviation === 0) return [];
    const deviations = Math.abs(after.mean - before.mean) / before.deviation;
    return deviations < largeShift ? [] : [{ series, from: before.mean, to: after.mean, deviations }];
  });
  return shifts.sort((a, b) => b.deviations - a.deviations);
}

/** Of several series the one that a row is of; empty where there is one. */
function strandName({ strands }: OrderedSeries, row: number): string {
  return strands ? strands.names[strands.of[row]!]! : '';
}

function targetColumns({ table }: OrderedSeries, tasks: readonly SeriesTask[]): NumberColumn[] {
  const names = new Set(tasks.flatMap((task) => task.columns));
  return [...names].flatMap((name) => {
    const column = columnOf(table, name);
    return column?.kind === 'number' ? [column] : [];
  });
}
