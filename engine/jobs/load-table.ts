// One data set of tables: import, join, signals, remove rows, order in time. Imported tables are cached by the
// content of the files and the settings, so that a restart does not read them again.

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { markUsed } from '../base/cache.ts';
import { contentPath, hashBytes, hashFile } from '../base/files.ts';
import { log } from '../base/log.ts';
import { Refusal } from '../contract/errors.ts';
import type { ImportReport, ImportSettings } from '../contract/import.ts';
import type { DataSource, JoinedTable } from '../contract/project.ts';
import { readTable, writeTable } from '../data/columns-file.ts';
import { withCorrections } from '../data/corrections.ts';
import { importFiles } from '../data/import.ts';
import { joinToPhotos } from '../data/images/index.ts';
import { joinTables } from '../data/join.ts';
import { withoutRows } from '../data/select-rows.ts';
import { joinSignals, orderSeries } from '../data/series/index.ts';
import type { Table } from '../data/table.ts';
import { columnNamer, sourceInNames } from './column-names.ts';
import type { JobsOptions, LoadProgress } from './jobs.ts';
import type { SourceContent } from './load.ts';
import { readReport, reportColumn, writeReport } from './report-file.ts';

/** Raised when the stored form of tables changes: older cache entries are then read from the files again. */
const cacheVersion = 2;

export interface ImportedTable {
  readonly table: Table;
  readonly report: ImportReport;
  readonly hash: string;
}

export interface TableLoader {
  load(source: DataSource, hooks: LoadProgress): Promise<SourceContent>;
  /** Adds the data set's joined tables to what is there. */
  joined(source: DataSource, base: ImportedTable, hooks: LoadProgress): Promise<ImportedTable>;
}

export function createTableLoader({
  cacheFolder,
  resolveFile,
}: Pick<JobsOptions, 'cacheFolder' | 'resolveFile'>): TableLoader {
  async function importCached(
    references: readonly string[],
    settings: ImportSettings | undefined,
    { signal, progress }: LoadProgress,
  ): Promise<ImportedTable> {
    const paths = references.map(resolveFile);
    const contents = await Promise.all(references.map((reference, i) => contentOf(reference, paths[i]!, signal)));
    const key = hashBytes(JSON.stringify([cacheVersion, contents, settings ?? {}]));
    const hash = hashBytes(JSON.stringify([cacheVersion, contents, withoutUnits(settings ?? {})]));
    const path = contentPath(join(cacheFolder, 'tables'), key);
    const cached = existsSync(path) ? await readCached(path) : null;
    if (cached !== null) {
      markUsed(path);
      return { ...cached, hash };
    }
    const { table, report } = await importFiles(paths, settings ?? {}, {
      ...(signal ? { signal } : {}),
      progress: (p) => progress?.('reading', p.bytesTotal > 0 ? p.bytesDone / p.bytesTotal : 0, p.rows),
    });
    await writeTable(table, path);
    writeReport(report, path);
    return { table, report, hash };
  }

  async function joined(source: DataSource, base: ImportedTable, hooks: LoadProgress): Promise<ImportedTable> {
    let current = base;
    for (const one of source.join ?? []) {
      const right = await importCached(one.files, one.import, hooks);
      const { table, by } = joinedBy(source, one, current, right);
      const hash = hashBytes(JSON.stringify([current.hash, right.hash, by, one.kind]));
      current = { table, report: joinReports(current.report, right.report, table), hash };
    }
    return current;
  }

  /** Cycles stand in the order of the rows: what is joined by key may not have dropped any. */
  async function withSignals(
    source: DataSource,
    base: ImportedTable,
    { signal }: LoadProgress,
  ): Promise<ImportedTable> {
    if (source.signals === undefined) return base;
    const paths = source.signals.map(resolveFile);
    const contents = await Promise.all(source.signals.map((one, i) => contentOf(one, paths[i]!, signal)));
    const files = paths.map((path) => ({ path, name: basename(path) }));
    const table = await joinSignals(base.table, files, signal ? { stop: signal } : {});
    const known = new Set(base.table.columns.map((column) => column.name));
    const added = table.columns.filter((column) => !known.has(column.name));
    return {
      table,
      report: { ...base.report, columns: [...base.report.columns, ...added.map(reportColumn)] },
      hash: hashBytes(JSON.stringify([base.hash, 'signals', contents])),
    };
  }

  async function assembled(source: DataSource, hooks: LoadProgress): Promise<ImportedTable> {
    return withSignals(
      source,
      await joined(source, await importCached(source.files, source.import, hooks), hooks),
      hooks,
    );
  }

  return {
    joined,
    async load(given, hooks) {
      const found = await assembled(given, hooks);
      const source = sourceInNames(given, columnNamer(found.report));
      const base = withLabelsRight(source, found);
      let { table, hash } = base;
      const { report } = base;
      const dropped = source.withoutRows ?? [];
      if (dropped.length > 0) {
        table = withoutRows(table, dropped);
        hash = hashBytes(JSON.stringify([hash, dropped]));
      }
      const series =
        source.time === undefined
          ? null
          : orderSeries(table, { time: source.time, series: source.series }, source.order);
      if (series) {
        table = series.table;
        hash = hashBytes(
          JSON.stringify([hash, 'in order of', source.time, source.series ?? null, source.order ?? null]),
        );
      }
      return { table, report, hash, series, images: null, labelColumns: [] };
    },
  };
}

/** The tables side by side, and what tells this join from others. @throws Refusal `join.no-keys` and those of joining */
function joinedBy(
  { images }: DataSource,
  { keys, photo, kind }: JoinedTable,
  left: ImportedTable,
  right: ImportedTable,
): { table: Table; by: unknown } {
  if (keys.length > 0) {
    const by = keys.map(columnNamer(left.report));
    return { table: joinTables(left.table, right.table, by, { kind }).table, by };
  }
  if (images === undefined) throw new Refusal('join.no-keys', { file: right.table.source.files.join(', ') });
  const column = photo === undefined ? undefined : columnNamer(right.report)(photo);
  return { table: joinToPhotos(left.table, right.table, column, { kind }), by: { photo: column ?? null } };
}

export async function contentOf(reference: string, path: string, signal?: AbortSignal): Promise<string> {
  return reference.startsWith('sha256:') ? reference.slice(7) : hashFile(path, signal);
}

/** A unit is a word beside the numbers: another one makes no other data, and runs stay comparable. */
export function withoutUnits(settings: ImportSettings): ImportSettings {
  const { columns = {}, ...others } = settings;
  const said = Object.entries(columns).flatMap(([name, { unit: _unit, ...rest }]) =>
    Object.keys(rest).length > 0 ? [[name, rest] as const] : [],
  );
  // In their old place: the order of the keys is part of the hash.
  return said.length > 0 ? { ...settings, columns: Object.fromEntries(said) } : others;
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

function withLabelsRight({ corrections = [] }: DataSource, base: ImportedTable): ImportedTable {
  if (corrections.length === 0) return base;
  const hash = hashBytes(JSON.stringify([base.hash, 'corrected', corrections]));
  return { ...base, table: withCorrections(base.table, corrections), hash };
}
