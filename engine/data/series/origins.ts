// From which rows a forecast starts, and in which part each start stands.

import { day, hourOf } from './clock.ts';

/** A row from which no forecast starts. */
export const noPart = 255;

/**
 * The part of each origin: that in which all rows ahead of it lie, 255 where they lie in several, in none, or
 * beyond the end of the series, or where less than the lookback stands before. History may reach back into an
 * earlier part, as in use: what is known is known.
 *
 * With 8,640 training rows, a lookback of 336 and a horizon of 96 these are 8640 - 336 - 96 + 1 training origins,
 * and of 2,880 validation rows 2880 - 96 + 1 (the protocol of Zhou et al. 2021, Informer).
 *
 * @param parts of the rows: 0 training, 1 validation, 2 test, 255 none
 * @param firstRow first row of the series of each row; absent = 0
 */
export function originParts(
  parts: Uint8Array,
  lastRow: ArrayLike<number>,
  lookback: number,
  horizon: number,
  firstRow?: ArrayLike<number>,
): Uint8Array {
  // Rows from each one on that stand in the same part and series.
  const run = new Uint32Array(parts.length);
  for (let row = parts.length - 1; row >= 0; row--) {
    const goes = row < lastRow[row]! && parts[row + 1] === parts[row];
    run[row] = goes ? run[row + 1]! + 1 : 1;
  }
  return Uint8Array.from(parts, (_, row) => {
    if (row - lookback + 1 < (firstRow?.[row] ?? 0) || row + horizon > lastRow[row]!) return noPart;
    return run[row + 1]! >= horizon ? parts[row + 1]! : noPart;
  });
}

/**
 * Origins without those inside a gap that was filled on a line: such a value tells of the one behind the gap, which
 * nobody knows at that row.
 *
 * @param drawn by column, 1 where a value was drawn on a line; rows as those of `origins`
 */
export function withoutForesight(origins: Uint8Array, drawn: readonly Uint8Array[]): Uint8Array {
  return origins.map((part, row) => (drawn.some((cells) => cells[row] === 1) ? noPart : part));
}

/** Every row in turn, or one a day: a back-test as the forecast will be used. */
export type OriginRule = { readonly rule: 'every-row' } | { readonly rule: 'daily'; readonly hour: number };

/**
 * The origins of a rolling back-test: all of `rows`, or those whose first row ahead begins a day's forecast at this
 * hour (the origin is the last row before it).
 *
 * @param moments of every row of the table, milliseconds
 * @param step milliseconds of the clock
 */
export function alignedOrigins(
  rows: Uint32Array,
  moments: Float64Array,
  step: number,
  choice: OriginRule,
): Uint32Array {
  if (choice.rule === 'every-row') return rows;
  if (!(step < day)) return rows;
  return rows.filter((row) => {
    const start = hourOf(moments[row]! + step);
    return start >= choice.hour && start - choice.hour < step / 3_600_000;
  });
}
