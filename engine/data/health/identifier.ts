// Columns that name rows instead of describing them: serial numbers, and words that never repeat.

import type { Finding } from '../../contract/health.ts';
import { fitLevels } from '../fit-levels.ts';
import { cellText, isMissing, type LevelColumn, type NumberColumn } from '../table.ts';
import { exclude, found, openInputs, type CheckContext, type HealthCheck, type InputColumn } from './check.ts';

/** In shorter tables, different values in order are no surprise. */
const fewestRows = 20;
/** Words that differ in nearly every row. */
const nearlyAll = 0.95;
/** Whole numbers under such a name need not count: part numbers, of which some come twice. */
const numberNames = [/(^|[^a-z])(id|no\.?|number)$|番号$/i, /[a-z](Id|ID|No|Number)$/];
const mostlyDifferent = 0.9;
/** An identifier is one short word; anything longer is a remark. */
const longestIdentifier = 40;

export const identifier: HealthCheck = {
  checks: ['identifier'],
  find: (context) => openInputs(context).flatMap((input) => check(context, input)),
};

/** After the identifiers: words that are no identifiers, but too many to learn from. */
export const words: HealthCheck = {
  checks: ['many-levels', 'unused-text'],
  find: (context) => openInputs(context).flatMap((input) => manyWords(context, input)),
};

function check(context: CheckContext, { column, profile }: InputColumn): Finding[] {
  const rows = context.table.rowCount;
  if (profile.count < fewestRows || profile.missing > 0.05 * rows) return [];
  let form: 'serial' | 'unique' | null = null;
  let severity: 'fail' | 'warn' = 'fail';
  if (column.kind === 'number') {
    const order = profile.distinct === profile.count ? orderOf(column) : null;
    if (order) form = 'serial';
    else if (isNamedNumber(column, profile.distinct / profile.count)) form = 'unique';
    if (order === 'gaps' || form === 'unique') severity = 'warn';
  } else if (column.kind !== 'date' && profile.distinct >= nearlyAll * profile.count && looksLikeIdentifier(column))
    form = 'unique';
  if (form === null) return [];
  const facts = {
    column: column.name,
    form,
    first: filled(column, rows, 1),
    last: filled(column, rows, -1),
    distinct: profile.distinct,
  };
  return [found(context, 'identifier', severity, facts, { columns: [column.name], fix: exclude(column.name) })];
}

/**
 * `steps`: whole numbers without a hole in any order, or equal steps from row to row. `gaps`: whole numbers
 * that only rise. Both count rows; null for a measured quantity.
 */
function orderOf({ values }: NumberColumn): 'steps' | 'gaps' | null {
  let minimum = Infinity;
  let maximum = -Infinity;
  let whole = true;
  let rising = true;
  let last = NaN;
  const steps = new Map<number, number>();
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    whole &&= Number.isInteger(value);
    if (value <= last) rising = false;
    if (rising && !Number.isNaN(last) && steps.size < 1000) {
      const step = Number((value - last).toPrecision(6));
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    last = value;
  }
  if (whole && maximum - minimum === count - 1) return 'steps';
  if (!rising) return null;
  if (Math.max(...steps.values()) >= nearlyAll * (count - 1)) return 'steps';
  return whole ? 'gaps' : null;
}

function isNamedNumber({ name, values }: NumberColumn, different: number): boolean {
  return (
    different >= mostlyDifferent &&
    numberNames.some((pattern) => pattern.test(name.normalize('NFKC').trim())) &&
    values.every((value) => Number.isNaN(value) || Number.isInteger(value))
  );
}

function looksLikeIdentifier({ levels }: LevelColumn): boolean {
  const looked = levels.slice(0, 1000);
  const short = looked.filter(
    (level) => level.length <= longestIdentifier && !/\s/.test(level.trim()) && !/[、。]/.test(level),
  );
  return short.length >= 0.9 * looked.length;
}

function filled(column: InputColumn['column'], rows: number, direction: 1 | -1): string {
  let row = direction === 1 ? 0 : rows - 1;
  while (isMissing(column, row)) row += direction;
  return cellText(column, row);
}

/** A category with this many levels, each this rare, is mostly guesswork for tomorrow's rows. */
const manyLevels = 50;
const rowsPerLevel = 10;

function manyWords(context: CheckContext, { column, profile }: InputColumn): Finding[] {
  if (!('codes' in column) || profile.count === 0) return [];
  const about = { columns: [column.name], fix: exclude(column.name) };
  const rows = context.table.rowCount;
  if (
    fitLevels(
      column,
      Uint32Array.from({ length: rows }, (_, row) => row),
    ) === 'text'
  ) {
    const facts = { column: column.name, distinct: profile.distinct, example: filled(column, rows, 1).slice(0, 40) };
    return [found(context, 'unused-text', 'warn', facts, about)];
  }
  if (profile.distinct <= manyLevels || profile.count >= rowsPerLevel * profile.distinct) return [];
  return [
    found(
      context,
      'many-levels',
      'warn',
      { column: column.name, distinct: profile.distinct, rows: profile.count },
      about,
    ),
  ];
}
