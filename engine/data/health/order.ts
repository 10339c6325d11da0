// What the order of rows tells: sorted by the target, or a target that drifts along time.

import type { Finding } from '../../contract/health.ts';
import type { Fix } from '../../contract/health.ts';
import { fileMoment } from '../../contract/text/clock.ts';
import type { DateColumn } from '../table.ts';
import { found, type CheckContext, type HealthCheck } from './check.ts';
import type { TaskLabels } from './labels.ts';

/** Shorter tables change by chance. */
const fewestRows = 100;
/** Of neighbouring rows, this share may not fall for a column to count as sorted. */
const nearlyAll = 0.98;

export const order: HealthCheck = {
  checks: ['sorted-by-target', 'target-drift'],
  needsTasks: true,
  /** Photos stand in the order of their names and folders, which is no order of time. */
  find: (context) =>
    context.table.columns.some((column) => column.kind === 'image')
      ? []
      : context.tasks.flatMap((labels) => [...sortedByTarget(context, labels), ...drift(context, labels)]),
};

function sortedByTarget(context: CheckContext, labels: TaskLabels): Finding[] {
  if (labels.labelled < fewestRows) return [];
  const { runs, expected } = labels.task.kind === 'regression' ? runsOfValues(labels.values) : runsOfClasses(labels);
  const limit = labels.task.kind === 'regression' ? (1 - nearlyAll) * labels.labelled : 0.1 * expected;
  if (expected < 20 || runs > limit) return [];
  const fix: Fix | null =
    context.document.split.kind === 'time'
      ? { kind: 'use-split', split: { kind: 'stratified', test: 0.2, validation: 0.15, seed: 1 } }
      : null;
  const about = { columns: [labels.column.name], taskId: labels.task.id, ...(fix ? { fix } : {}) };
  return [
    found(context, 'sorted-by-target', 'warn', { task: labels.task.id, runs, expected: Math.round(expected) }, about),
  ];
}

/** Runs of equal classes, and how many chance would make (Wald and Wolfowitz 1940): 1 + n (1 - sum of squared shares). */
function runsOfClasses({ codes, counts, labelled }: TaskLabels): { runs: number; expected: number } {
  let runs = 0;
  let last = -1;
  for (const code of codes) {
    if (code < 0) continue;
    if (code !== last) runs++;
    last = code;
  }
  return { runs, expected: 1 + labelled * (1 - counts.reduce((sum, count) => sum + (count / labelled) ** 2, 0)) };
}

/** Runs without a fall (or, if fewer, without a rise); chance makes about half as many as there are rows. */
function runsOfValues(values: Float64Array): { runs: number; expected: number } {
  let falls = 0;
  let rises = 0;
  let count = 0;
  let last = NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < last) falls++;
    if (value > last) rises++;
    last = value;
    count++;
  }
  return { runs: 1 + Math.min(falls, rises), expected: count / 2 };
}

/** How sure the change must be (standard normal), and how large: points of a share, or deviations of a value. */
const sure = 6;
const largeShare = 0.1;
const largeRatio = 3;
const largeShift = 1;

/** First and last fifth along the date column. Without dates, the order of rows may mean anything. */
function drift(context: CheckContext, labels: TaskLabels): Finding[] {
  const dates = context.table.columns.find((column): column is DateColumn => column.kind === 'date');
  if (!dates || labels.labelled < fewestRows) return [];
  const regression = labels.task.kind === 'regression';
  const common = labels.ng >= 0 ? labels.ng : labels.counts.indexOf(Math.max(...labels.counts));
  const value = (row: number): number => {
    if (regression) return labels.values[row]!;
    return labels.codes[row]! < 0 ? NaN : Number(labels.codes[row] === common);
  };
  const moments = dates.values;
  const rows: number[] = [];
  for (let row = 0; row < context.table.rowCount; row++)
    if (!Number.isNaN(moments[row]!) && !Number.isNaN(value(row))) rows.push(row);
  rows.sort((a, b) => moments[a]! - moments[b]!);
  const fifth = Math.floor(rows.length / 5);
  if (fifth < fewestRows / 5) return [];
  const first = summary(rows.slice(0, fifth), value);
  const last = summary(rows.slice(-fifth), value);
  const whole = summary(rows, value);
  const error = Math.sqrt((2 * whole.variance) / fifth);
  if (Math.abs(last.mean - first.mean) < sure * error) return [];
  const [low, high] = [Math.min(first.mean, last.mean), Math.max(first.mean, last.mean)];
  const large = regression
    ? high - low > largeShift * Math.sqrt(whole.variance)
    : high - low > largeShare || high > largeRatio * low;
  if (!large) return [];
  const fix: Fix | null =
    context.document.split.kind === 'time'
      ? null
      : { kind: 'use-split', split: { kind: 'time', column: dates.name, test: 0.2, validation: 0.15, seed: 1 } };
  const facts = {
    task: labels.task.id,
    along: dates.name,
    from: first.mean,
    to: last.mean,
    form: regression ? ('mean' as const) : ('share' as const),
    unit: labels.column.unit ?? '',
  };
  return [
    found(context, 'target-drift', 'warn', facts, {
      columns: [dates.name],
      taskId: labels.task.id,
      ...(fix ? { fix } : {}),
    }),
  ];
}

function summary(rows: readonly number[], value: (row: number) => number): { mean: number; variance: number } {
  let sum = 0;
  for (const row of rows) sum += value(row);
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (value(row) - mean) ** 2;
  return { mean, variance: squares / rows.length };
}

/** The period a date column spans, as a person reads it. */
export function periodOf(first: number, last: number): { first: string; last: string } {
  return { first: fileMoment(first), last: fileMoment(last) };
}
