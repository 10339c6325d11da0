// The health check: every file of checks in turn, over one table and one project document.
//
// A new check is a file here, a line below, its facts in contract/checks.ts and its sentences in
// contract/text/findings-*.ts.

import { createRng } from '../../base/rng.ts';
import type { Check } from '../../contract/checks.ts';
import { dividingColumn } from '../../contract/dividing-column.ts';
import { rowsOfOne, usualLookback } from '../../contract/forecast-defaults.ts';
import type { ColumnProfile, Finding, HealthReport, Severity } from '../../contract/health.ts';
import { severities } from '../../contract/health.ts';
import { splitOf } from '../../contract/project.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import { targetsOf, type ForecastTask, type Task } from '../../contract/tasks.ts';
import { breathe, type Work } from '../profile.ts';
import type { OrderedSeries } from '../series/index.ts';
import { columnOf, type Table } from '../table.ts';
import type { CheckContext, HealthCheck } from './check.ts';
import { beyond, isLookedAt } from './beyond.ts';
import { constant, dominant } from './constant.ts';
import { conflictingLabels, duplicateColumns, duplicateRows } from './duplicates.ts';
import { groups } from './groups.ts';
import { identifier, words } from './identifier.ts';
import { labelsOf } from './labels.ts';
import { leakage, relatedTargets } from './leakage.ts';
import { manyGaps, missing } from './missing.ts';
import { order } from './order.ts';
import { checkSeries, snapshotRowOf } from './series.ts';
import { targets } from './targets.ts';
import { toldGroups } from './told-groups.ts';
import { values } from './values.ts';

/** In the order in which they answer: a column that one of the first settles is left alone by the rest. */
const healthChecks: readonly HealthCheck[] = [
  missing,
  constant,
  identifier,
  duplicateColumns,
  words,
  leakage,
  manyGaps,
  dominant,
  values,
  duplicateRows,
  conflictingLabels,
  targets,
  relatedTargets,
  groups,
  toldGroups,
  order,
  beyond,
];

/** Checks after which nothing more needs saying about a column. */
const settling: ReadonlySet<Check> = new Set([
  'empty-column',
  'constant',
  'identifier',
  'duplicate-columns',
  'unused-text',
  'leak',
]);

/** What a check may be told besides table and document. */
export interface HealthWork extends Work {
  readonly source?: string | undefined;
  /** How the rows of the table were put in order of time, where they were. */
  readonly series?: OrderedSeries | null | undefined;
  /** The part of each of its rows, where they are divided: what moved between training and test is then told. */
  readonly parts?: Uint8Array | undefined;
}

/**
 * Looks at a table as the document would use it.
 *
 * Nothing is changed: fixes are offered. Row numbers in findings and fixes are those of the snapshot
 * before the document's removed rows. Where samples are taken (leaks), their size stands in the facts, and
 * the same data always gives the same sample.
 *
 * @param table the data source `source` (the document's first unless told) without the document's removed rows
 * @param profile of that table's columns
 */
export async function checkHealth(
  table: Table,
  profile: readonly ColumnProfile[],
  document: ProjectDocument,
  work: HealthWork = {},
): Promise<HealthReport> {
  const covered = new Set<string>();
  const context = contextOf(table, profile, document, covered, work);
  const findings: Finding[] = [];
  for (const [index, check] of healthChecks.entries()) {
    await context.breathe();
    if (!check.needsTasks || context.chosen.length > 0) {
      const own = await check.find(context);
      for (const finding of own)
        if (settling.has(finding.check)) finding.columns.forEach((column) => covered.add(column));
      findings.push(...own, ...passed(check, own, context));
    }
    work.progress?.((index + 1) / healthChecks.length);
  }
  if (work.series) findings.push(...seriesFindings(work.series, context, work.parts));
  findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { findings, counts: { fail: count('fail'), warn: count('warn'), pass: count('pass') } };
}

/** What was looked at and found in order: one entry a check. */
function passed(check: HealthCheck, own: readonly Finding[], context: CheckContext): Finding[] {
  const { chosen, tasks } = context;
  // Where nothing is judged OK or NG, there is no NG to be few; forecasts have no labels that could be in order.
  const hasNg = chosen.some((task) => task.kind === 'binary');
  const isAsked = (name: Check): boolean => {
    if (name === 'few-defects') return hasNg;
    if (name === 'beyond-training') return isLookedAt(context);
    return !check.needsTasks || tasks.length > 0 || name === 'target-absent';
  };
  return check.checks
    .filter((name) => isAsked(name) && !own.some((finding) => finding.check === name))
    .map((name) => ({ key: name, check: name, severity: 'pass', columns: [], facts: {}, rowCount: 0, rows: [] }));
}

function contextOf(
  table: Table,
  profiles: readonly ColumnProfile[],
  document: ProjectDocument,
  covered: ReadonlySet<string>,
  work: HealthWork,
): CheckContext {
  const source = work.source ?? document.data[0]!.id;
  const tasks = tasksOn(document, source);
  const snapshotRow = snapshotRows(document.data.find((data) => data.id === source)?.withoutRows ?? []);
  const divided = dividingColumn(splitOf(document, source));
  const left = new Set([
    ...document.inputs.exclude,
    ...tasks.flatMap(targetsOf),
    ...(divided === null ? [] : [divided]),
  ]);
  return {
    table,
    document,
    source,
    chosen: tasks,
    profiles,
    inputs: table.columns.flatMap((column, index) =>
      left.has(column.name) ? [] : [{ column, profile: profiles[index]! }],
    ),
    // What comes next is no label of a row: forecasts are looked at as series.
    tasks: tasks.flatMap((task) => {
      if (task.kind === 'forecast') return [];
      const column = columnOf(table, task.target);
      return column ? [labelsOf(task, column, table.rowCount)] : [];
    }),
    covered,
    snapshotRow: work.series ? snapshotRowOf(work.series, snapshotRow) : snapshotRow,
    parts: work.parts ?? null,
    rng: createRng(1).fork('health'),
    breathe: () => breathe(work.signal),
  };
}

function seriesFindings(
  series: OrderedSeries,
  { chosen, snapshotRow }: CheckContext,
  parts: Uint8Array | undefined,
): Finding[] {
  const forecasts = chosen.filter((task): task is ForecastTask => task.kind === 'forecast');
  const tasks = forecasts.map((task) => ({
    id: task.id,
    columns: targetsOf(task),
    lookback:
      task.lookback ?? usualLookback(series.clock, rowsOfOne(series.table.rowCount, series.report), task.horizon),
    horizon: task.horizon,
  }));
  return checkSeries(series, tasks, { snapshotRow, parts });
}

/** With one table there is nothing to mix up. */
function tasksOn(document: ProjectDocument, source: string): readonly Task[] {
  return document.data.length === 1 ? document.tasks : document.tasks.filter((task) => task.data === source);
}

/** From rows of the reduced table back to rows of the snapshot. */
function snapshotRows(removed: readonly number[]): (row: number) => number {
  if (removed.length === 0) return (row) => row;
  const gone = Float64Array.from(new Set(removed)).sort();
  // Before the i-th removed row stand gone[i] - i kept ones.
  return (row) => {
    let low = 0;
    let high = gone.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (gone[middle]! - middle <= row) low = middle + 1;
      else high = middle;
    }
    return row + low;
  };
}
