// The files below a folder. Links are followed once: a folder seen before, by whatever way, is not entered again.

import { opendir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemFolder } from './file-rules.ts';
import type { Entry } from './origins.ts';
import { PictureError } from './problem.ts';
import { mostBytes } from './zip-read.ts';

const deepest = 64;

/** Files of the folder and those below, in no order; `link` for one that leads nowhere or back, `system` for a folder of the system. */
export async function* walkFolder(root: string, signal?: AbortSignal): AsyncGenerator<Entry | 'link' | 'system'> {
  const seen = new Set([await realpath(root)]);
  const waiting: { path: string; name: string; depth: number }[] = [{ path: root, name: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    signal?.throwIfAborted();
    const { path, name, depth } = next;
    for await (const item of await opendir(path)) {
      const below = { path: join(path, item.name), name: name === '' ? item.name : `${name}/${item.name}` };
      if (item.isFile()) {
        yield fileAt(below.path, below.name, (await stat(below.path)).size);
        continue;
      }
      const isLink = item.isSymbolicLink();
      const facts = isLink ? await stat(below.path).catch(() => null) : null;
      if (isLink && facts === null) yield 'link';
      if (facts?.isFile()) yield fileAt(below.path, below.name, facts.size);
      if (!item.isDirectory() && !facts?.isDirectory()) continue;
      const real = await realpath(below.path);
      if (seen.has(real) || depth >= deepest) yield 'link';
      else if (isSystemFolder(item.name)) yield 'system';
      else {
        seen.add(real);
        waiting.push({ ...below, depth: depth + 1 });
      }
    }
  }
}

/** One file on disk as an entry. */
export function fileAt(path: string, name: string, bytes: number): Entry {
  return {
    name,
    bytes,
    path,
    read: async () => {
      if (bytes > mostBytes) throw new PictureError('too-many-bytes', `${Math.round(bytes / 1e6)} MB`);
      return readFile(path);
    },
  };
}
