// Photos of a finished run: those behind the figures, and what decided about one.

import { correctionOf } from '../contract/corrections.ts';
import type { Handlers } from '../contract/commands.ts';
import { Refusal } from '../contract/errors.ts';
import type { HeatMap, RunExample } from '../contract/photos.ts';
import type { DataSource, ProjectDocument } from '../contract/project.ts';
import { rowNumbers } from '../data/row-numbers.ts';
import { createHeatMaps } from '../jobs/heat-maps.ts';
import type { LoadedData } from '../jobs/loaded.ts';
import { freeze } from '../jobs/prepare.ts';
import { readPredictions } from '../jobs/predictions-file.ts';
import type { Context } from './context.ts';
import { frameOf } from './photo-frame.ts';
import { photosOf } from './pictures.ts';
import { judgedRows, type Cell, type JudgedRow } from './run-examples.ts';

export function runPhotoHandlers(context: Context) {
  const { store, jobs } = context;
  const heatMaps = createHeatMaps(store.jobs, (document) => jobs.load(document));

  return {
    'run.examples': async ({ runId, taskId, cell, offset, limit }, signal) => {
      const { rows, data, document, classes, column } = await judgedPhotos(context, runId, taskId, cell, signal);
      const { projectId } = store.jobs.readRun(runId).summary;
      const now = store.revisions.read(projectId).document;
      const items = rows.slice(offset, offset + limit).map((one) => exampleOf(one, data, document));
      return {
        total: rows.length,
        items: items.map((item) => ({ ...item, corrected: correctedTo(now, item, column) })),
        classes,
        isCurrent:
          now !== null && JSON.stringify(now.data.map(photosRead)) === JSON.stringify(document.data.map(photosRead)),
      };
    },
    'run.heat-map': async ({ runId, taskId, source, row }, signal): Promise<HeatMap | null> => {
      const { document, summary } = store.jobs.readRun(runId);
      const data = await jobs.load(document, { signal });
      const photos = photosOf(document, data, source);
      const kept = photos.rows.kept(row);
      const place = photos.places[kept] ?? -1;
      if (place < 0) return null;
      const own = photos.source.firstRow + kept;
      const map = await heatMaps.of(runId, taskId, own);
      if (map === null || summary.result === null) return null;
      const { rows } = await judgedPhotos(context, runId, taskId, null, signal);
      const { height, width, values, image } = map;
      const about = rows.find((one) => one.row === own)?.judged ?? '';
      return { height, width, values: [...values], about, frame: frameOf(photos.set, place, image) };
    },
  } satisfies Partial<Handlers>;
}

/** What decides which photo a row is. */
function photosRead({ id, images, manifest, path, join }: DataSource): unknown {
  return [id, images, manifest, path, join];
}

/** Judged test rows of a task that have a photo. @throws Refusal `run.unfinished` before there is a result */
export async function judgedPhotos(
  { store, jobs }: Pick<Context, 'store' | 'jobs'>,
  runId: string,
  taskId: string,
  cell: Cell | null,
  signal: AbortSignal,
) {
  const { summary, document } = store.jobs.readRun(runId);
  const bytes = store.jobs.readArtifact(runId, 'predictions');
  if (summary.result === null || bytes === null) throw new Refusal('run.unfinished', { id: runId });
  const data = await jobs.load(document, { signal });
  const target = freeze(document, data).targets.find(({ task }) => task.id === taskId);
  const rows = target ? judgedRows(target, readPredictions(bytes), summary.result, cell) : [];
  return {
    rows: rows.filter(({ row }) => sourceAt(data, row).images !== null),
    data,
    document,
    classes: target?.task.kind === 'forecast' ? [] : [...(target?.classes ?? [])],
    column: target?.task.target ?? '',
  };
}

/** The photo behind a judged row. */
export function exampleOf(
  judged: JudgedRow,
  data: LoadedData,
  document: ProjectDocument,
): Omit<RunExample, 'corrected'> {
  const source = sourceAt(data, judged.row);
  const { set, places } = photosOf(document, data, source.id);
  const kept = judged.row - source.firstRow;
  const removed = document.data.find((one) => one.id === source.id)?.withoutRows ?? [];
  const { actual, judged: said, probability, regret } = judged;
  return {
    source: source.id,
    row: rowNumbers(removed).read(kept),
    name: set.names[places[kept]!] ?? '',
    actual,
    judged: said,
    probability,
    regret,
  };
}

function sourceAt({ sources }: LoadedData, row: number): LoadedData['sources'][number] {
  return sources.findLast(({ firstRow }) => firstRow <= row)!;
}

/** What was decided since about the label; null where nothing was. */
function correctedTo(
  document: ProjectDocument | null,
  { source, row }: { source: string; row: number },
  column: string,
): string | null {
  const value = document === null ? undefined : correctionOf(document, { source, row, column });
  return value === undefined ? null : String(value ?? '');
}
