// The same thing twice: columns that are copies, rows that are copies, equal inputs with different labels.

import type { Finding } from '../../contract/health.ts';
import type { Column } from '../table.ts';
import { exclude, found, openInputs, removeRows, rowsWhere, type CheckContext, type HealthCheck } from './check.ts';
import { fineStep, repeatedGroups, rowKeys } from './hash.ts';
import type { TaskLabels } from './labels.ts';

export const duplicateColumns: HealthCheck = {
  checks: ['duplicate-columns'],
  find(context) {
    const kept: Column[] = [];
    const copies = new Map<string, string[]>();
    for (const { column } of openInputs(context)) {
      const original = kept.find((other) => areEqual(other, column));
      if (original) copies.set(original.name, [...(copies.get(original.name) ?? []), column.name]);
      else kept.push(column);
    }
    return [...copies].map(([original, columns]) =>
      found(
        context,
        'duplicate-columns',
        'warn',
        { columns, kept: original, rows: context.table.rowCount },
        { columns, fix: exclude(...columns) },
      ),
    );
  },
};

/** Cell for cell; ends at the first difference, so that hundreds of columns are compared quickly. */
function areEqual(a: Column, b: Column): boolean {
  if ('codes' in a !== 'codes' in b || (a.kind === 'date') !== (b.kind === 'date')) return false;
  if ('codes' in a && 'codes' in b) {
    for (let row = 0; row < a.codes.length; row++) {
      const [left, right] = [a.codes[row]!, b.codes[row]!];
      if (left < 0 !== right < 0 || (left >= 0 && a.levels[left] !== b.levels[right])) return false;
    }
    return true;
  }
  if ('codes' in a || 'codes' in b) return false;
  for (let row = 0; row < a.values.length; row++) if (!Object.is(a.values[row]! + 0, b.values[row]! + 0)) return false;
  return true;
}

export const duplicateRows: HealthCheck = {
  checks: ['duplicate-rows'],
  async find(context) {
    const columns = [...openInputs(context).map((input) => input.column), ...context.tasks.map((task) => task.column)];
    if (context.table.rowCount < 2 || hasPhotos(context)) return [];
    const exact = laterCopies(await rowKeys(context.table, columns, context.breathe));
    const either = laterCopies(await rowKeys(context.table, columns, context.breathe, fineStep));
    const areNear = either.length - exact.length > 2 * chanceCopies(context, columns, fineStep);
    const areExact = exact.length > 2 * chanceCopies(context, columns, () => null);
    const rows = areNear ? either : areExact ? exact : new Uint32Array(0);
    if (rows.length === 0) return [];
    const facts = { exact: exact.length, near: rows.length - exact.length, rows: context.table.rowCount };
    return [found(context, 'duplicate-rows', 'warn', facts, { rows, ...removeRows(context, rows) })];
  },
};

/** Rows of photos differ by what is in the picture: the checks of pictures tell which are the same. */
function hasPhotos({ table }: CheckContext): boolean {
  return table.columns.some((column) => column.kind === 'image');
}

/** Copies that chance alone makes: two switches repeat by nature, a row of five measured values does not. */
function chanceCopies(
  context: CheckContext,
  columns: readonly Column[],
  step: (column: Column) => number | null,
): number {
  const pairs = context.table.rowCount ** 2 / 2;
  return columns.reduce((expected, column) => expected * chanceOfEqual(column, step(column)), pairs);
}

const mostSampled = 5000;

/** How likely two rows agree in this column: the share of equal pairs among up to 5,000 rows, evenly spaced. */
function chanceOfEqual(column: Column, step: number | null): number {
  const cells: ArrayLike<number> = 'codes' in column ? column.codes : column.values;
  const stride = Math.max(1, cells.length / mostSampled);
  const size = Math.floor(cells.length / stride);
  const counts = new Map<number, number>();
  let equal = 0;
  for (let i = 0; i < size; i++) {
    const cell = cells[Math.floor(i * stride)]!;
    const value = step === null ? cell : Math.round(cell / step);
    const seen = counts.get(value) ?? 0;
    equal += seen;
    counts.set(value, seen + 1);
  }
  return Math.max(1, equal) / ((size * (size - 1)) / 2);
}

/** Rows that repeat an earlier one. */
function laterCopies(keys: Float64Array): Uint32Array {
  const { groupOfRow, groups } = repeatedGroups(keys);
  const seen = new Uint8Array(groups);
  return rowsWhere(keys.length, (row) => {
    const group = groupOfRow[row]!;
    if (group < 0) return false;
    if (seen[group] === 1) return true;
    seen[group] = 1;
    return false;
  });
}

export const conflictingLabels: HealthCheck = {
  checks: ['conflicting-labels'],
  needsTasks: true,
  async find(context) {
    const columns = openInputs(context).map((input) => input.column);
    if (columns.length === 0 || hasPhotos(context)) return [];
    const { groupOfRow, groups } = repeatedGroups(await rowKeys(context.table, columns, context.breathe));
    if (groups === 0) return [];
    return context.tasks.flatMap((task) => conflicts(context, task, groupOfRow, groups));
  },
};

/** Numbers conflict when they differ by more than this share of the target's range. */
const muchDifferent = 0.1;

function conflicts(context: CheckContext, labels: TaskLabels, groupOfRow: Int32Array, groups: number): Finding[] {
  const numeric = labels.task.kind === 'regression';
  const valueAt = (row: number): number => (numeric ? labels.values[row]! : labels.codes[row]!);
  const isLabelled = (row: number): boolean =>
    groupOfRow[row]! >= 0 && (numeric ? !Number.isNaN(valueAt(row)) : valueAt(row) >= 0);
  const lowest = new Float64Array(groups).fill(Infinity);
  const highest = new Float64Array(groups).fill(-Infinity);
  for (let row = 0; row < groupOfRow.length; row++) {
    if (!isLabelled(row)) continue;
    const group = groupOfRow[row]!;
    lowest[group] = Math.min(lowest[group]!, valueAt(row));
    highest[group] = Math.max(highest[group]!, valueAt(row));
  }
  const tolerance = numeric ? muchDifferent * rangeOf(labels.values) : 0;
  const rows = rowsWhere(
    groupOfRow.length,
    (row) => isLabelled(row) && highest[groupOfRow[row]!]! - lowest[groupOfRow[row]!]! > tolerance,
  );
  if (rows.length === 0) return [];
  const facts = {
    task: labels.task.id,
    rows: rows.length,
    groups: new Set(Array.from(rows, (row) => groupOfRow[row]!)).size,
    labelled: labels.labelled,
    error: numeric ? null : leastErrors(rows, groupOfRow, labels.codes) / labels.labelled,
  };
  return [
    found(context, 'conflicting-labels', 'warn', facts, { taskId: labels.task.id, rows, ...removeRows(context, rows) }),
  ];
}

/** Rows that any rule on these inputs must get wrong: all but the commonest class of each group. */
function leastErrors(rows: Uint32Array, groupOfRow: Int32Array, codes: Int32Array): number {
  const counts = new Map<number, Map<number, number>>();
  for (const row of rows) {
    const group = counts.get(groupOfRow[row]!) ?? new Map<number, number>();
    counts.set(groupOfRow[row]!, group.set(codes[row]!, (group.get(codes[row]!) ?? 0) + 1));
  }
  let errors = 0;
  for (const group of counts.values()) {
    const all = [...group.values()];
    errors += all.reduce((sum, count) => sum + count, 0) - Math.max(...all);
  }
  return errors;
}

function rangeOf(values: Float64Array): number {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return highest - lowest;
}
