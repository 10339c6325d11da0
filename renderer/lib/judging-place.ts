// The data sets that a run can judge, and which of them dropped files belong to.

import type { ProjectDocument } from '../../engine/contract/project.ts';
import { tasksOn } from './data-sets.ts';
import type { Dropped } from './dropped-files.ts';

/** A data set that can be judged. */
export interface JudgedPlace {
  readonly id: string;
  readonly kind: 'table' | 'images' | 'series';
}

/** Those with tasks. */
export function judgedPlaces(document: ProjectDocument | null): JudgedPlace[] {
  return (document?.data ?? []).flatMap(({ id, images }) => {
    const tasks = tasksOn(document!, id);
    if (tasks.length === 0) return [];
    const isForecast = tasks.some(({ kind }) => kind === 'forecast');
    return [{ id, kind: images ? 'images' : isForecast ? 'series' : 'table' }];
  });
}

/**
 * Of files dropped beside their frames: the only data set; else the only one of that kind, or the only one of them that still has no files.
 * Null where more than one may be meant.
 */
export function placeOf(
  dropped: Dropped,
  places: readonly JudgedPlace[],
  hasFiles: (id: string) => boolean,
): string | null {
  if (places.length === 1) return places[0]!.id;
  const wantsPhotos = dropped.kind === 'photos';
  const fitting = places.filter(({ kind }) => (kind === 'images') === wantsPhotos);
  if (fitting.length === 1) return fitting[0]!.id;
  const empty = fitting.filter(({ id }) => !hasFiles(id));
  return empty.length === 1 ? empty[0]!.id : null;
}
