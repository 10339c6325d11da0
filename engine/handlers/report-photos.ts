// What a report shows of photos: how they were read, and for each task those that its run judged worst.

import type { ProjectDocument } from '../contract/project.ts';
import { createHeatMaps } from '../jobs/heat-maps.ts';
import type { LoadedData } from '../jobs/loaded.ts';
import type { ReportPhotos, WorstPhoto } from '../report/facts.ts';
import type { Context } from './context.ts';
import { photosOf, pictureUrl } from './pictures.ts';
import { exampleOf, judgedPhotos } from './run-photos.ts';
import { frameOf } from './photo-frame.ts';

/** Photos of a task in print. */
const most = 8;
const side = 160;

/** Null where the project has no photos. */
export async function reportPhotos(
  context: Pick<Context, 'store' | 'jobs'>,
  document: ProjectDocument,
  loaded: LoadedData,
  id: string,
  signal: AbortSignal,
): Promise<ReportPhotos | null> {
  const sources = loaded.sources.flatMap(({ id: source, images }) => (images ? [{ source, ...images.report }] : []));
  if (sources.length === 0) return null;
  const { result } = context.store.jobs.readRun(id).summary;
  const heatMaps = createHeatMaps(context.store.jobs, (asked) => context.jobs.load(asked));
  const worst: { taskId: string; photos: WorstPhoto[] }[] = [];
  try {
    for (const task of document.tasks) {
      if (!result?.tasks[task.id]) continue;
      const { rows, data, classes } = await judgedPhotos(context, id, task.id, null, signal);
      // Of classes only the wrong answers; of values the largest errors.
      const wrong = rows.filter((one) => one.probability === null || one.actual !== one.judged).slice(0, most);
      const positive = task.kind === 'binary' ? classes[1] : undefined;
      const photos: WorstPhoto[] = [];
      for (const one of wrong) {
        const example = exampleOf(one, data, document);
        const { set, places, source } = photosOf(document, data, example.source);
        const place = places[one.row - source.firstRow]!;
        const url = await pictureUrl(set, place, side, context.store.folders.cache);
        if (url === null) continue;
        const map = await heatMaps.of(id, task.id, one.row);
        const frame = map ? frameOf(set, place, map.image) : null;
        photos.push({
          ...example,
          ...(positive === undefined ? {} : { positive }),
          url,
          map: map && frame ? { ...map, frame } : null,
        });
      }
      if (photos.length > 0) worst.push({ taskId: task.id, photos });
    }
  } finally {
    await heatMaps.close();
  }
  return { sources, worst };
}
