// Files that can be made anew are kept for those who need them again, but not for ever: what nobody has used for long
// goes, and of much too much the part that was used longest ago.

import { utimesSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { timestamp } from './clock.ts';

const day = 24 * 60 * 60 * 1000;

export interface CacheLimits {
  readonly mostDays: number;
  readonly mostBytes: number;
}

/** A project is looked at again after a season; photos of several large ones fit. */
const usual: CacheLimits = { mostDays: 100, mostBytes: 20e9 };

/** To be called with every file of a cache that is used: reading alone leaves no trace that could be relied on. */
export function markUsed(path: string): void {
  const now = timestamp() / 1000;
  try {
    utimesSync(path, now, now);
  } catch {
    // Somebody else's file, or gone: it will be made anew in its time.
  }
}

/**
 * Removes what has not been used for `mostDays`, then the longest unused until the rest takes at most `mostBytes`.
 * What another program holds open stays.
 *
 * @returns bytes that were freed
 */
export async function trimCache(folder: string, { mostDays, mostBytes }: CacheLimits = usual): Promise<number> {
  const oldest = timestamp() - mostDays * day;
  const files = (await filesIn(folder)).sort((a, b) => b.used - a.used);
  let kept = 0;
  let freed = 0;
  for (const { path, bytes, used } of files) {
    if (used >= oldest && kept + bytes <= mostBytes) {
      kept += bytes;
      continue;
    }
    const isGone = await rm(path, { force: true }).then(
      () => true,
      () => false,
    );
    if (isGone) freed += bytes;
  }
  return freed;
}

interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly used: number;
}

async function filesIn(folder: string): Promise<CachedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: CachedFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const known = await stat(path).catch(() => null);
    if (known) found.push({ path, bytes: known.size, used: known.mtimeMs });
  }
  return found;
}
