// A table beside photos: what a sensor wrote about the parts that are shown, found by the column that names the photo.

import { Refusal } from '../../contract/errors.ts';
import { joinTables } from '../join.ts';
import { cellText, columnOf, isMissing, type Column, type LevelColumn, type Table } from '../table.ts';
import { guessPathColumn, matcherFor, type Matcher } from './manifest-match.ts';

/** How well a column names the photos. */
export interface PhotoColumn {
  readonly name: string;
  /** Different photos that it names. */
  readonly photos: number;
  /** Rows that name a photo which an earlier row names: then nobody can say which is meant. */
  readonly repeated: number;
  /** One of its cells. */
  readonly example: string;
}

const mostExamples = 3;

/**
 * Adds the columns of `right` to the photos. A cell names a photo by its path, the end of it or its file name, with or
 * without extension.
 *
 * @param left a table with the column `image`
 * @param asked the column of `right` that names the photo; undefined = the one whose cells do
 * @throws Refusal `join.no-photo-column`, `images.path-column-missing`, `join.no-photo-matches`, `join.duplicate-keys`
 */
export function joinToPhotos(
  left: Table,
  right: Table,
  asked: string | undefined,
  { kind }: { readonly kind: 'left' | 'inner' },
): Table {
  const { levels } = imagesOf(left);
  const matcher = matcherFor(levels);
  const column = namingColumn(right, asked, matcher, levels);
  const codes = Int32Array.from({ length: right.rowCount }, (_, row) =>
    isMissing(column, row) ? -1 : Math.max(-1, matcher(cellText(column, row))),
  );
  if (codes.every((code) => code < 0))
    throw new Refusal('join.no-photo-matches', {
      file: right.source.files.join(', '),
      column: column.name,
      cells: cellsOf(column, right.rowCount),
      photos: levels.slice(0, mostExamples),
    });
  const key: Column = { kind: 'category', name: 'image', unit: null, codes, levels };
  // The key first: a further column of this name is one more input.
  const named = { ...right, columns: [key, ...right.columns.filter((one) => one !== column)] };
  return joinTables(left, named, ['image'], { kind }).table;
}

/** Of every column that could name photos how many it does, and which one would be taken. */
export function photoColumnsOf(
  left: Table,
  right: Table,
): { readonly columns: readonly PhotoColumn[]; readonly guess: string | null } {
  const matcher = matcherFor(imagesOf(left).levels);
  return {
    columns: right.columns
      .filter(({ kind }) => kind !== 'date')
      .map((column) => lookAt(column, right.rowCount, matcher)),
    guess: guessPathColumn(right, matcher),
  };
}

function lookAt(column: Column, rows: number, matcher: Matcher): PhotoColumn {
  const seen = new Map<string, number>();
  const named = new Set<number>();
  let repeated = 0;
  for (let row = 0; row < rows; row++) {
    if (isMissing(column, row)) continue;
    const cell = cellText(column, row);
    const photo = seen.get(cell) ?? matcher(cell);
    seen.set(cell, photo);
    if (photo < 0) continue;
    if (named.has(photo)) repeated++;
    named.add(photo);
  }
  return { name: column.name, photos: named.size, repeated, example: cellsOf(column, rows)[0] ?? '' };
}

function namingColumn(right: Table, asked: string | undefined, matcher: Matcher, photos: readonly string[]): Column {
  const file = right.source.files.join(', ');
  const names = right.columns.map(({ name }) => name);
  if (asked !== undefined) {
    const column = columnOf(right, asked);
    if (column) return column;
    throw new Refusal('images.path-column-missing', { file, column: asked, columns: names });
  }
  const guess = guessPathColumn(right, matcher);
  if (guess !== null) return columnOf(right, guess)!;
  throw new Refusal('join.no-photo-column', { file, columns: names, photos: photos.slice(0, mostExamples) });
}

function imagesOf(table: Table): LevelColumn {
  return columnOf(table, 'image') as LevelColumn;
}

/** Its first few different cells. */
function cellsOf(column: Column, rows: number): string[] {
  const found = new Set<string>();
  for (let row = 0; row < rows && found.size < mostExamples; row++)
    if (!isMissing(column, row)) found.add(cellText(column, row));
  return [...found];
}
