// Columns that hardly ever change: one value, or one value nearly everywhere.

import type { Finding } from '../../contract/health.ts';
import { cellText, isMissing } from '../table.ts';
import {
  exclude,
  found,
  openInputs,
  rowsWhere,
  type CheckContext,
  type HealthCheck,
  type InputColumn,
} from './check.ts';

/** At most this share of rows may differ for a value to count as dominant. */
const exceptions = 0.005;
/** A column with more values than this varies, whatever the commonest one. */
const fewValues = 12;

export const constant: HealthCheck = {
  checks: ['constant'],
  find: (context) =>
    context.inputs.flatMap(({ column, profile }) => {
      if (profile.distinct !== 1 || profile.missing > 0) return [];
      const about = { columns: [column.name], fix: exclude(column.name) };
      return [found(context, 'constant', 'warn', { column: column.name, value: cellText(column, 0) }, about)];
    }),
};

export const dominant: HealthCheck = {
  checks: ['dominant-level'],
  // Before tasks are chosen, a rare mark may well be the thing to predict.
  needsTasks: true,
  find: (context) => openInputs(context).flatMap((input) => dominantLevel(context, input)),
};

function dominantLevel(context: CheckContext, { column, profile }: InputColumn): Finding[] {
  if (profile.distinct < 2 || profile.distinct > fewValues || profile.kind === 'date') return [];
  const common = commonest(context, column);
  const others = profile.count - common.count;
  if (others > exceptions * profile.count) return [];
  const rows = rowsWhere(
    context.table.rowCount,
    (row) => !isMissing(column, row) && cellText(column, row) !== common.level,
  );
  const facts = { column: column.name, level: common.level, count: common.count, rows: profile.count, others };
  return [found(context, 'dominant-level', 'warn', facts, { columns: [column.name], rows, fix: exclude(column.name) })];
}

function commonest(context: CheckContext, column: InputColumn['column']): { level: string; count: number } {
  const cells: ArrayLike<number> = 'codes' in column ? column.codes : column.values;
  const counts = new Map<number, { row: number; count: number }>();
  for (let row = 0; row < context.table.rowCount; row++) {
    if (isMissing(column, row)) continue;
    const entry = counts.get(cells[row]!);
    if (entry) entry.count++;
    else counts.set(cells[row]!, { row, count: 1 });
  }
  const best = [...counts.values()].reduce((a, b) => (b.count > a.count ? b : a));
  return { level: cellText(column, best.row), count: best.count };
}
