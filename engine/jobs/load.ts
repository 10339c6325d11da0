// From a project document to its data: each data set loaded (and kept in memory for a while), then all as one row space.

import { hashBytes } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import type { DataSource, ProjectDocument } from '../contract/project.ts';
import { profileTable } from '../data/profile.ts';
import { stackTables } from '../data/stack.ts';
import type { JobsOptions, LoadProgress } from './jobs.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import { createImageLoader } from './load-images.ts';
import { createTableLoader } from './load-table.ts';

/** Data sets kept in memory: those at work and as many before them, for undo. */
const keptInMemory = 2;

export type SourceContent = Omit<LoadedSource, 'id' | 'firstRow' | 'profile' | 'fileNames'>;

export interface Loader {
  load(document: ProjectDocument, options?: LoadProgress): Promise<LoadedData>;
}

export function createLoader(options: Pick<JobsOptions, 'cacheFolder' | 'resolveFile'>): Loader {
  const recent = new Map<string, { readonly read: string; readonly whole: Omit<LoadedSource, 'firstRow'> }>();
  const tables = createTableLoader(options);
  const photos = createImageLoader({ ...options, tables });
  let stacked: { readonly of: readonly LoadedSource[]; readonly data: LoadedData } | null = null;

  async function loadSource(source: DataSource, hooks: LoadProgress): Promise<Omit<LoadedSource, 'firstRow'>> {
    const { names: _names, ...content } = source;
    const key = JSON.stringify(source);
    const read = JSON.stringify(content);
    const known = recent.get(key)?.whole ?? renamed(read, source);
    if (known !== undefined) {
      recent.delete(key);
      recent.set(key, { read, whole: known });
      return known;
    }
    const loaded = source.images ? await photos.load(source, hooks) : await tables.load(source, hooks);
    const { signal, progress } = hooks;
    const profile = await profileTable(loaded.table, {
      ...(signal ? { signal } : {}),
      progress: (share: number) => progress?.('profiling', share, loaded.table.rowCount),
    });
    const whole = underNames({ ...loaded, id: source.id, profile, fileNames: loaded.table.source.files }, source);
    recent.set(key, { read, whole });
    return whole;
  }

  /** The same content under other names of its files is not read again. */
  function renamed(read: string, source: DataSource): Omit<LoadedSource, 'firstRow'> | undefined {
    const known = [...recent.values()].find((one) => one.read === read)?.whole;
    return known && underNames(known, source);
  }

  function forget(most: number): void {
    for (const oldest of recent.keys()) {
      if (recent.size <= most) break;
      recent.delete(oldest);
    }
  }

  return {
    async load(document, hooks = {}) {
      refuseUnclear(document);
      const sources: LoadedSource[] = [];
      let firstRow = 0;
      for (const source of document.data) {
        const loaded = await loadSource(source, hooks);
        sources.push({ ...loaded, firstRow });
        firstRow += loaded.table.rowCount;
      }
      forget(Math.max(keptInMemory, 2 * sources.length));
      const same =
        stacked?.of.length === sources.length &&
        stacked.of.every((one, i) => one.profile === sources[i]!.profile && one.table === sources[i]!.table);
      if (!same || !stacked) stacked = { of: sources, data: await together(sources) };
      return stacked.data;
    },
  };
}

/** With the names a person knows the files by: one content may have been taken in under several. */
function underNames(loaded: Omit<LoadedSource, 'firstRow'>, source: DataSource): Omit<LoadedSource, 'firstRow'> {
  const names = source.names;
  if (names === undefined) return loaded;
  const { table, report } = loaded;
  if (loaded.images !== null) {
    // Photos of several folders stand in one list: each row is told by all of them, and by its place in the list.
    const named = { ...table.source, files: [names.join(' + ')] };
    return { ...loaded, fileNames: names, table: { ...table, source: named } };
  }
  const called = new Map(table.source.files.map((file, i) => [file, names[i] ?? file]));
  const nameOf = (file: string): string => called.get(file) ?? file;
  return {
    ...loaded,
    fileNames: names,
    table: { ...table, source: { ...table.source, files: table.source.files.map((file, i) => names[i] ?? file) } },
    report: {
      ...report,
      files: report.files.map((one, i) => ({ ...one, file: names[i] ?? one.file })),
      brokenRows: report.brokenRows.map((row) => ({ ...row, file: nameOf(row.file) })),
    },
  };
}

async function together(sources: readonly LoadedSource[]): Promise<LoadedData> {
  const first = sources[0]!;
  if (sources.length === 1) {
    const { table, profile, report, hash, fileNames } = first;
    return { table, profile, report, tableHash: hash, fileNames, sources };
  }
  const table = stackTables(sources);
  const reports = sources.map((source) => source.report);
  const names = new Set(table.columns.map((column) => column.name));
  return {
    table,
    profile: await profileTable(table),
    report: {
      ...first.report,
      rows: table.rowCount,
      columns: [
        ...new Map(reports.flatMap((one) => one.columns).map((column) => [column.name, column])).values(),
      ].filter((column) => names.has(column.name)),
      files: reports.flatMap((one) => one.files),
      brokenRows: reports.flatMap((one) => one.brokenRows).slice(0, 100),
      brokenRowCount: reports.reduce((sum, one) => sum + one.brokenRowCount, 0),
      seconds: reports.reduce((sum, one) => sum + one.seconds, 0),
    },
    tableHash: hashBytes(JSON.stringify(sources.map(({ id, hash }) => [id, hash]))),
    fileNames: sources.flatMap((source) => source.fileNames),
    sources,
  };
}

/** @throws Refusal `project.source-twice`, `project.source-empty` */
function refuseUnclear({ data }: ProjectDocument): void {
  const ids = new Set<string>();
  for (const { id, files, images } of data) {
    if (ids.has(id)) throw new Refusal('project.source-twice', { source: id });
    ids.add(id);
    if (files.length === 0 && images === undefined) throw new Refusal('project.source-empty', { source: id });
  }
}
