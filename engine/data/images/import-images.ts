// Folders, zips or loose pictures into a table of photos: one row a photo, with what folders, masks, names
// and a list say about it. What cannot be read is reported and left out; only nothing at all is refused.

import { milliseconds } from '../../base/clock.ts';
import { Refusal } from '../../contract/errors.ts';
import { mostProblems, type ImageProblem, type ImageReport } from '../../contract/images.ts';
import type { ImportReport, ImportSettings } from '../../contract/import.ts';
import type { Column, LevelColumn, Table } from '../table.ts';
import { readFolders } from './folders.ts';
import { imageSetOf, type ImageSet } from './image-set.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { findMasks, isGoodClass } from './masks.ts';
import { listOrigins } from './origins.ts';
import { partsByName } from './part-names.ts';
import { surveyAll, type ImageHooks, type Picture } from './survey-all.ts';

export interface ImageRequest {
  /** Folders, zips and picture files. */
  readonly origins: readonly string[];
  /** A CSV file or workbook about the pictures. */
  readonly manifest?: string | undefined;
  /** What people call the list, where its path does not say. */
  readonly manifestName?: string | undefined;
  /** The column of the list that names the pictures; guessed where it is left out. */
  readonly pathColumn?: string | undefined;
  /** How the list is read. */
  readonly settings?: ImportSettings | undefined;
}

export interface ImportedImages {
  readonly table: Table;
  readonly report: ImageReport;
  readonly set: ImageSet;
  /** All of them; the report holds the first. */
  readonly problems: readonly ImageProblem[];
  /** The list of the pictures as a file that was read; none without a list. */
  readonly listFiles: ImportReport['files'];
}

/**
 * The table has `image`, then where they apply `class`, `split` and `part` from folders and names, the columns of
 * the list, and `mask_area` (share of the photo, 0..1). Rows are in order of the names.
 *
 * @throws Refusal `images.*` and those of importing the list; the signal's reason when cancelled
 */
export async function importImages(
  request: ImageRequest,
  hooks: ImageHooks & { readonly cacheFolder: string },
): Promise<ImportedImages> {
  const started = milliseconds();
  const listing = await listOrigins(request.origins, hooks.signal);
  const looked = await surveyAll(listing.entries, hooks.cacheFolder, hooks);
  const problems = [...listing.problems, ...looked.problems];
  const { photoOf } = findMasks(looked.pictures);
  const photos = looked.pictures.filter((_, index) => photoOf[index] === -1);
  if (photos.length === 0) throw new Refusal('images.none', { broken: problems.length });
  problems.push(...twins(photos), ...orphans(looked.pictures, photoOf));

  const manifest =
    request.manifest === undefined ? null : await readList(request, request.manifest, photos, hooks.signal);
  if (manifest) problems.push(...manifest.problems);
  const folders = readFolders(photos.map((photo) => photo.name));
  const classes = folders.classes === null ? null : wordColumn('class', folders.classes);
  const parts = folders.groups ?? partsByName(photos.map((photo) => photo.name));
  const columns: Column[] = [
    imageColumn(photos),
    ...(classes === null ? [] : [classes]),
    ...(folders.parts === null ? [] : [wordColumn('split', folders.parts)]),
    ...(parts === null ? [] : [wordColumn('part', parts)]),
    ...maskColumn(looked.pictures, photoOf, folders.classes),
  ];
  const set = imageSetOf(photos, hooks.cacheFolder);
  const table = tableOf(
    manifest === null ? columns : merged(columns, manifest.columns),
    photos.length,
    request.origins,
  );
  const report: ImageReport = {
    images: photos.length,
    masks: looked.pictures.length - photos.length,
    ignored: {
      ...listing.ignored,
      ...(looked.others > 0 ? { other: (listing.ignored.other ?? 0) + looked.others } : {}),
    },
    problems: problems.slice(0, mostProblems),
    problemCount: problems.length,
    classes: classes === null ? [] : countLevels(classes),
    sizes: sizesOf(photos),
    formats: countFormats(photos),
    bits: set.bits,
    pathColumn: manifest?.pathColumn ?? null,
    tables: listing.tables.map((entry) => entry.name),
    seconds: (milliseconds() - started) / 1000,
  };
  return { table, report, set, problems, listFiles: manifest?.files ?? [] };
}

function readList(
  request: ImageRequest,
  path: string,
  photos: readonly Picture[],
  signal: AbortSignal | undefined,
): Promise<Manifest> {
  const { manifestName: name, pathColumn, settings } = request;
  return readManifest({ path, name, pathColumn, settings, signal }, photos);
}

/** Later copies of the same bytes. */
function twins(photos: readonly Picture[]): ImageProblem[] {
  const first = new Map<string, string>();
  return photos.flatMap(({ name, hash }) => {
    const original = first.get(hash);
    if (original === undefined) first.set(hash, name);
    return original === undefined ? [] : [{ path: name, code: 'duplicate-exact' as const, detail: original }];
  });
}

function orphans(pictures: readonly Picture[], photoOf: Int32Array): ImageProblem[] {
  return pictures.flatMap(({ name }, index) =>
    photoOf[index] === -2 ? [{ path: name, code: 'mask-without-photo' as const, detail: '' }] : [],
  );
}

function imageColumn(photos: readonly Picture[]): LevelColumn {
  const codes = Int32Array.from(photos, (_, index) => index);
  return { kind: 'image', name: 'image', unit: null, codes, levels: photos.map((photo) => photo.name) };
}

function wordColumn(name: string, values: readonly (string | null)[]): LevelColumn {
  const levels = [...new Set(values.filter((value) => value !== null))];
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : codeOf.get(value)!));
  return { kind: 'category', name, unit: null, codes, levels };
}

/** Several masks of one photo mark several defects of one kind each: their areas add up, to at most the whole. */
function maskColumn(
  pictures: readonly Picture[],
  photoOf: Int32Array,
  classes: readonly (string | null)[] | null,
): Column[] {
  if (!photoOf.some((photo) => photo >= 0)) return [];
  const areas = new Map<number, number>();
  for (const [index, photo] of photoOf.entries())
    if (photo >= 0) areas.set(photo, Math.min(1, (areas.get(photo) ?? 0) + pictures[index]!.survey.marked));
  const rows = [...photoOf.keys()].filter((index) => photoOf[index] === -1);
  const values = rows.map((index, row) => {
    const level = classes?.[row] ?? null;
    return areas.get(index) ?? (level !== null && isGoodClass(level) ? 0 : NaN);
  });
  return [{ kind: 'number', name: 'mask_area', unit: null, values: Float64Array.from(values) }];
}

/** Columns of the list keep their names; one from the folders of the same name steps back. */
function merged(own: readonly Column[], listed: readonly Column[]): Column[] {
  const taken = new Set(listed.map((column) => column.name));
  const renamed = own.map((column) =>
    taken.has(column.name) && column.name !== 'image' ? { ...column, name: `${column.name} (folder)` } : column,
  );
  return [
    ...renamed,
    ...listed.map((column) => (column.name === 'image' ? { ...column, name: 'image (list)' } : column)),
  ];
}

function tableOf(columns: readonly Column[], rowCount: number, origins: readonly string[]): Table {
  const line = Uint32Array.from({ length: rowCount }, (_, row) => row + 1);
  return { rowCount, columns, source: { files: [origins[0] ?? ''], file: new Uint16Array(rowCount), line } };
}

function countLevels(column: LevelColumn): ImageReport['classes'] {
  const counts = new Uint32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return column.levels.map((level, code) => ({ level, count: counts[code]! }));
}

function countFormats(photos: readonly Picture[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { survey } of photos) counts[survey.format] = (counts[survey.format] ?? 0) + 1;
  return counts;
}

function sizesOf(photos: readonly Picture[]): ImageReport['sizes'] {
  const sizes = photos.map(({ survey }) => [survey.width, survey.height] as const);
  const area = ([width, height]: readonly [number, number]): number => width * height;
  const smallest = sizes.reduce((a, b) => (area(b) < area(a) ? b : a));
  const largest = sizes.reduce((a, b) => (area(b) > area(a) ? b : a));
  return { smallest: [...smallest], largest: [...largest] };
}
