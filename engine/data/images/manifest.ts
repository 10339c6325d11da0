// A list of the pictures (CSV or workbook): its columns as labels of the photos, by a column of file names.

import { basename } from 'node:path';
import { Refusal } from '../../contract/errors.ts';
import type { ImageProblem } from '../../contract/images.ts';
import type { ImportReport, ImportSettings } from '../../contract/import.ts';
import { importFiles } from '../import.ts';
import { cellText, columnOf, isMissing, type Column, type LevelColumn, type Table } from '../table.ts';
import { boxColumns, boxFacts, type BoxColumns } from './manifest-boxes.ts';
import { splitLabels, yesNoColumns } from './manifest-labels.ts';
import { absent, ambiguous, guessPathColumn, matcherFor, type Matcher } from './manifest-match.ts';
import type { Picture } from './survey-all.ts';

export interface ManifestRequest {
  readonly path: string;
  /** What people call the file, where its path does not say. */
  readonly name?: string | undefined;
  readonly pathColumn?: string | undefined;
  readonly settings?: ImportSettings | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Manifest {
  readonly pathColumn: string;
  /** One value a photo, in the order of the photos. */
  readonly columns: readonly Column[];
  readonly problems: readonly ImageProblem[];
  /** The list itself, as it was read. */
  readonly files: ImportReport['files'];
}

/** @throws Refusal `images.no-path-column`, `images.path-column-missing`, `images.no-rows-match`, `images.rows-conflict`, and those of the import */
export async function readManifest(request: ManifestRequest, photos: readonly Picture[]): Promise<Manifest> {
  const file = request.name ?? basename(request.path);
  const { table, report } = await importFiles([request.path], request.settings, {
    signal: request.signal,
    names: [file],
  });
  const matcher = matcherFor(photos.map((photo) => photo.name));
  const paths = pathsOf(table, request.pathColumn, matcher, file);
  const pathColumn = paths.name;

  const problems: ImageProblem[] = [];
  const rowsOf: number[][] = photos.map(() => []);
  for (let row = 0; row < table.rowCount; row++) {
    const cell = cellText(paths, row);
    const photo = matcher(cell);
    if (photo >= 0) rowsOf[photo]!.push(row);
    const line = String(table.source.line[row]!);
    if (photo === absent) problems.push({ path: cell, code: 'row-without-picture', detail: line });
    if (photo === ambiguous) problems.push({ path: cell, code: 'row-ambiguous', detail: line });
  }
  if (rowsOf.every((rows) => rows.length === 0))
    throw new Refusal('images.no-rows-match', { file, column: pathColumn, example: firstText(paths, table.rowCount) });
  for (const [index, rows] of rowsOf.entries())
    if (rows.length === 0) problems.push({ path: photos[index]!.name, code: 'picture-without-row', detail: '' });

  const boxes = boxColumns(table);
  const others = table.columns.filter((column) => column !== paths && !boxes?.names.includes(column.name));
  const columns = others.flatMap((column) =>
    labelColumns(column, { table, rowsOf, photos, file, hasBoxes: boxes !== null }),
  );
  return {
    pathColumn,
    columns: boxes === null ? columns : [...columns, ...aboutBoxes(boxes, rowsOf, photos)],
    problems,
    files: report.files,
  };
}

/** The column asked for; where the list has none of that name, the one whose cells name the pictures, which the report tells. */
function pathsOf(table: Table, asked: string | undefined, matcher: Matcher, file: string): Column {
  const named = asked === undefined ? undefined : columnOf(table, asked);
  if (named) return named;
  const guessed = guessPathColumn(table, matcher);
  if (guessed !== null) return columnOf(table, guessed)!;
  if (asked === undefined) throw new Refusal('images.no-path-column', { file });
  const columns = table.columns.map((one) => one.name);
  throw new Refusal('images.path-column-missing', { file, column: asked, columns });
}

function firstText(column: Column, rows: number): string {
  for (let row = 0; row < rows; row++) if (!isMissing(column, row)) return cellText(column, row);
  return '';
}

interface Rows {
  readonly table: Table;
  /** Rows of the list for each photo. */
  readonly rowsOf: readonly (readonly number[])[];
  readonly photos: readonly Picture[];
  readonly file: string;
  readonly hasBoxes: boolean;
}

/** The column for each photo; with several rows a photo its labels as yes/no, or nothing where they are numbers. */
function labelColumns(column: Column, { rowsOf, photos, file, hasBoxes }: Rows): Column[] {
  const differing = rowsOf.findIndex((rows) =>
    rows.some((row) => cellText(column, row) !== cellText(column, rows[0]!)),
  );
  if (differing < 0) return splitIfList(picked(column, rowsOf));
  if (!hasBoxes)
    throw new Refusal('images.rows-conflict', { file, picture: photos[differing]!.name, column: column.name });
  if (column.kind !== 'category') return [];
  const lists = rowsOf.map((rows) => {
    const labels = rows.flatMap((row) => (isMissing(column, row) ? [] : [cellText(column, row)]));
    return rows.length === 0 ? null : labels;
  });
  return yesNoColumns(column.name, column.levels, lists);
}

function picked(column: Column, rowsOf: Rows['rowsOf']): Column {
  if ('codes' in column) {
    const codes = Int32Array.from(rowsOf, (rows) => (rows.length === 0 ? -1 : column.codes[rows[0]!]!));
    return { ...column, codes };
  }
  return {
    ...column,
    values: Float64Array.from(rowsOf, (rows) => (rows.length === 0 ? NaN : column.values[rows[0]!]!)),
  };
}

function splitIfList(column: Column): Column[] {
  if (!('codes' in column)) return [column];
  const split = splitLabels(column.levels);
  if (split === null) return [column];
  const lists = Array.from(column.codes, (code) => (code < 0 ? null : split.of[code]!));
  return yesNoColumns(column.name, split.labels, lists) satisfies LevelColumn[];
}

function aboutBoxes(boxes: BoxColumns, rowsOf: Rows['rowsOf'], photos: readonly Picture[]): Column[] {
  const facts = rowsOf.map((rows, index) => {
    const { width, height } = photos[index]!.survey;
    return rows.length === 0 ? { count: NaN, area: NaN } : boxFacts(rows, boxes, width, height);
  });
  return [
    { kind: 'number', name: 'boxes', unit: null, values: Float64Array.from(facts, ({ count }) => count) },
    { kind: 'number', name: 'box_area', unit: null, values: Float64Array.from(facts, ({ area }) => area) },
  ];
}
