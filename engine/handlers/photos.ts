// Photos: preview of a drop, import, lists, small and large pictures.

import { writeFileSync } from 'node:fs';
import { safeFileName } from '../base/file-names.ts';
import type { Handlers } from '../contract/commands.ts';
import { csvText } from '../contract/csv.ts';
import type { Language } from '../contract/language.ts';
import type { DataSource } from '../contract/project.ts';
import { sayImageProblem } from '../contract/text/image-problems.ts';
import type { Table } from '../data/table.ts';
import { freeze } from '../jobs/prepare.ts';
import type { LoadProgress } from '../jobs/jobs.ts';
import type { Context } from './context.ts';
import { dataView, sourceOf } from './data-view.ts';
import { emptyDocument } from './empty-document.ts';
import { outputPath } from './outputs.ts';
import { listPhotos } from './photo-list.ts';
import { listFile } from './photo-lists.ts';
import { previewPhotos } from './photo-preview.ts';
import { photosOf, pictureUrl } from './pictures.ts';
import { projectView, requireDocument } from './project-view.ts';
import { canJoinPhotos, withSource, withTableJoined } from './sources.ts';
import { takeImages } from './take-images.ts';
import { throttled } from './throttle.ts';

/** Of the time of an import, what packing the files takes; reading them takes the rest. */
const packingShare = 0.3;
/** Progress of a preview belongs to no project yet. */
const noProject = 'preview';

const problemHeads: Readonly<Record<Language, readonly string[]>> = {
  ja: ['画像', '問題'],
  en: ['Picture', 'Problem'],
};

export function photoHandlers(context: Context) {
  const { store, jobs, emit } = context;
  const { cache } = store.folders;

  const tell = (projectId: string): NonNullable<LoadProgress['progress']> =>
    throttled((phase, share, rows) => emit('import.progress', { projectId, phase, share, rows }));

  const originsOf = (tokens: readonly string[]) => tokens.map((token) => store.tokens.find(token, { folders: true }));

  async function load(projectId: string, signal: AbortSignal) {
    const document = requireDocument(context, projectId);
    return { document, loaded: await jobs.load(document, { signal, progress: tell(projectId) }) };
  }

  /** The table's rows; null where they cannot be joined to photos. */
  async function tableBeside(projectId: string, source: string, signal: AbortSignal): Promise<Table | null> {
    const document = requireDocument(context, projectId);
    const found = document.data.find(({ id }) => id === source);
    return found && canJoinPhotos(found) ? sourceOf(await jobs.load(document, { signal }), source).table : null;
  }

  return {
    'images.preview': async ({ tokens, manifest, path, beside }, signal) => {
      const origins = originsOf(tokens).map((one) => one.path);
      const progress = tell(noProject);
      return previewPhotos({
        origins,
        list: await listFile(store, origins, manifest, signal),
        path,
        beside: beside ? await tableBeside(beside.projectId, beside.source, signal) : null,
        cacheFolder: cache,
        signal,
        progress: (share, count) => progress('reading', share, count),
      });
    },
    'data.import-images': async ({ projectId, tokens, manifest, path, id, joined }, signal) => {
      const origins = originsOf(tokens);
      const paths = origins.map((one) => one.path);
      const list = await listFile(store, paths, manifest, signal);
      const progress = tell(projectId);
      const name = origins[0]!.name;
      const packed = await takeImages(store, paths, name, {
        signal,
        progress: (done, total) => progress('reading', (packingShare * done) / total, done),
      });
      const source: DataSource = {
        id: id ?? 'main',
        files: [],
        images: [packed],
        names: [name, ...(list === null ? [] : [list.name])],
        ...(list === null ? {} : { manifest: await store.userFiles.take(list.path, list.name, signal) }),
        ...(path === null || list === null ? {} : { path }),
      };
      const before = store.revisions.read(projectId);
      const document =
        before.document !== null && joined !== undefined
          ? withTableJoined(before.document, source, joined)
          : before.document === null
            ? emptyDocument(before.name, source)
            : id === null
              ? { ...before.document, data: [source], accepted: [] }
              : withSource(before.document, source);
      const loaded = await jobs.load(document, {
        signal,
        progress: (phase, share, rows) =>
          progress(phase, phase === 'reading' ? packingShare + (1 - packingShare) * share : share, rows),
      });
      const revision = store.revisions.edit(projectId, null, document);
      store.projects.noteRows(projectId, loaded.table.rowCount);
      return { project: projectView(context, revision), data: dataView(loaded, joined?.source ?? source.id) };
    },
    'images.list': async ({ projectId, source, ...asked }, signal) => {
      const { document, loaded } = await load(projectId, signal);
      const photos = photosOf(document, loaded, source);
      const { firstRow, table } = photos.source;
      const isDivided = asked.filter.part !== undefined && document.tasks.length > 0;
      const parts = isDivided ? freeze(document, loaded).parts.subarray(firstRow, firstRow + table.rowCount) : null;
      const corrections = document.data.find((one) => one.id === source)?.corrections ?? [];
      return listPhotos(photos, asked, { corrections, parts });
    },
    'images.pictures': async ({ projectId, source, rows, side, runId }, signal) => {
      const document = runId === undefined ? requireDocument(context, projectId) : store.jobs.readRun(runId).document;
      const { set, places, rows: numbers } = photosOf(document, await jobs.load(document, { signal }), source);
      const placeOf = (row: number): number => {
        const kept = numbers.kept(row);
        return kept < 0 ? -1 : (places[kept] ?? -1);
      };
      return Promise.all(rows.map(async (row) => ({ row, url: await pictureUrl(set, placeOf(row), side, cache) })));
    },
    'images.problems-csv': async ({ projectId, source, language }, signal) => {
      const { document, loaded } = await load(projectId, signal);
      const { problems } = photosOf(document, loaded, source).source.images!;
      const path = outputPath(context, `${safeFileName(store.projects.name(projectId))}_${source}_problems.csv`);
      const rows = problems.map((problem) => [problem.path, sayImageProblem(problem, language)]);
      writeFileSync(path, csvText([[...problemHeads[language]], ...rows]));
      return store.tokens.add(path);
    },
  } satisfies Partial<Handlers>;
}
