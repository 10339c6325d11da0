// What was dropped, as one list of files: folders, zips and loose pictures, each file with its relative
// path ('/' between folders, NFC). The order is that of the names, whatever the file system's.

import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal } from '../../contract/errors.ts';
import type { IgnoredReason, ImageProblem } from '../../contract/images.ts';
import { readable } from '../../base/read-failure.ts';
import { byName } from './file-rules.ts';
import { fileAt, walkFolder } from './walk.ts';
import { listZip } from './zip-read.ts';

export interface Entry {
  /** Relative path, '/' between folders, NFC; unique in the listing. */
  readonly name: string;
  /** Size of the file; 0 for an empty one. */
  readonly bytes: number;
  /** Where the file lies; absent for one in an archive. */
  readonly path?: string;
  /** @throws PictureError, or an error of the operating system */
  read(): Promise<Buffer>;
}

export interface Listing {
  /** Pictures by name, and files that may be pictures, by name in code unit order. */
  readonly entries: readonly Entry[];
  /** CSV files and workbooks among them. */
  readonly tables: readonly Entry[];
  readonly ignored: Partial<Record<IgnoredReason, number>>;
  readonly problems: readonly ImageProblem[];
}

const mostFiles = 1_000_000;

/** @throws Refusal `images.not-found`, `images.too-many`, `images.zip-damaged` */
export async function listOrigins(paths: readonly string[], signal?: AbortSignal): Promise<Listing> {
  const sorter = new Sorter();
  const prefixes = prefixesOf(paths);
  for (const [index, path] of paths.entries()) {
    signal?.throwIfAborted();
    const facts = await stat(path).catch((error: unknown) => {
      const known = readable(error, basename(path));
      throw known instanceof Refusal && known.code === 'import.not-found'
        ? new Refusal('images.not-found', { path })
        : known;
    });
    // A folder or zip that comes alone needs no prefix: the names inside say everything.
    if (facts.isDirectory()) {
      for await (const found of walkFolder(path, signal))
        if (found === 'link' || found === 'system') sorter.ignore(found);
        else sorter.add({ ...found, name: prefixes[index]! + found.name });
    } else if (await isZip(path)) {
      for (const file of await listZip(path)) sorter.add({ ...file, name: prefixes[index]! + safeName(file.name) });
    } else sorter.add(fileAt(path, basename(path), facts.size));
  }
  return sorter.finish();
}

/** By its content: the program keeps files under names without extension. A workbook is no archive of pictures. */
async function isZip(path: string): Promise<boolean> {
  if (byName(basename(path)) === 'table') return false;
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    return start === 'PK\x03\x04' || start === 'PK\x05\x06' || /\.zip$/i.test(path);
  } finally {
    await handle.close();
  }
}

/** Without `..`, drives and empty parts: a name from an archive is a label, never a place. */
function safeName(name: string): string {
  const parts = name
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part));
  return parts.length === 0 ? '_' : parts.join('/');
}

/** With several folders or zips, the name of each stands before its files; equal names are numbered. */
function prefixesOf(paths: readonly string[]): string[] {
  if (paths.length === 1) return [''];
  const seen = new Map<string, number>();
  return paths.map((path) => {
    const name = basename(path).replace(/\.zip$/i, '');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? `${name}/` : `${name} (${count})/`;
  });
}

class Sorter {
  readonly #entries = new Map<string, Entry>();
  readonly #tables: Entry[] = [];
  readonly #ignored: Partial<Record<IgnoredReason, number>> = {};
  readonly #problems: ImageProblem[] = [];

  ignore(reason: IgnoredReason): void {
    this.#ignored[reason] = (this.#ignored[reason] ?? 0) + 1;
  }

  add(found: Entry): void {
    const name = found.name.normalize('NFC');
    const entry = { ...found, name };
    const kind = byName(name);
    if (kind === 'archive') this.#problems.push({ path: name, code: 'nested-archive', detail: '' });
    if (kind === 'table') this.#tables.push(entry);
    if (kind !== 'picture' && kind !== 'unknown') return this.ignore(kind);
    if (this.#entries.has(name)) this.#problems.push({ path: name, code: 'name-twice', detail: '' });
    else this.#entries.set(name, entry);
    if (this.#entries.size > mostFiles) throw new Refusal('images.too-many', { most: mostFiles });
  }

  finish(): Listing {
    const byUnits = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    const entries = [...this.#entries.values()].sort(byUnits);
    return { entries, tables: this.#tables.sort(byUnits), ignored: this.#ignored, problems: this.#problems };
  }
}
