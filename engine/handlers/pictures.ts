// Photos as data URLs. Small ones are kept in the cache folder by the content of the photo, so that a list of
// thousands is decoded once.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markUsed } from '../base/cache.ts';
import { makeFolder } from '../base/files.ts';
import { log } from '../base/log.ts';
import { Refusal } from '../contract/errors.ts';
import { picture, thumbnail } from '../data/images/index.ts';
import type { ImageSet } from '../data/images/index.ts';
import { columnOf } from '../data/table.ts';
import type { LevelColumn } from '../data/table.ts';
import { rowNumbers, type RowNumbers } from '../data/row-numbers.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { LoadedData, LoadedSource } from '../jobs/loaded.ts';
import { sourceOf } from './data-view.ts';

/** Sides up to this are lists: JPEG, kept. Above, photos are looked at closely: PNG, made anew. */
const largestKept = 256;

/** The photos of a data set with its rows: everything that lists and pictures need. */
export interface Photos {
  readonly source: LoadedSource;
  readonly set: ImageSet;
  /** Place in the set for each row of the table; -1 = none. */
  readonly places: Int32Array;
  readonly rows: RowNumbers;
}

/** @throws Refusal `project.no-data-set`, `project.no-photos` */
export function photosOf(document: ProjectDocument, loaded: LoadedData, id: string): Photos {
  const source = sourceOf(loaded, id);
  if (source.images === null) throw new Refusal('project.no-photos', { source: id });
  const removed = document.data.find((one) => one.id === source.id)?.withoutRows ?? [];
  const places = (columnOf(source.table, 'image') as LevelColumn).codes;
  return { source, set: source.images.set, places, rows: rowNumbers(removed) };
}

/** A data URL of the photo at this place, at most `side` pixels a side; null where it can no longer be read. */
export async function pictureUrl(
  set: ImageSet,
  place: number,
  side: number,
  cacheFolder: string,
): Promise<string | null> {
  if (place < 0 || place >= set.count) return null;
  try {
    if (side > largestKept) return url('png', await picture(set, place, side));
    const folder = join(cacheFolder, 'thumbnails', set.hashes[place]!.slice(0, 2));
    const path = join(folder, `${set.hashes[place]!}-${set.bits}-${side}.jpg`);
    if (existsSync(path)) {
      markUsed(path);
      return url('jpeg', readFileSync(path));
    }
    const bytes = await thumbnail(set, place, side);
    makeFolder(folder);
    // Under its name only when whole: half a picture would be shown for ever.
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
    return url('jpeg', bytes);
  } catch (error) {
    log(`picture ${set.names[place]} cannot be shown`, error);
    return null;
  }
}

function url(format: string, bytes: Uint8Array): string {
  return `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`;
}
