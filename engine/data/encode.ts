// Rows as the model reads them, from the table it was trained on or from tomorrow's: columns are
// found by name, so their order and any further columns do not matter.

import { Refusal } from '../contract/errors.ts';
import { datePart } from './date-parts.ts';
import type { CategoricalFeature, EncodedInputs, FeaturePlan, NumericFeature } from './features.ts';
import { columnOf, type Column, type Table } from './table.ts';

/**
 * Raw numbers and category codes of every row, in table order.
 *
 * A level training did not know becomes 0, a missing number NaN. A day beyond the training period counts
 * as its nearest end: what comes later was never seen, and a line drawn into it would be guessing.
 *
 * @throws Refusal `features.column-missing`, `features.kind-changed`
 */
export function encodeInputs(table: Table, plan: FeaturePlan): EncodedInputs {
  const numeric = new Float32Array(table.rowCount * plan.numeric.length);
  const categorical = new Int32Array(table.rowCount * plan.categorical.length);
  plan.numeric.forEach((feature, place) =>
    fillNumbers(numeric, columnFor(table, feature.column), feature, place, plan.numeric.length),
  );
  plan.categorical.forEach((feature, place) =>
    fillCodes(categorical, columnFor(table, feature.column), feature, place, plan.categorical.length),
  );
  return { rowCount: table.rowCount, numeric, categorical };
}

function columnFor(table: Table, name: string): Column {
  const column = columnOf(table, name);
  if (!column) throw new Refusal('features.column-missing', { column: name, file: table.source.files[0] ?? '' });
  return column;
}

function fillNumbers(
  target: Float32Array,
  column: Column,
  feature: NumericFeature,
  place: number,
  width: number,
): void {
  const values = feature.part === 'value' ? numbersOf(column) : momentsOf(column);
  const last = feature.part === 'day-number' ? feature.quantiles.at(-1)! : NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let fed = feature.part === 'value' ? value - feature.origin : datePart(value, feature.part, feature.origin);
    if (feature.part === 'day-number' && !Number.isNaN(fed)) fed = Math.min(Math.max(fed, 0), last);
    target[row * width + place] = fed;
  }
}

/**
 * A small file may make words of what training knew as numbers: read them as numbers again.
 * @throws Refusal `features.kind-changed`
 */
export function numbersOf(column: Column): Float64Array {
  if (column.kind === 'number') return column.values;
  if (column.kind === 'date') {
    if (!column.values.every(Number.isNaN)) throw kindChanged(column, 'number');
    return column.values;
  }
  const parsed = column.levels.map((level) => (level.trim() === '' ? NaN : Number(level)));
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : parsed[code]!));
  if (column.codes.some((code) => code >= 0) && values.every(Number.isNaN)) throw kindChanged(column, 'number');
  return values;
}

/** @throws Refusal `features.kind-changed` */
export function momentsOf(column: Column): Float64Array {
  if (column.kind === 'date') return column.values;
  const empty = 'codes' in column ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);
  if (!empty) throw kindChanged(column, 'date');
  return new Float64Array('codes' in column ? column.codes.length : column.values.length).fill(NaN);
}

function kindChanged(column: Column, expected: 'number' | 'date'): Refusal {
  return new Refusal('features.kind-changed', {
    column: column.name,
    expected,
    found: column.kind === 'image' ? 'text' : column.kind,
  });
}

function fillCodes(
  target: Int32Array,
  column: Column,
  feature: CategoricalFeature,
  place: number,
  width: number,
): void {
  const known = new Map(feature.levels.map((level, index) => [level, index + 1]));
  if ('codes' in column) {
    const translated = column.levels.map((level) => known.get(level) ?? 0);
    for (let row = 0; row < column.codes.length; row++) {
      const code = column.codes[row]!;
      target[row * width + place] = code < 0 ? 0 : translated[code]!;
    }
    return;
  }
  for (let row = 0; row < column.values.length; row++) {
    const value = column.values[row]!;
    target[row * width + place] = Number.isNaN(value) ? 0 : (known.get(String(value)) ?? 0);
  }
}
