// The cells of an ordered series: rows of one moment put together, added rows empty.

import type { SeriesChoices } from '../../contract/series.ts';
import type { Column, Table } from '../table.ts';
import type { SeriesColumns, Walk } from './order.ts';

/** `sourceRow` of a row that stands in no file. */
export const addedRow = 0xffffffff;

/**
 * @param sorted rows of `table` by series and moment
 * @param plan places in `sorted`, -1 for rows to add
 */
export function gather(
  table: Table,
  sorted: readonly number[],
  plan: Walk,
  { time, series }: SeriesColumns,
  duplicates: SeriesChoices['duplicates'],
): Table {
  const rowCount = plan.first.length;
  // The row that stands for each: of several the one chosen; of an added row none.
  const rows = plan.first.map((place, i) =>
    place < 0 ? -1 : duplicates === 'last' ? sorted[plan.end[i]! - 1]! : sorted[place]!,
  );
  return {
    rowCount,
    columns: table.columns.map((column): Column => {
      if (column.name === time && 'values' in column) return { ...column, values: Float64Array.from(plan.moments) };
      if (column.name === series) return seriesIds(column, rows, plan);
      if ('codes' in column) {
        return { ...column, codes: Int32Array.from(rows, (row) => (row < 0 ? -1 : column.codes[row]!)) };
      }
      const { values } = column;
      const mean = duplicates === 'mean' && column.kind === 'number';
      return {
        ...column,
        values: Float64Array.from(rows, (row, i) => {
          if (row < 0) return NaN;
          return mean && plan.end[i]! - plan.first[i]! > 1
            ? meanOf(values, sorted, plan.first[i]!, plan.end[i]!)
            : values[row]!;
        }),
      };
    }),
    source: {
      files: table.source.files,
      file: Uint16Array.from(rows, (row) => (row < 0 ? 0 : table.source.file[row]!)),
      // Lines are counted from 1: 0 is a row that stands in no file.
      line: Uint32Array.from(rows, (row) => (row < 0 ? 0 : table.source.line[row]!)),
    },
  };
}

/** Added rows belong to the series they were added to. */
function seriesIds(column: Column, rows: readonly number[], plan: Walk): Column {
  const owner = rows.slice();
  for (const [from, to] of plan.bounds) for (let i = from; i < to; i++) if (owner[i]! < 0) owner[i] = owner[i - 1]!;
  if ('codes' in column) return { ...column, codes: Int32Array.from(owner, (row) => column.codes[row]!) };
  return { ...column, values: Float64Array.from(owner, (row) => column.values[row]!) };
}

function meanOf(values: Float64Array, sorted: readonly number[], from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let place = from; place < to; place++) {
    const value = values[sorted[place]!]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : NaN;
}
