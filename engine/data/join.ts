// Two tables side by side by key columns: what a measuring machine and an inspection station wrote about
// the same parts.

import { Refusal } from '../contract/errors.ts';
import type { JoinCounts } from '../contract/import.ts';
import { cellText, columnOf, isMissing, type Column, type Table } from './table.ts';

/**
 * Adds the columns of `right` to the rows of `left` that have the same `keys`. `left` keeps rows without a
 * partner (their new cells are missing), `inner` drops them. Keys are compared as the person reads them, dates
 * and numbers by value; a row with a missing key has no partner. Keys must not repeat on the right.
 */
export function joinTables(
  left: Table,
  right: Table,
  keys: readonly string[],
  { kind }: { kind: 'left' | 'inner' },
): { table: Table; counts: JoinCounts } {
  const leftKeys = keys.map((key) => keyColumn(left, key, 'left'));
  const rightKeys = keys.map((key) => keyColumn(right, key, 'right'));
  const index = indexRight(right, rightKeys);
  if (index.repeated > 0) refuseRepeated(right, rightKeys, index);
  const { partner, counts } = partners(left, right, leftKeys, index.rowOf);
  const rows = rowsToKeep(partner, kind);
  const taken = new Set(left.columns.map((column) => column.name));
  const added = right.columns
    .filter((column) => !rightKeys.includes(column))
    .map(
      (column) =>
        ({
          ...pick(
            column,
            rows.map((row) => partner[row]!),
          ),
          name: uniqueName(column.name, taken),
        }) as Column,
    );
  const kept = kind === 'left' ? left.columns : left.columns.map((column) => pick(column, rows));
  const { file, line, files } = left.source;
  const source =
    kind === 'left'
      ? left.source
      : { file: Uint16Array.from(rows, (row) => file[row]!), line: Uint32Array.from(rows, (row) => line[row]!), files };
  return { table: { rowCount: rows.length, columns: [...kept, ...added], source }, counts };
}

/** What a join by these keys would come to; of rows whose keys repeat the first is counted. */
export function countJoin(
  left: Table,
  right: Table,
  keys: readonly string[],
): { counts: JoinCounts; repeated: number } {
  const { rowOf, repeated } = indexRight(
    right,
    keys.map((key) => keyColumn(right, key, 'right')),
  );
  const leftKeys = keys.map((key) => keyColumn(left, key, 'left'));
  return { counts: partners(left, right, leftKeys, rowOf).counts, repeated };
}

/** For each row of `left` its row of `right`, -1 for none. */
function partners(
  left: Table,
  right: Table,
  leftKeys: readonly Column[],
  rowOf: ReadonlyMap<string, number>,
): { partner: Int32Array; counts: JoinCounts } {
  const partner = new Int32Array(left.rowCount).fill(-1);
  const used = new Uint8Array(right.rowCount);
  let matched = 0;
  for (let row = 0; row < left.rowCount; row++) {
    const key = keyAt(leftKeys, row);
    const found = key === null ? undefined : rowOf.get(key);
    if (found === undefined) continue;
    partner[row] = found;
    used[found] = 1;
    matched++;
  }
  const rightUnused = right.rowCount - used.reduce((sum, one) => sum + one, 0);
  return { partner, counts: { matched, leftUnmatched: left.rowCount - matched, rightUnused } };
}

function keyColumn(table: Table, name: string, side: 'left' | 'right'): Column {
  const column = columnOf(table, name);
  if (column === undefined) throw new Refusal('join.no-key', { column: name, side });
  return column;
}

interface KeyIndex {
  readonly rowOf: Map<string, number>;
  /** Rows whose key an earlier row has, and the first of them. */
  readonly repeated: number;
  readonly first: number;
}

function indexRight(right: Table, keys: readonly Column[]): KeyIndex {
  const rowOf = new Map<string, number>();
  let repeated = 0;
  let first = -1;
  for (let row = 0; row < right.rowCount; row++) {
    const key = keyAt(keys, row);
    if (key === null) continue;
    if (!rowOf.has(key)) rowOf.set(key, row);
    else if (repeated++ === 0) first = row;
  }
  return { rowOf, repeated, first };
}

function refuseRepeated(right: Table, keys: readonly Column[], { repeated, first }: KeyIndex): never {
  const { file, line, files } = right.source;
  const example = keys.map((column) => cellText(column, first)).join(', ');
  throw new Refusal('join.duplicate-keys', {
    example,
    count: repeated,
    file: files[file[first]!] ?? '',
    line: line[first]!,
  });
}

/** The key of a row as one string; null if a part is missing. 7 and "7" and "7.0" of a number column are equal. */
function keyAt(columns: readonly Column[], row: number): string | null {
  let key = '';
  for (const column of columns) {
    if (isMissing(column, row)) return null;
    const part = 'codes' in column ? column.levels[column.codes[row]!]! : String(column.values[row]!);
    key += `${part.length}:${part}`;
  }
  return key;
}

function rowsToKeep(partner: Int32Array, kind: 'left' | 'inner'): Uint32Array {
  const all = Uint32Array.from({ length: partner.length }, (_, row) => row);
  return kind === 'left' ? all : all.filter((row) => partner[row]! >= 0);
}

/** The column's cells at these rows; missing where the row is negative (as it wraps in an unsigned array, too). */
function pick(column: Column, rows: Uint32Array): Column {
  const absent = 0xffffffff;
  if ('codes' in column)
    return { ...column, codes: Int32Array.from(rows, (row) => (row === absent ? -1 : column.codes[row]!)) };
  return { ...column, values: Float64Array.from(rows, (row) => (row === absent ? NaN : column.values[row]!)) };
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}_${count}`;
  taken.add(unique);
  return unique;
}
