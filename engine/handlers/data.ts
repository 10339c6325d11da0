// The data of a project: preview, import, join, rows, health and its fixes.

import type { Checked, Handlers } from '../contract/commands.ts';
import type { ImportSettings } from '../contract/import.ts';
import type { TableFiles } from '../contract/joins.ts';
import type { DataSource, JoinedTable, ProjectDocument } from '../contract/project.ts';
import { previewFiles } from '../data/preview.ts';
import { proposeJoin } from '../data/propose-join.ts';
import { rowNumbers } from '../data/row-numbers.ts';
import { cellText } from '../data/table.ts';
import type { Table } from '../data/table.ts';
import type { LoadProgress } from '../jobs/jobs.ts';
import type { Context } from './context.ts';
import { dataView, sourceOf } from './data-view.ts';
import { emptyDocument } from './empty-document.ts';
import { photosOf } from './pictures.ts';
import { proposePhotoJoin } from './photo-preview.ts';
import { projectView, requireDocument } from './project-view.ts';
import { withChanged, withSource } from './sources.ts';
import { throttled } from './throttle.ts';

export function dataHandlers(context: Context) {
  const { store, jobs, emit } = context;

  const progressOf = (projectId: string, signal: AbortSignal): LoadProgress => ({
    signal,
    progress: throttled((phase, share, rows) => emit('import.progress', { projectId, phase, share, rows })),
  });

  /** The files as the program keeps them, and the names the user knows them by. */
  async function takeFiles(
    tokens: readonly string[],
    signal: AbortSignal,
  ): Promise<{ files: string[]; names: string[] }> {
    const known = tokens.map((token) => store.tokens.find(token));
    const files: string[] = [];
    for (const { path, name } of known) files.push(await store.userFiles.take(path, name, signal));
    return { files, names: known.map(({ name }) => name) };
  }

  /** What a person said about files of this kind before, where she says nothing now. */
  async function settingsFor(
    tokens: readonly string[],
    settings: ImportSettings | null,
  ): Promise<ImportSettings | null> {
    if (settings !== null) return settings;
    const paths = tokens.map((token) => store.tokens.find(token).path);
    return store.importSettings.find((await previewFiles(paths, {})).fileKind);
  }

  /** A data set of these files. */
  async function takeTable(id: string, { tokens, settings }: TableFiles, signal: AbortSignal): Promise<DataSource> {
    const said = await settingsFor(tokens, settings);
    return { id, ...(await takeFiles(tokens, signal)), ...(said === null ? {} : { import: said }) };
  }

  async function takeJoined(
    { tokens, settings, keys, photo, kind }: TableFiles & Pick<JoinedTable, 'keys' | 'kind' | 'photo'>,
    signal: AbortSignal,
  ): Promise<JoinedTable> {
    const { id: _id, names: _names, ...table } = await takeTable('joined', { tokens, settings }, signal);
    return {
      files: table.files,
      keys,
      kind,
      ...(photo === undefined ? {} : { photo }),
      ...(table.import === undefined ? {} : { import: table.import }),
    };
  }

  /** Loads `document`, and only when that worked makes it the project's newest revision. */
  async function loadAndEdit(
    projectId: string,
    document: ProjectDocument,
    said: ImportSettings | null,
    signal: AbortSignal,
    shown?: string,
  ) {
    const loaded = await jobs.load(document, progressOf(projectId, signal));
    if (said !== null) store.importSettings.remember(loaded.report.fileKind, withoutBrokenRows(said));
    const revision = store.revisions.edit(projectId, null, document);
    store.projects.noteRows(projectId, loaded.table.rowCount);
    return {
      project: projectView(context, revision),
      data: dataView(loaded, shown),
    };
  }

  /** Files that belong to no project yet, read as one table. */
  async function tableOf({ tokens, settings }: TableFiles, signal: AbortSignal): Promise<Table> {
    const files = tokens.map((token) => store.tokens.find(token).path);
    const source: DataSource = { id: 'main', files, ...(settings === null ? {} : { import: settings }) };
    return (await jobs.load(emptyDocument('', source), { signal })).table;
  }

  return {
    'data.preview': async ({ tokens, settings }, signal) => {
      const paths = tokens.map((token) => store.tokens.find(token).path);
      const preview = await previewFiles(paths, settings ?? {}, signal);
      const remembered = settings === null ? store.importSettings.find(preview.fileKind) : null;
      if (remembered === null) return preview;
      return { ...(await previewFiles(paths, remembered, signal)), remembered };
    },
    'data.propose-join': async ({ tables, main, keys }, signal) => {
      const read: Table[] = [];
      // One by one, as they will be imported: what is read now is not read again then.
      for (const table of tables) read.push(await tableOf(table, signal));
      return proposeJoin(read, main, keys);
    },
    'data.import': async ({ projectId, tokens, settings, id, join = [], beside = [] }, signal) => {
      const joined: JoinedTable[] = [];
      for (const one of join) joined.push(await takeJoined(one, signal));
      const source: DataSource = {
        ...(await takeTable(id ?? 'main', { tokens, settings }, signal)),
        ...(joined.length === 0 ? {} : { join: joined }),
      };
      const { document: before, name } = store.revisions.read(projectId);
      let document = id === undefined || before === null ? withData(before, name, source) : withSource(before, source);
      for (const one of beside) document = withSource(document, await takeTable(one.id, one, signal));
      return loadAndEdit(projectId, document, settings, signal, id);
    },
    'data.append': async ({ projectId, tokens, settings, source }, signal) => {
      const { files, names } = await takeFiles(tokens, signal);
      const document = withChanged(requireDocument(context, projectId), source, (one) =>
        withMoreFiles(one, files, names, settings),
      );
      return loadAndEdit(projectId, document, null, signal, source);
    },
    'data.add-signals': async ({ projectId, tokens, source }, signal) => {
      const { files } = await takeFiles(tokens, signal);
      const document = withChanged(requireDocument(context, projectId), source, (one) => ({
        ...one,
        signals: [...(one.signals ?? []), ...files],
      }));
      return loadAndEdit(projectId, document, null, signal, source);
    },
    'data.join': async ({ projectId, tokens, settings, keys, photo, kind, source }, signal) => {
      const named = photo === undefined ? {} : { photo };
      const joined = await takeJoined({ tokens, settings, keys, kind, ...named }, signal);
      const document = withChanged(requireDocument(context, projectId), source, (one) => ({
        ...one,
        join: [...(one.join ?? []), joined],
      }));
      return loadAndEdit(projectId, document, null, signal, source);
    },
    'images.propose-join': async ({ projectId, source, tokens, settings }, signal) => {
      const right = await tableOf({ tokens, settings }, signal);
      const document = requireDocument(context, projectId);
      const { source: photos, set } = photosOf(document, await jobs.load(document, { signal }), source);
      return proposePhotoJoin(photos.table, set, right);
    },
    'data.view': async ({ projectId, source }, signal) => {
      const { document } = store.revisions.read(projectId);
      const loaded = document === null ? null : await jobs.load(document, progressOf(projectId, signal));
      // Undo and redo bring other data without an import: the list of projects follows what is shown.
      store.projects.noteRows(projectId, loaded?.table.rowCount ?? null);
      return document === null || loaded === null ? null : dataView(loaded, source);
    },
    'data.rows': async ({ projectId, offset, limit, rows, source }, signal) => {
      const document = requireDocument(context, projectId);
      const { id, table, series } = sourceOf(await jobs.load(document, { signal }), source);
      const { kept } = rowNumbers(document.data.find((one) => one.id === id)?.withoutRows ?? []);
      // Rows are named as they stand in the file; a table in order of time has them elsewhere, or joined to another.
      const place = (row: number): number => (series ? series.sourceRow.indexOf(kept(row)) : kept(row));
      return {
        columns: table.columns.map((column) => column.name),
        rows: wantedRows(table.rowCount, { offset, limit, rows: rows?.map(place) ?? null }).map((row) => ({
          row,
          file: table.source.files[table.source.file[row]!] ?? '',
          line: table.source.line[row]!,
          cells: table.columns.map((column) => cellText(column, row)),
        })),
      };
    },
    'data.health': async ({ projectId, source }, signal) =>
      jobs.health(requireDocument(context, projectId), progressOf(projectId, signal), source),
    'data.fix': async ({ projectId, fix }) => {
      const { document, revision } = store.revisions.read(projectId);
      const fixed = jobs.fix(document ?? requireDocument(context, projectId), fix);
      return projectView(context, store.revisions.edit(projectId, revision, fixed));
    },
  } satisfies Partial<Handlers>;
}

/** New data in a document: what was decided about rows of the old data goes, tasks and recipes stay. */
function withData(document: ProjectDocument | null, name: string, source: DataSource): ProjectDocument {
  return document === null ? emptyDocument(name, source) : { ...document, data: [source], accepted: [] };
}

/** The files go below those that are there: rows that were named by number keep their numbers. */
function withMoreFiles(
  source: DataSource,
  files: readonly string[],
  names: readonly string[],
  settings: ImportSettings | null,
): DataSource {
  return {
    ...source,
    files: [...source.files, ...files],
    names: [...(source.names ?? source.files), ...names],
    ...(settings === null ? {} : { import: { ...source.import, ...settings } }),
  };
}

/** Row numbers of a page, or those asked for, as far as they exist. */
function wantedRows(count: number, { offset, limit, rows }: Omit<Checked<'data.rows'>, 'projectId'>): number[] {
  const asked = rows ?? Array.from({ length: limit }, (_, i) => offset + i);
  return asked.filter((row) => Number.isInteger(row) && row >= 0 && row < count).slice(0, 200);
}

/** Leaving rows out is a decision about one file; the next file's broken rows are looked at afresh. */
function withoutBrokenRows({ brokenRows: _once, ...lasting }: ImportSettings): ImportSettings {
  return lasting;
}
