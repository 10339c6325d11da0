// What a drop of photos holds, before anything is taken into a project.

import { join } from 'node:path';
import { Refusal } from '../contract/errors.ts';
import type { Failure } from '../contract/errors.ts';
import type { PhotoJoinProposal } from '../contract/joins.ts';
import type { ImagesPreview } from '../contract/photos.ts';
import { importImages, photoColumnsOf } from '../data/images/index.ts';
import type { ImageSet } from '../data/images/index.ts';
import { profileTable } from '../data/profile.ts';
import { cellText, columnOf } from '../data/table.ts';
import type { Table } from '../data/table.ts';
import { listColumns, type ListFile } from './photo-lists.ts';
import { pictureUrl } from './pictures.ts';

const mostExamples = 12;
const exampleSide = 160;

interface Asked {
  readonly origins: readonly string[];
  readonly list: ListFile | null;
  readonly path: string | null;
  /** A table that may be joined to the photos. */
  readonly beside: Table | null;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  readonly progress: (share: number, count: number) => void;
}

/** A list that does not fit is told beside the photos: they can be had without it. */
export async function previewPhotos(asked: Asked): Promise<ImagesPreview> {
  const { list, signal, cacheFolder } = asked;
  const columns = list === null ? [] : await listColumns(list, signal);
  const { found, failure } = await withoutBadList(asked);
  const labels = (await profileTable(found.table, { signal })).filter((column) => column.kind !== 'image');
  return {
    report: found.report,
    labels: labels.map((one) => ({
      name: one.name,
      kind: one.kind,
      missing: one.missing,
      distinct: one.distinct,
      levels: one.kind === 'category' ? one.levels : [],
    })),
    examples: await examplesOf(found.table, found.set, cacheFolder),
    listFailure: failure,
    listColumns: columns,
    ...(asked.beside === null ? {} : { join: proposePhotoJoin(found.table, found.set, asked.beside) }),
  };
}

/** Which columns of a table name the photos. */
export function proposePhotoJoin(photos: Table, set: Pick<ImageSet, 'names'>, table: Table): PhotoJoinProposal {
  const { columns, guess } = photoColumnsOf(photos, table);
  return { photos: photos.rowCount, example: set.names[0] ?? '', columns: [...columns], guess };
}

async function withoutBadList(asked: Asked): Promise<{
  found: Awaited<ReturnType<typeof importImages>>;
  failure: Failure | null;
}> {
  const { origins, list, path, signal, progress, cacheFolder } = asked;
  const hooks = { signal, progress, cacheFolder: join(cacheFolder, 'images') };
  if (list === null) return { found: await importImages({ origins }, hooks), failure: null };
  try {
    const request = { origins, manifest: list.path, manifestName: list.name, pathColumn: path ?? undefined };
    return { found: await importImages(request, hooks), failure: null };
  } catch (error) {
    // Photos that cannot be read at all are refused again, and then for good.
    if (!(error instanceof Refusal) || error.code === 'images.none') throw error;
    const { code, facts } = error;
    return {
      found: await importImages({ origins }, hooks),
      failure: { code, facts: facts as Record<string, unknown> },
    };
  }
}

/** Spread over all photos, so that with folders in order of their names every class is likely seen. */
async function examplesOf(table: Table, set: ImageSet, cacheFolder: string): Promise<ImagesPreview['examples']> {
  const count = Math.min(mostExamples, set.count);
  const places = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * set.count) / count));
  const label = columnOf(table, 'class') ?? table.columns[1];
  const urls = await Promise.all(places.map((place) => pictureUrl(set, place, exampleSide, cacheFolder)));
  return places.flatMap((place, i) => {
    const url = urls[i]!;
    return url === null ? [] : [{ name: set.names[place]!, label: label ? cellText(label, place) : '', url }];
  });
}
