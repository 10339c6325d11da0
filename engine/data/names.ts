// Column names from header cells: unit taken out, empty and repeated names made unique and reported.

import type { RenamedColumn } from '../contract/import.ts';
import { splitHeader, unitOf } from './units.ts';

export interface ColumnName {
  readonly name: string;
  /** The cell as it stands in the file. */
  readonly header: string;
  readonly unit: string | null;
}

/** One name per column of the data; `units` from a unit row, if there is one. `headers` is null where the file has no names. */
export function nameColumns(
  headers: readonly string[] | null,
  units: readonly string[] | null,
  width: number,
): { names: ColumnName[]; renamed: RenamedColumn[] } {
  const cells = Array.from({ length: width }, (_, index) => (headers?.[index] ?? '').trim());
  const splits = cells.map(splitHeader);
  const counts = new Map<string, number>();
  for (const { name } of splits) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  const renamed: RenamedColumn[] = [];
  const names = splits.map((split, index) => {
    const header = cells[index]!;
    // Two columns that differ in the unit alone keep it in the name.
    const wanted = counts.get(split.name)! > 1 && split.name !== header ? header.replace(/\s+/g, ' ') : split.name;
    const name = unique(wanted === '' ? `C${index + 1}` : wanted, taken);
    taken.add(name);
    if (headers !== null && name !== wanted) renamed.push({ position: index + 1, header, name });
    return { name, header, unit: split.unit ?? unitOf(units?.[index] ?? '') };
  });
  return { names, renamed };
}

function unique(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name}_${count}`)) count++;
  return `${name}_${count}`;
}
