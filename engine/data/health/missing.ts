// Columns with little or nothing in them, and tables with few rows.

import type { Finding } from '../../contract/health.ts';
import { isMissing } from '../table.ts';
import { exclude, found, rowsWhere, type CheckContext, type HealthCheck } from './check.ts';

/** Below this a held-out part says nothing; below the second, intervals stay wide. */
const tooFew = 50;
const few = 200;
/** From this share on, a column tells more by being filled than by its values. */
const muchMissing = 0.3;

export const missing: HealthCheck = {
  checks: ['few-rows', 'empty-column', 'missing-values'],
  find(context) {
    return [...fewRows(context), ...context.inputs.flatMap((_, index) => emptyCells(context, index))];
  },
};

function fewRows(context: CheckContext): Finding[] {
  const rows = context.table.rowCount;
  return rows < few ? [found(context, 'few-rows', rows < tooFew ? 'fail' : 'warn', { rows, needed: few })] : [];
}

function emptyCells(context: CheckContext, index: number): Finding[] {
  const { column, profile } = context.inputs[index]!;
  const rows = context.table.rowCount;
  const about = { columns: [column.name], fix: exclude(column.name) };
  if (profile.count === 0 && rows > 0) return [found(context, 'empty-column', 'warn', { column: column.name, rows }, about)];
  if (profile.missing < muchMissing * rows || profile.missing === 0) return [];
  const gaps = rowsWhere(rows, (row) => isMissing(column, row));
  const facts = { column: column.name, missing: profile.missing, rows };
  return [found(context, 'missing-values', 'warn', facts, { ...about, rows: gaps })];
}
