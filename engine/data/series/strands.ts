// Several series in one table, told apart by a column: ten machines' loads one below the other. Here each is a strand.

import { columnOf, type Table } from '../table.ts';

export interface Strands {
  /** As the column names them, in order of their rows; at least two. */
  readonly names: readonly string[];
  /** For each row the place of its strand among the names. */
  readonly of: Uint32Array;
}

/**
 * @param table in order: the rows of a strand stand together, none is without an id
 * @param column the one that tells series apart
 * @returns null where the whole table is one series
 */
export function strandsIn(table: Table, column: string): Strands | null {
  const ids = columnOf(table, column)!;
  const names: string[] = [];
  const places = new Map<string, number>();
  const of = Uint32Array.from({ length: table.rowCount }, (_, row) => {
    const name = 'codes' in ids ? ids.levels[ids.codes[row]!]! : String(ids.values[row]!);
    let place = places.get(name);
    if (place === undefined) {
      places.set(name, (place = names.length));
      names.push(name);
    }
    return place;
  });
  return names.length > 1 ? { names, of } : null;
}
