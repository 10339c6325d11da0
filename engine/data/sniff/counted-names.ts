// Names that are numbers or dates: years, months or hours that head the columns of a table written sideways.

import { numberFromText } from '../numbers.ts';
import { foldWidth } from '../width.ts';
import { classOf } from './cell-class.ts';
import type { HeadRow } from './head-rows.ts';

/** With fewer columns in even steps, measurements may well be 1, 2 and 3; longer where no word stands beside them. */
const fewestCounted = 4;
const fewestAlone = 6;
const pointStyle = { decimal: '.', thousands: ',' } as const;

/**
 * Whether the row names columns of numbers by counting (2019, 2020, 2021, ...) or by dates. No row below may do the
 * same, or counting is what this file's data do.
 *
 * @param typed which columns hold numbers or dates
 */
export function hasCountedNames(row: HeadRow, below: readonly HeadRow[], typed: readonly boolean[]): boolean {
  const looked = below.slice(0, 100).filter((other) => other.cells.length === row.cells.length);
  if (looked.length === 0) return false;
  const named = valuesOf(row, typed);
  const others = row.cells.filter((cell) => !named.includes(cell));
  if (named.length < (others.length > 0 ? fewestCounted : fewestAlone) || comesAgain(row, looked, typed)) return false;
  if (isCounted(named)) return !looked.some((other) => isCounted(valuesOf(other, typed)));
  return areDates(named) && !looked.some((other) => holdsDate(valuesOf(other, typed)));
}

/** Numbers and dates, also above a column that is empty; none where words name columns of values as well. */
function valuesOf({ cells }: HeadRow, typed: readonly boolean[]): string[] {
  const kinds = cells.map(classOf);
  const words = kinds.filter((kind, column) => kind === 'word' && typed[column]).length;
  return words > 1 ? [] : cells.filter((_, column) => kinds[column] === 'number' || kinds[column] === 'date');
}

/** A word that stands again further down its column is a level, not a name. */
function comesAgain(row: HeadRow, below: readonly HeadRow[], typed: readonly boolean[]): boolean {
  return row.cells.some(
    (cell, column) => !typed[column] && cell.trim() !== '' && below.some((other) => other.cells[column] === cell),
  );
}

function isCounted(cells: readonly string[]): boolean {
  const values = cells.map((cell) => numberFromText(foldWidth(cell), pointStyle));
  const step = values[1]! - values[0]!;
  return (
    values.length >= fewestCounted &&
    step !== 0 &&
    values.every((value, i) => Number.isInteger(value) && (i === 0 || value - values[i - 1]! === step))
  );
}

function areDates(cells: readonly string[]): boolean {
  return new Set(cells).size === cells.length && cells.every((cell) => classOf(cell) === 'date');
}

function holdsDate(cells: readonly string[]): boolean {
  return cells.some((cell) => classOf(cell) === 'date');
}
