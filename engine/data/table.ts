// The column store: what importing makes and everything after it reads.
//
// One typed array a column. A missing number or date is NaN; a missing level is code -1.

export type Column = NumberColumn | LevelColumn | DateColumn;

/** A measured quantity. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** As written in the file's unit row or header; null where none was found. */
  readonly unit: string | null;
  readonly values: Float64Array;
}

/** Words: a category of few levels, free text and identifiers of many, or photos by their paths. */
export interface LevelColumn {
  readonly kind: 'category' | 'text' | 'image';
  readonly name: string;
  readonly unit: string | null;
  /** Index into `levels`, -1 where missing. */
  readonly codes: Int32Array;
  /** Distinct spellings in order of first appearance. */
  readonly levels: readonly string[];
}

/** A moment on the file's own clock: milliseconds since 1970 as if that clock were UTC. */
export interface DateColumn {
  readonly kind: 'date';
  readonly name: string;
  readonly unit: string | null;
  readonly values: Float64Array;
}

export interface Table {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  /** Where each row came from: index of the file and the line (or sheet row) it starts on, from 1. */
  readonly source: { readonly file: Uint16Array; readonly line: Uint32Array; readonly files: readonly string[] };
}

/** The column of this name, or undefined. */
export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** True where row `row` of the column holds no value. */
export function isMissing(column: Column, row: number): boolean {
  return 'codes' in column ? column.codes[row]! < 0 : Number.isNaN(column.values[row]!);
}

/** The cell as the user would read it; empty where missing. Dates as `YYYY/MM/DD HH:mm:ss`. */
export function cellText(column: Column, row: number): string {
  if (isMissing(column, row)) return '';
  if ('codes' in column) return column.levels[column.codes[row]!]!;
  const value = column.values[row]!;
  return column.kind === 'date' ? dateText(value) : String(value);
}

/** A moment as `YYYY/MM/DD HH:mm:ss`; the day alone at midnight, unless `midnightTold`. */
export function dateText(milliseconds: number, midnightTold = false): string {
  const iso = new Date(milliseconds).toISOString();
  const day = iso.slice(0, 10).replaceAll('-', '/');
  const time = iso.slice(11, 19);
  return time === '00:00:00' && !midnightTold ? day : `${day} ${time}`;
}
