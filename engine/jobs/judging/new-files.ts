// New files in the places of those that a data set was made of: which is the table, which is joined to it, which are
// photos and signals; read as the old ones were, as far as their layout is the same.

import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Refusal } from '../../contract/errors.ts';
import type { ImportSettings } from '../../contract/import.ts';
import type { DataSource } from '../../contract/project.ts';
import { previewFiles } from '../../data/preview.ts';
import type { SourceReading } from './reading.ts';

export interface NewFile {
  readonly path: string;
  /** What people call it. */
  readonly name: string;
}

export interface NewSource {
  readonly source: DataSource;
  /** Tables of the project that the new rows are joined to, as no new ones came. */
  readonly joinedAsBefore: readonly string[];
}

interface Tools {
  readonly resolveFile: (reference: string) => string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @param wanted names of the columns that the models read of this data set
 * @throws Refusal `judging.no-photos`, `judging.no-table`, `judging.no-signal`, `judging.joined-gone`,
 *   `judging.photos-unwanted`; those of looking at files
 */
export async function newSource(
  old: DataSource,
  reading: SourceReading,
  wanted: ReadonlySet<string>,
  files: readonly NewFile[],
  tools: Tools,
): Promise<NewSource> {
  const { corrections: _labels, withoutRows: _rows, ...kept } = old;
  const photos = files.filter(({ path }) => isPhotos(path));
  const others = files.filter((file) => !photos.includes(file));
  const signals = others.filter(({ name }) => reading.signals.includes(name));
  const tables = others.filter((file) => !signals.includes(file));
  if (old.images === undefined && photos.length > 0)
    throw new Refusal('judging.photos-unwanted', { source: old.id, file: photos[0]!.name });
  const settings = await settingsFor(old, reading, wanted, tables, tools.signal);
  const base = { ...kept, names: files.map(({ name }) => name), ...(settings ? { import: settings } : {}) };
  if (old.images !== undefined) return photoSource(base, old, reading, photos, tables, tools);
  const roles = await rolesOf(old, reading, tables, tools);
  // Cycles without a table beside them: the signals say how many there are.
  if (roles.main.length === 0 && signals.length === 0) throw new Refusal('judging.no-table', { source: old.id });
  return {
    source: {
      ...base,
      files: roles.main.map(({ path }) => path),
      names: roles.main.map(({ name }) => name),
      ...roles.join,
      ...(old.signals ? { signals: reading.signals.map((name) => signalCalled(name, signals)) } : {}),
    },
    joinedAsBefore: roles.before,
  };
}

const pictures = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff', '.webp', '.gif', '.zip']);

/** A folder, a zip or a picture. */
export function isPhotos(path: string): boolean {
  return (
    pictures.has(extname(path).toLowerCase()) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)
  );
}

function signalCalled(name: string, signals: readonly NewFile[]): string {
  const found = signals.find((file) => file.name === name);
  if (!found) throw new Refusal('judging.no-signal', { file: name });
  return found.path;
}

/** A list of the photos is none of the tables that are joined to them: it has a column that names them. */
async function photoSource(
  base: DataSource,
  old: DataSource,
  reading: SourceReading,
  photos: readonly NewFile[],
  tables: readonly NewFile[],
  tools: Tools,
): Promise<NewSource> {
  if (photos.length === 0) throw new Refusal('judging.no-photos', { source: old.id });
  const { manifest: _list, ...rest } = base;
  const joined = (old.join ?? []).length > 0;
  const roles = joined
    ? await rolesOf({ ...old, files: old.manifest === undefined ? [] : [old.manifest] }, reading, tables, tools)
    : null;
  const list = roles ? roles.main[0] : tables[0];
  return {
    source: {
      ...rest,
      images: photos.map(({ path }) => path),
      names: photos.map(({ name }) => name),
      ...(list ? { manifest: list.path } : {}),
      ...(roles ? roles.join : {}),
    },
    joinedAsBefore: roles?.before ?? [],
  };
}

interface Roles {
  readonly main: readonly NewFile[];
  readonly join: { readonly join?: NonNullable<DataSource['join']> };
  /** Names of the tables that stay as they were. */
  readonly before: readonly string[];
}

/** Each new table goes where most of its columns stood; what got none keeps the table it had. */
async function rolesOf(
  old: DataSource,
  { joined }: SourceReading,
  tables: readonly NewFile[],
  { resolveFile, signal }: Tools,
): Promise<Roles> {
  const joins = old.join ?? [];
  if (joins.length === 0) return { main: tables, join: {}, before: [] };
  const known: (ReadonlySet<string> | null)[] = [];
  for (const { files, settings } of [
    { files: old.files, settings: old.import },
    ...joins.map((one) => ({ files: one.files, settings: one.import })),
  ])
    known.push(await headerOf(files[0], settings, { resolveFile, signal }));
  const given: NewFile[][] = known.map(() => []);
  for (const [place, table] of tables.entries()) {
    const { columns } = await previewFiles([table.path], {}, signal);
    const fits = known.map((header) =>
      header === null ? 0 : likeness(new Set(columns.map(({ name }) => name)), header),
    );
    const best = Math.max(...fits);
    // Where the old tables are gone, new ones follow in their order; photos without a list have joined tables alone.
    const first = old.files.length === 0 ? 1 : 0;
    const role = best > 0 ? fits.indexOf(best) : Math.min(place + first, known.length - 1);
    given[role]!.push(table);
  }
  const before: string[] = [];
  const join = joins.map((one, i) => {
    const own = given[i + 1]!;
    if (own.length > 0) return { ...one, kind: 'left' as const, files: own.map(({ path }) => path) };
    for (const file of one.files) refuseGone(file, joined[i]!, resolveFile);
    before.push(joined[i]!);
    return { ...one, kind: 'left' as const };
  });
  return { main: given[0]!, join: { join }, before };
}

/** Names of a file's columns; null where it is gone, or where the data set has no table. */
async function headerOf(
  reference: string | undefined,
  settings: ImportSettings | undefined,
  { resolveFile, signal }: Tools,
): Promise<ReadonlySet<string> | null> {
  if (reference === undefined) return null;
  try {
    const { columns } = await previewFiles([resolveFile(reference)], settings ?? {}, signal);
    return new Set(columns.map(({ name }) => name));
  } catch (error) {
    if (error instanceof Refusal || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** @throws Refusal `judging.joined-gone` */
function refuseGone(reference: string, name: string, resolveFile: Tools['resolveFile']): void {
  try {
    if (existsSync(resolveFile(reference))) return;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  throw new Refusal('judging.joined-gone', { file: name });
}

/** Shared names as a share of all names of both. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((name) => b.has(name)).length;
  return shared / (a.size + b.size - shared);
}

/**
 * Kinds and forms of dates as in training, so that a short file is not read otherwise; and what a person said of the old
 * file, unless more of the columns are found without it.
 */
async function settingsFor(
  old: DataSource,
  { settings, columns: known }: SourceReading,
  wanted: ReadonlySet<string>,
  tables: readonly NewFile[],
  signal: AbortSignal | undefined,
): Promise<ImportSettings | null> {
  if (tables.length === 0) return null;
  const { columns: said = {}, brokenRows: _broken, sheet, ...layout } = old.import ?? {};
  const paths = tables.slice(0, 1).map(({ path }) => path);
  const missing = layout.missing ? { missing: layout.missing } : {};
  const look = async (tried: ImportSettings): Promise<{ names: Set<string>; tried: ImportSettings }> => {
    const { columns } = await previewFiles(paths, tried, signal);
    return { names: new Set(columns.map(({ name }) => name)), tried };
  };
  const plain = await look({ ...missing, dateTimePairs: [] });
  const asSaid = Object.keys(layout).length > 0 ? await look({ ...layout, dateTimePairs: [] }).catch(() => null) : null;
  const found = ({ names }: { names: Set<string> }): number => [...wanted].filter((name) => names.has(name)).length;
  const { names, tried } = asSaid && found(asSaid) >= found(plain) ? asSaid : plain;
  const kindOf = new Map(known.map(({ name, kind }) => [name, kind]));
  const columns = Object.fromEntries(
    [...names].flatMap((name) => {
      const before = settings.columns?.[name];
      const kind = kindOf.get(name);
      if (before === undefined || kind === undefined || kind === 'image') return [];
      const { unit: _unit, ...form } = { ...before, ...said[name], kind };
      return [[name, form] as const];
    }),
  );
  const pairs = (settings.dateTimePairs ?? []).filter((pair) => names.has(pair.date) && names.has(pair.time));
  const { dateTimePairs: _none, ...rest } = tried;
  return {
    ...rest,
    ...(sheet === undefined ? {} : await withSheet(paths[0]!, sheet, signal)),
    columns,
    dateTimePairs: pairs,
  };
}

/** The sheet of training where the workbook has one of that name. */
async function withSheet(path: string, sheet: string, signal: AbortSignal | undefined): Promise<ImportSettings> {
  const { guesses } = await previewFiles([path], {}, signal);
  const all = guesses.sheet === null ? [] : [guesses.sheet.value, ...guesses.sheet.alternatives];
  return all.includes(sheet) ? { sheet } : {};
}
