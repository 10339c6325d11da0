// What a health check is given and how it states what it found.

import type { Rng } from '../../base/rng.ts';
import type { Check, FindingFacts } from '../../contract/checks.ts';
import type { ColumnProfile, Finding, Fix, Severity } from '../../contract/health.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import type { Task } from '../../contract/tasks.ts';
import type { Column, Table } from '../table.ts';
import type { TaskLabels } from './labels.ts';

export interface CheckContext {
  /** The source after the document's removed rows. */
  readonly table: Table;
  readonly document: ProjectDocument;
  /** Id of the data source that `table` is. */
  readonly source: string;
  readonly profiles: readonly ColumnProfile[];
  /** Columns that are neither targets nor excluded, with their profiles. */
  readonly inputs: readonly InputColumn[];
  /** The tasks on this source. */
  readonly chosen: readonly Task[];
  /** Labels of every task on this source whose target column exists. */
  readonly tasks: readonly TaskLabels[];
  /** Columns that an earlier check already answers for: empty, constant, identifiers, copies. */
  readonly covered: ReadonlySet<string>;
  /** Snapshot row number of a row of `table`, from before rows were removed. */
  readonly snapshotRow: (row: number) => number;
  /** The part of each row: 0 training, 1 validation, 2 test, 255 none; null as long as they cannot be divided. */
  readonly parts: Uint8Array | null;
  readonly rng: Rng;
  /** Lets other work of the process happen, and ends the check here when cancelled. */
  readonly breathe: () => Promise<void>;
}

export interface InputColumn {
  readonly column: Column;
  readonly profile: ColumnProfile;
}

/** One file of checks. What it found nothing for is reported as passed. */
export interface HealthCheck {
  readonly checks: readonly Check[];
  /** True where there is nothing to look at before a task is chosen. */
  readonly needsTasks?: boolean;
  /** What takes long over a million rows calls `context.breathe` between columns. */
  find(context: CheckContext): Finding[] | Promise<Finding[]>;
}

const mostRows = 200;

interface About {
  readonly columns?: readonly string[];
  readonly taskId?: string;
  /** All rows concerned, as rows of the table. */
  readonly rows?: ArrayLike<number>;
  readonly fix?: Fix;
}

/** A finding with its key; facts are those of its check. */
export function found<C extends Check>(
  context: Pick<CheckContext, 'snapshotRow'>,
  check: C,
  severity: Severity,
  facts: FindingFacts[C],
  about: About = {},
): Finding {
  const columns = [...(about.columns ?? [])];
  const rows = about.rows ?? [];
  const shown: number[] = [];
  for (let i = 0; i < Math.min(rows.length, mostRows); i++) shown.push(context.snapshotRow(rows[i]!));
  return {
    key: [check, ...(about.taskId === undefined ? [] : [about.taskId]), ...columns].join(':'),
    check,
    severity,
    columns,
    ...(about.taskId === undefined ? {} : { taskId: about.taskId }),
    facts: facts as unknown as Finding['facts'],
    rowCount: rows.length,
    rows: shown,
    ...(about.fix === undefined ? {} : { fix: about.fix }),
  };
}

/** Leaves these rows of the table out. Very many rows are no slip of the pen: then there is no such button. */
export function removeRows(
  context: Pick<CheckContext, 'table' | 'source' | 'snapshotRow'>,
  rows: ArrayLike<number>,
): { fix?: Fix } {
  if (rows.length === 0 || rows.length > 0.2 * context.table.rowCount || rows.length > 100_000) return {};
  return { fix: { kind: 'remove-rows', data: context.source, rows: Array.from(rows, context.snapshotRow) } };
}

export function exclude(...columns: string[]): Fix {
  return { kind: 'exclude-column', columns };
}

/** Inputs that no earlier check already answers for. */
export function openInputs(context: CheckContext): InputColumn[] {
  return context.inputs.filter((input) => !context.covered.has(input.column.name));
}

/** Rows where the condition holds. */
export function rowsWhere(count: number, condition: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(count);
  let length = 0;
  for (let row = 0; row < count; row++) if (condition(row)) rows[length++] = row;
  return rows.slice(0, length);
}
