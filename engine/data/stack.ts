// Tables of several data sets one below the other, so that one row number means one row of the project.
//
// Columns of the same name and nature become one column; a row of a data set without it has no value there.

import type { Column, LevelColumn, Table } from './table.ts';

export interface StackedPart {
  /** Id of the data set: what a column's name is told apart by where two of that name do not fit together. */
  readonly id: string;
  readonly table: Table;
}

/** All rows, part after part. One part alone is returned as it is. */
export function stackTables(parts: readonly StackedPart[]): Table {
  if (parts.length === 1) return parts[0]!.table;
  const rowCount = parts.reduce((sum, part) => sum + part.table.rowCount, 0);
  const columns = new Map<string, Column>();
  const names = stackedNames(parts);
  let first = 0;
  for (const { id, table } of parts) {
    for (const column of table.columns) {
      const name = names.get(id)!.get(column.name)!;
      columns.set(name, laid(column, { name, first, rowCount }, columns.get(name)));
    }
    first += table.rowCount;
  }
  return { rowCount, columns: [...columns.values()], source: stackSources(parts, rowCount) };
}

/** By data set, the name that each of its columns has among all rows. */
export function stackedNames(parts: readonly StackedPart[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const natures = new Map<string, string>();
  const nameOf = (column: Column, id: string): string => {
    const nature = natureOf(column);
    const name = (natures.get(column.name) ?? nature) === nature ? column.name : `${column.name} (${id})`;
    natures.set(name, nature);
    return name;
  };
  return new Map(
    parts.map(({ id, table }) => [id, new Map(table.columns.map((column) => [column.name, nameOf(column, id)]))]),
  );
}

/** Columns of one nature can be one column. Category and free text are both words. */
function natureOf(column: Column): string {
  return column.kind === 'text' ? 'category' : column.kind;
}

interface Place {
  readonly name: string;
  readonly first: number;
  readonly rowCount: number;
}

/** The column in the rows from `first` on, added to what `before` holds elsewhere. */
function laid(column: Column, place: Place, before: Column | undefined): Column {
  return 'codes' in column
    ? laidLevels(column, place, before as LevelColumn | undefined)
    : laidValues(column, place, before as Exclude<Column, LevelColumn> | undefined);
}

function laidValues<C extends Exclude<Column, LevelColumn>>(
  column: C,
  { name, first, rowCount }: Place,
  before?: C,
): C {
  const values = before?.values ?? new Float64Array(rowCount).fill(NaN);
  values.set(column.values, first);
  return { ...column, name, unit: before ? before.unit : column.unit, values };
}

function laidLevels(column: LevelColumn, { name, first, rowCount }: Place, before?: LevelColumn): LevelColumn {
  const codes = before?.codes ?? new Int32Array(rowCount).fill(-1);
  const levels = [...(before?.levels ?? [])];
  // Photos of two data sets are different photos, whatever they are called.
  const known = new Map(column.kind === 'image' ? [] : levels.map((level, code) => [level, code]));
  const moved = column.levels.map((level) => known.get(level) ?? levels.push(level) - 1);
  column.codes.forEach((code, row) => (codes[first + row] = code < 0 ? -1 : moved[code]!));
  const kind = before?.kind === 'text' ? 'text' : column.kind;
  return { kind, name, unit: before ? before.unit : column.unit, codes, levels };
}

function stackSources(parts: readonly StackedPart[], rowCount: number): Table['source'] {
  const file = new Uint16Array(rowCount);
  const line = new Uint32Array(rowCount);
  const files: string[] = [];
  let first = 0;
  for (const { table } of parts) {
    const from = files.length;
    file.set(
      table.source.file.map((one) => one + from),
      first,
    );
    line.set(table.source.line, first);
    files.push(...table.source.files);
    first += table.rowCount;
  }
  return { file, line, files };
}
