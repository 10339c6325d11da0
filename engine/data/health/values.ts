// Values that cannot be, in one pass over sorted columns: placeholders, broken physics, mixed units,
// and single values far from all others.

import type { FindingFacts } from '../../contract/checks.ts';
import type { Finding } from '../../contract/health.ts';
import { quantile, sorted } from '../statistics.ts';
import type { NumberColumn } from '../table.ts';
import { found, openInputs, removeRows, rowsWhere, type CheckContext, type HealthCheck } from './check.ts';
import { unitMix } from './unit-mix.ts';

/** Shorter columns have no usual range. */
const fewestValues = 20;

export const values: HealthCheck = {
  checks: ['impossible-values', 'unit-mix', 'outliers'],
  async find(context) {
    const inputs = openInputs(context).map((input) => input.column);
    const targets = context.tasks.filter((task) => task.task.kind === 'regression').map((task) => task.column);
    const findings: Finding[] = [];
    for (const column of [...inputs, ...targets]) {
      if (column.kind !== 'number') continue;
      await context.breathe();
      findings.push(...check(context, column));
    }
    return findings;
  },
};

/** The first of the three that applies: the others would only repeat it. */
function check(context: CheckContext, column: NumberColumn): Finding[] {
  const ascending = sorted(column.values);
  if (ascending.length < fewestValues) return [];
  const lower = quantile(ascending, 0.25);
  const upper = quantile(ascending, 0.75);
  const spread = upper - lower;
  const unit = column.unit ?? '';
  const report = <C extends 'impossible-values' | 'unit-mix' | 'outliers'>(
    name: C,
    facts: FindingFacts[C],
    rows: Uint32Array,
  ): Finding[] => [found(context, name, 'warn', facts, { columns: [column.name], rows, ...removeRows(context, rows) })];

  const impossible = impossibleValue(column, ascending, lower, upper);
  if (impossible) {
    const rows = rowsWhere(column.values.length, (row) => impossible.test(column.values[row]!));
    const example = column.values[rows[0]!]!;
    return report(
      'impossible-values',
      { column: column.name, unit, count: rows.length, example, reason: impossible.reason },
      rows,
    );
  }
  const mix = unitMix(ascending);
  if (mix) {
    const rows = rowsWhere(
      column.values.length,
      (row) => mix.low <= column.values[row]! && column.values[row]! <= mix.high,
    );
    const { factor, typical, jump } = mix;
    const facts = { column: column.name, unit, factor, count: rows.length, rows: ascending.length, typical, jump };
    return report('unit-mix', facts, rows);
  }
  const fences = loneValues(ascending, lower, upper, spread);
  if (!fences) return [];
  const rows = rowsWhere(
    column.values.length,
    (row) => column.values[row]! < fences.lower || column.values[row]! > fences.upper,
  );
  const middle = (lower + upper) / 2;
  const low = ascending[0]!;
  const high = ascending[ascending.length - 1]!;
  const furthest = middle - low > high - middle ? low : high;
  return report('outliers', { column: column.name, unit, count: rows.length, ...fences, furthest }, rows);
}

/** What loggers and people write where there was no value. */
const placeholders = new Set([
  999, 999.9, 999.99, 9999, 9999.9, 9999.99, 99999, 999999, 32767, 32768, 65535, 2147483647, 2147483648,
]);

type Impossible = { reason: FindingFacts['impossible-values']['reason']; test: (value: number) => boolean } | null;

function impossibleValue(column: NumberColumn, ascending: Float64Array, lower: number, upper: number): Impossible {
  const minimum = ascending[0]!;
  const maximum = ascending[ascending.length - 1]!;
  const spread = upper - lower;
  // Only where the value stands alone, far from the rest: a torque of 999 among 950s is a torque.
  for (const value of [minimum, maximum]) {
    if (value !== -1 && !placeholders.has(Math.abs(value))) continue;
    const outside = value < lower ? lower - value : value - upper;
    const neighbour =
      value === minimum ? ascending.find((other) => other > value) : ascending.findLast((other) => other < value);
    if (spread > 0 && outside > 8 * spread && Math.abs(value - (neighbour ?? value)) > 5 * spread) {
      return { reason: 'placeholder', test: (other) => other === value };
    }
  }
  const unit = (column.unit ?? '').normalize('NFKC').trim();
  const coldest = unit === 'K' ? 0 : unit === '°C' || unit === 'degC' || unit === '℃' ? -273.15 : -Infinity;
  if (minimum < coldest) return { reason: 'temperature', test: (value) => value < coldest };
  const mostlyShare = quantile(ascending, 0.01) >= 0 && quantile(ascending, 0.99) <= 100;
  if (unit === '%' && mostlyShare && (minimum < 0 || maximum > 100)) {
    return { reason: 'percent', test: (value) => value < 0 || value > 100 };
  }
  return null;
}

/** At most this share of values can stand apart; more is a second state of the plant. */
const mostApart = 0.005;

/**
 * Limits around everything but values that an empty stretch separates from the rest. A long tail has no
 * such stretch, so skewed measurements are left in peace.
 */
function loneValues(
  ascending: Float64Array,
  lower: number,
  upper: number,
  spread: number,
): { lower: number; upper: number } | null {
  if (spread <= 0) return null;
  const budget = Math.max(1, Math.floor(mostApart * ascending.length));
  const middle = quantile(ascending, 0.5);
  // Quantities that cannot be negative often have long tails: these must stand apart in ratio too.
  const ratios = ascending[0]! > 0 ? Math.log(upper / lower) : 0;
  const isStretch = (inner: number, outer: number, quarter: number): boolean =>
    Math.abs(outer - quarter) > 8 * spread &&
    (ratios === 0 || Math.abs(Math.log(outer / quarter)) > 4 * ratios) &&
    Math.abs(outer - inner) > Math.max(4 * spread, 0.75 * Math.abs(inner - middle));
  let low = -1;
  let high = -1;
  for (let i = 0; i < budget; i++) {
    if (isStretch(ascending[i + 1]!, ascending[i]!, lower)) low = i + 1;
    const top = ascending.length - 1 - i;
    if (isStretch(ascending[top - 1]!, ascending[top]!, upper)) high = top - 1;
  }
  if (low < 0 && high < 0) return null;
  return { lower: ascending[Math.max(low, 0)]!, upper: ascending[high < 0 ? ascending.length - 1 : high]! };
}
