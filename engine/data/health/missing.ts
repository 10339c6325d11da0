// Columns with little or nothing in them, and tables with few rows.

import type { Finding } from '../../contract/health.ts';
import { isMissing } from '../table.ts';
import {
  exclude,
  found,
  openInputs,
  rowsWhere,
  type CheckContext,
  type HealthCheck,
  type InputColumn,
} from './check.ts';

/** Below this a held-out part says nothing; below the second, intervals stay wide. */
const tooFew = 50;
const few = 200;
/** From this share on, a column tells more by being filled than by its values. */
const muchMissing = 0.3;

export const missing: HealthCheck = {
  checks: ['few-rows', 'empty-column'],
  find: (context) => [...fewRows(context), ...context.inputs.flatMap((input) => emptyColumn(context, input))],
};

export const manyGaps: HealthCheck = {
  checks: ['missing-values'],
  find: (context) => openInputs(context).flatMap((input) => gaps(context, input)),
};

function fewRows(context: CheckContext): Finding[] {
  const rows = context.table.rowCount;
  return rows < few ? [found(context, 'few-rows', rows < tooFew ? 'fail' : 'warn', { rows, needed: few })] : [];
}

function emptyColumn(context: CheckContext, { column, profile }: InputColumn): Finding[] {
  if (profile.count > 0 || profile.missing === 0) return [];
  const about = { columns: [column.name], fix: exclude(column.name) };
  return [found(context, 'empty-column', 'warn', { column: column.name, rows: profile.missing }, about)];
}

function gaps(context: CheckContext, { column, profile }: InputColumn): Finding[] {
  const rows = context.table.rowCount;
  if (profile.missing < muchMissing * rows || profile.missing === 0) return [];
  const empty = rowsWhere(rows, (row) => isMissing(column, row));
  const facts = { column: column.name, missing: profile.missing, rows };
  return [
    found(context, 'missing-values', 'warn', facts, { columns: [column.name], rows: empty, fix: exclude(column.name) }),
  ];
}
