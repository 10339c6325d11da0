// Lots that a date gives away: the split keeps them apart, but a model that reads the date knows which lot it is in, learns
// each lot's own mean by heart, and has nothing to say of the next one.

import type { Finding } from '../../contract/health.ts';
import { splitOf } from '../../contract/project.ts';
import { columnOf, type Column, type DateColumn } from '../table.ts';
import { exclude, found, openInputs, type CheckContext, type HealthCheck } from './check.ts';

/** Fewer groups, or shorter ones, follow each other by chance. */
const fewestGroups = 5;
const fewestRows = 3;
/** Of the places where one group ends and another begins, as many more than needed are still one after the other. */
const nearlyOrdered = 1.2;

export const toldGroups: HealthCheck = {
  checks: ['told-groups'],
  needsTasks: true,
  find(context) {
    const groups = groupsOf(context);
    if (!groups) return [];
    return openInputs(context).flatMap(({ column }): Finding[] => {
      if (column.kind !== 'date' || !isOneAfterTheOther(column, groups.codes, groups.count)) return [];
      const facts = { column: column.name, group: groups.name, groups: groups.count };
      return [found(context, 'told-groups', 'warn', facts, { columns: [column.name], fix: exclude(column.name) })];
    });
  },
};

/** The column by which the rows are kept together, as one code a row; null where they are divided otherwise. */
function groupsOf(context: CheckContext): { name: string; codes: Int32Array; count: number } | null {
  const split = splitOf(context.document, context.source);
  const column = split.kind === 'group' ? columnOf(context.table, split.column) : undefined;
  if (!column) return null;
  const codes = codesOf(column);
  const count = new Set(codes.filter((code) => code >= 0)).size;
  const enough = count >= fewestGroups && codes.length >= fewestRows * count;
  return enough ? { name: column.name, codes, count } : null;
}

/** Which value each row has, -1 for none. */
function codesOf(column: Column): Int32Array {
  if ('codes' in column) return column.codes;
  const codes = new Map<number, number>();
  return Int32Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return -1;
    if (!codes.has(value)) codes.set(value, codes.size);
    return codes.get(value)!;
  });
}

/** Whether, in order of time, each group's rows follow each other without those of another between. */
function isOneAfterTheOther({ values }: DateColumn, codes: Int32Array, groups: number): boolean {
  const rows = [...values.keys()].filter((row) => codes[row]! >= 0 && !Number.isNaN(values[row]!));
  if (rows.length < 0.9 * values.length) return false;
  rows.sort((a, b) => values[a]! - values[b]!);
  const runs = rows.reduce((count, row, i) => count + (i === 0 || codes[row] !== codes[rows[i - 1]!] ? 1 : 0), 0);
  return runs <= nearlyOrdered * groups;
}
