// Gaps of a series filled as chosen: with the value before, or on a line between the values around.

import type { SeriesChoices } from '../../contract/series.ts';
import type { NumberColumn, Table } from '../table.ts';

export interface Filled {
  readonly table: Table;
  /** By number column with at least one made value: 1 where it was made. */
  readonly cells: ReadonlyMap<string, Uint8Array>;
}

/** Fills number columns within each stretch `[from, to)`; words and what lies before the first value stay missing. */
export function fillGaps(
  table: Table,
  bounds: readonly (readonly [number, number])[],
  gaps: SeriesChoices['gaps'],
): Filled {
  const cells = new Map<string, Uint8Array>();
  if (gaps === 'leave') return { table, cells };
  const columns = table.columns.map((column) => {
    if (column.kind !== 'number' || !column.values.some(Number.isNaN)) return column;
    const made = new Uint8Array(table.rowCount);
    const values = column.values.slice();
    for (const [from, to] of bounds) fillStretch(values, made, from, to, gaps);
    if (made.includes(1)) cells.set(column.name, made);
    return { ...column, values } satisfies NumberColumn;
  });
  return { table: { ...table, columns }, cells };
}

function fillStretch(values: Float64Array, made: Uint8Array, from: number, to: number, gaps: 'hold' | 'line'): void {
  let before = -1;
  for (let row = from; row < to; row++) {
    if (Number.isNaN(values[row]!)) continue;
    if (before >= 0 && gaps === 'line') {
      const slope = (values[row]! - values[before]!) / (row - before);
      for (let at = before + 1; at < row; at++) {
        values[at] = values[before]! + slope * (at - before);
        made[at] = 1;
      }
    }
    before = row;
  }
  if (gaps === 'line') return;
  for (let row = from + 1; row < to; row++) {
    if (!Number.isNaN(values[row]!) || Number.isNaN(values[row - 1]!)) continue;
    values[row] = values[row - 1]!;
    made[row] = 1;
  }
}
