// The series of all data sets that share a network, where any data set holds several: each is read and judged on a scale
// of its own. A data set with one series is then one strand of many.

import { nameIn } from '../models/series-fed.ts';
import type { LoadedSource } from './loaded.ts';
import type { ReadColumn } from './series-columns.ts';

export interface UnitStrands {
  /** Those that have a training row with a value to forecast, at least one; the others have no scale to be read on. */
  readonly names: readonly string[];
  /** Of a row of all data sets its place among the names; -1 = none of them. */
  readonly strandOf: (row: number) => number;
  /** 1 + that place, one a row; 0 = none of them. */
  readonly which: Int32Array;
}

/**
 * @param forecast the columns that are forecast
 * @param parts of all rows
 * @returns null where every data set is one series
 */
export function strandsOf(
  sources: readonly LoadedSource[],
  forecast: readonly ReadColumn[],
  parts: Uint8Array,
): UnitStrands | null {
  if (sources.every(({ series }) => series!.strands === null)) return null;
  const names: string[] = [];
  const which = new Int32Array(parts.length);
  for (const source of sources) {
    const { id, series, table, firstRow } = source;
    const strands = series!.strands ?? { names: [id], of: new Uint32Array(table.rowCount) };
    const isTrained = new Uint8Array(strands.names.length);
    for (const { of } of forecast) {
      of.get(source)?.forEach((value, row) => {
        if (!Number.isNaN(value) && parts[firstRow + row] === 0) isTrained[strands.of[row]!] = 1;
      });
    }
    const places = Array.from(isTrained, (is, s) =>
      is === 1 ? names.push(series!.strands ? nameIn(sources.length > 1 ? id : undefined, strands.names[s]!) : id) : 0,
    );
    strands.of.forEach((strand, row) => (which[firstRow + row] = places[strand]!));
  }
  return { names, which, strandOf: (row) => which[row]! - 1 };
}
