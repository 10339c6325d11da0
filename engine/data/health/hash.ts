// Rows as numbers: equal rows get equal keys, different rows different ones up to one chance in 2^53.

import { quantile, sorted } from '../statistics.ts';
import type { Column, Table } from '../table.ts';

/** A key of 53 bits for each row over these columns. With `step`, numbers count as equal within the same step. */
export async function rowKeys(
  table: Table,
  columns: readonly Column[],
  breathe: () => Promise<void>,
  step: (column: Column) => number | null = () => null,
): Promise<Float64Array> {
  const low = new Uint32Array(table.rowCount).fill(0x811c9dc5);
  const high = new Uint32Array(table.rowCount).fill(0x9e3779b9);
  const bits = new Float64Array(1);
  const halves = new Uint32Array(bits.buffer);
  for (const column of columns) {
    await breathe();
    const width = 'codes' in column ? null : step(column);
    for (let row = 0; row < table.rowCount; row++) {
      let value = 'codes' in column ? column.codes[row]! : column.values[row]!;
      if (width !== null) value = Math.round(value / width);
      bits[0] = Number.isNaN(value) ? NaN : value + 0; // one bit pattern for every missing value, and for -0 and 0
      low[row] = mix(low[row]! ^ halves[0]!, halves[1]!, 0x85ebca6b);
      high[row] = mix(high[row]! ^ halves[1]!, halves[0]!, 0xc2b2ae35);
    }
  }
  return Float64Array.from(low, (word, row) => (high[row]! & 0x1fffff) * 4294967296 + word);
}

/** Murmur3's mixing of two words (Appleby 2008). */
function mix(state: number, word: number, factor: number): number {
  let h = Math.imul(state ^ Math.imul(word, 0xcc9e2d51), factor);
  h ^= h >>> 15;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Number of each row's group of equal keys in order of first appearance, -1 for rows that are alone. */
export function repeatedGroups(keys: Float64Array): { groupOfRow: Int32Array; groups: number } {
  const ascending = keys.slice().sort();
  const numbers = new Map<number, number>();
  for (let i = 1; i < ascending.length; i++) if (ascending[i] === ascending[i - 1]) numbers.set(ascending[i]!, -1);
  const groupOfRow = new Int32Array(keys.length).fill(-1);
  let groups = 0;
  for (let row = 0; row < keys.length; row++) {
    const number = numbers.get(keys[row]!);
    if (number === undefined) continue;
    if (number < 0) numbers.set(keys[row]!, groups++);
    groupOfRow[row] = numbers.get(keys[row]!)!;
  }
  return { groupOfRow, groups };
}

/** A thousandth of the middle half of a column's values: what no gauge and no plant would tell apart. */
export function fineStep(column: Column): number | null {
  if ('codes' in column || column.kind === 'date') return null;
  const ascending = sorted(column.values);
  const width = (quantile(ascending, 0.75) - quantile(ascending, 0.25)) / 1000;
  return width > 0 ? width : null;
}
