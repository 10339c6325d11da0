// From a project document to its table: import, join, remove rows, profile. Imported tables are
// cached by the content of the files and the settings, so that a restart does not read them again.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentPath, hashBytes, hashFile } from '../base/files.ts';
import { log } from '../base/log.ts';
import { Refusal } from '../contract/errors.ts';
import type { ImportReport, ImportSettings } from '../contract/import.ts';
import type { DataSource, ProjectDocument } from '../contract/project.ts';
import { readTable, writeTable } from '../data/columns-file.ts';
import { importFiles } from '../data/import.ts';
import { joinTables } from '../data/join.ts';
import { profileTable } from '../data/profile.ts';
import { withoutRows } from '../data/select-rows.ts';
import type { Table } from '../data/table.ts';
import type { JobsOptions, LoadedData, LoadProgress } from './jobs.ts';
import { readReport, writeReport } from './report-file.ts';

/** Raised when the stored form of tables changes: older cache entries are then read from the files again. */
const cacheVersion = 2;
/** Tables kept in memory: the one at work and the one before it, for undo. */
const keptInMemory = 2;

interface Imported {
  readonly table: Table;
  readonly report: ImportReport;
  readonly hash: string;
}

export interface Loader {
  load(document: ProjectDocument, options?: LoadProgress): Promise<LoadedData>;
}

export function createLoader({ cacheFolder, resolveFile }: Pick<JobsOptions, 'cacheFolder' | 'resolveFile'>): Loader {
  const recent = new Map<string, LoadedData>();

  async function importCached(
    references: readonly string[],
    settings: ImportSettings | undefined,
    { signal, progress }: LoadProgress,
  ): Promise<Imported> {
    const paths = references.map(resolveFile);
    const contents = await Promise.all(references.map((reference, i) => contentOf(reference, paths[i]!, signal)));
    const key = hashBytes(JSON.stringify([cacheVersion, contents, settings ?? {}]));
    const hash = hashBytes(JSON.stringify([cacheVersion, contents, withoutUnits(settings ?? {})]));
    const path = contentPath(join(cacheFolder, 'tables'), key);
    const cached = existsSync(path) ? await readCached(path) : null;
    if (cached !== null) return { ...cached, hash };
    const { table, report } = await importFiles(paths, settings ?? {}, {
      ...(signal ? { signal } : {}),
      progress: (p) => progress?.('reading', p.bytesTotal > 0 ? p.bytesDone / p.bytesTotal : 0, p.rows),
    });
    await writeTable(table, path);
    writeReport(report, path);
    return { table, report, hash };
  }

  async function assemble(source: DataSource, options: LoadProgress): Promise<Imported> {
    let current = await importCached(source.files, source.import, options);
    for (const joined of source.join ?? []) {
      const right = await importCached(joined.files, joined.import, options);
      const { table } = joinTables(current.table, right.table, joined.keys, { kind: joined.kind });
      const hash = hashBytes(JSON.stringify([current.hash, right.hash, joined.keys, joined.kind]));
      current = { table, report: joinReports(current.report, right.report, table), hash };
    }
    const dropped = source.withoutRows ?? [];
    if (dropped.length === 0) return current;
    return {
      ...current,
      table: withoutRows(current.table, dropped),
      hash: hashBytes(JSON.stringify([current.hash, dropped])),
    };
  }

  return {
    async load(document, options = {}) {
      const source = onlySource(document);
      const key = JSON.stringify([source.files, source.import, source.join, source.withoutRows]);
      const known = recent.get(key);
      if (known !== undefined) {
        recent.delete(key);
        recent.set(key, known);
        return known;
      }
      const { table, report, hash } = await assemble(source, options);
      const { signal, progress } = options;
      const profile = await profileTable(table, {
        ...(signal ? { signal } : {}),
        progress: (share: number) => progress?.('profiling', share, table.rowCount),
      });
      const fileNames = source.names ?? table.source.files;
      const loaded: LoadedData = { table, profile, report, tableHash: hash, fileNames };
      recent.set(key, loaded);
      for (const oldest of recent.keys()) {
        if (recent.size <= keptInMemory) break;
        recent.delete(oldest);
      }
      return loaded;
    },
  };
}

/** A project trains on one table so far; joined tables are part of it. */
function onlySource(document: ProjectDocument): DataSource {
  if (document.data.length > 1) throw new Refusal('project.one-table', { count: document.data.length });
  return document.data[0]!;
}

async function contentOf(reference: string, path: string, signal?: AbortSignal): Promise<string> {
  return reference.startsWith('sha256:') ? reference.slice(7) : hashFile(path, signal);
}

/** A unit is a word beside the numbers: another one makes no other data, and runs stay comparable. */
function withoutUnits(settings: ImportSettings): ImportSettings {
  if (settings.columns === undefined) return settings;
  const columns = Object.entries(settings.columns).map(([name, { unit: _unit, ...rest }]) => [name, rest] as const);
  return { ...settings, columns: Object.fromEntries(columns.filter(([, rest]) => Object.keys(rest).length > 0)) };
}

/** A damaged or half-known cache entry is not an error: the files are read again. */
async function readCached(path: string): Promise<{ table: Table; report: ImportReport } | null> {
  try {
    const report = readReport(path);
    return report === null ? null : { table: await readTable(path), report };
  } catch (error) {
    log(`Cached table ${path} could not be read; importing again.`, error);
    return null;
  }
}

/** The report of a joined table: its rows, the columns of both sides as far as they are in the table. */
function joinReports(left: ImportReport, right: ImportReport, table: Table): ImportReport {
  const names = new Set(left.columns.map((column) => column.name));
  const added = right.columns.filter(
    (c) => !names.has(c.name) && table.columns.some((column) => column.name === c.name),
  );
  return {
    ...left,
    rows: table.rowCount,
    columns: [...left.columns, ...added],
    files: [...left.files, ...right.files],
    brokenRows: [...left.brokenRows, ...right.brokenRows].slice(0, 100),
    brokenRowCount: left.brokenRowCount + right.brokenRowCount,
    seconds: left.seconds + right.seconds,
  };
}
