// One look at every picture of a listing: read, hashed, looked up, and decoded only where it is new.

import { milliseconds } from '../../base/clock.ts';
import { hashBytes } from '../../base/files.ts';
import type { ImageProblem } from '../../contract/images.ts';
import { byName, formatOf } from './file-rules.ts';
import type { Entry } from './origins.ts';
import { inParallel, openPool, type Pool } from './pool.ts';
import { problemOf } from './problem.ts';
import { openSurveyCache, type SurveyCache, type Surveyed } from './survey-cache.ts';
import type { Survey } from './survey.ts';

export interface Picture {
  readonly name: string;
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly bytes: number;
  readonly survey: Survey;
  readonly entry: Entry;
}

export interface ImageHooks {
  readonly signal?: AbortSignal | undefined;
  /** Share done, 0 to 1, and how many pictures; at most ten times a second, and at the end. */
  readonly progress?: ((share: number, count: number) => void) | undefined;
}

/** @returns readable pictures in order, problems of the others, and how many files were no pictures at all */
export async function surveyAll(
  entries: readonly Entry[],
  cacheFolder: string,
  hooks: ImageHooks,
): Promise<{ pictures: Picture[]; problems: ImageProblem[]; others: number }> {
  const cache = openSurveyCache(cacheFolder);
  const pool = openPool(entries.length, entries.reduce((sum, entry) => sum + entry.bytes, 0) / entries.length);
  const found = new Array<Picture | ImageProblem | null>(entries.length).fill(null);
  const meter = meterFor(entries.length, hooks);
  try {
    await inParallel(entries.length, pool.width, hooks.signal, async (index) => {
      found[index] = await surveyEntry(entries[index]!, cache, pool);
      meter();
    });
  } finally {
    cache.flush();
    pool.close();
  }
  return {
    pictures: found.filter((one): one is Picture => one !== null && 'survey' in one),
    problems: found.filter((one): one is ImageProblem => one !== null && 'code' in one),
    others: found.reduce((count, one) => count + (one === null ? 1 : 0), 0),
  };
}

/** Null where a file of unknown extension is no picture. */
async function surveyEntry(entry: Entry, cache: SurveyCache, pool: Pool): Promise<Picture | ImageProblem | null> {
  try {
    const bytes = await entry.read();
    if (byName(entry.name) === 'unknown' && formatOf(bytes) === null) return null;
    const hash = hashBytes(bytes);
    let surveyed = cache.get(hash);
    if (surveyed === undefined) {
      const [result] = await pool.run([{ source: { bytes }, spec: null }]);
      surveyed = result as Surveyed;
      cache.add(hash, surveyed);
    }
    if ('code' in surveyed) return { path: entry.name, code: surveyed.code, detail: surveyed.detail };
    return { name: entry.name, hash, bytes: bytes.length, survey: surveyed.survey, entry };
  } catch (error) {
    return problemOf(entry.name, error);
  }
}

/** Call once a picture. */
export function meterFor(total: number, { progress }: ImageHooks): () => void {
  let done = 0;
  let told = -Infinity;
  return () => {
    const now = milliseconds();
    if (++done < total && now - told < 100) return;
    told = now;
    progress?.(done / total, done);
  };
}
