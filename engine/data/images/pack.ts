// All photos of a set at one size in one file on disk: what training reads. A row a picture, HWC, uint8.
//
// The file is named by the contents and the size. It grows under a temporary name with the number of finished
// rows in its head, so that a cancelled or killed packing continues; no more than a few hundred pictures are
// ever in memory.

import { closeSync, existsSync, fdatasyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { markUsed } from '../../base/cache.ts';
import { hashBytes, makeFolder } from '../../base/files.ts';
import { Refusal } from '../../contract/errors.ts';
import type { PackSpec } from './fit-picture.ts';
import type { ImageSet } from './image-set.ts';
import { inParallel, openPool } from './pool.ts';
import { proposeSize } from './size.ts';
import { meterFor, type ImageHooks } from './survey-all.ts';
import type { PictureJob } from './work.ts';

export interface ImagePack {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly count: number;
  /** Copies these pictures one after the other, 0..255, row-major HWC; an index of -1 gives black. */
  read(indices: ArrayLike<number>, into: Uint8Array): void;
  close(): void;
}

/** What a caller must say about the size; the rest is as `proposeSize` finds it. */
export type PackSize = { readonly height: number; readonly width: number; readonly channels: number } & Partial<
  Pick<PackSpec, 'bits' | 'fit'>
>;

const version = 2;
const headLength = 4096;
/** Pictures between two flushes to disk. */
const chunk = 1024;

/** How pictures of this set are made ready at this size. */
export function packSpec(set: ImageSet, size: PackSize): PackSpec {
  const proposed = proposeSize(set);
  const isProposed = size.height * proposed.width === size.width * proposed.height;
  return {
    height: size.height,
    width: size.width,
    channels: size.channels === 1 ? 1 : 3,
    bits: size.bits ?? proposed.bits,
    // Another aspect than the proposed one would squeeze what `fill` may fill.
    fit: size.fit ?? (isProposed ? proposed.fit : 'pad'),
  };
}

/** @throws Refusal `images.picture-lost`; the signal's reason when cancelled */
export async function openPack(
  set: ImageSet,
  size: PackSize,
  cacheFolder: string = set.cacheFolder,
  hooks: ImageHooks = {},
): Promise<ImagePack> {
  const spec = packSpec(set, size);
  const folder = join(cacheFolder, 'packs');
  makeFolder(folder);
  const path = join(folder, `${hashBytes(JSON.stringify([version, set.hashes, spec])).slice(0, 40)}.pixels`);
  await written(path, () => write(path, set, spec, hooks), hooks.signal);
  markUsed(path);
  return openFile(path, set.count, spec);
}

/** Files being written by this process: who else needs one waits for it, and goes on where a cancelled one stopped. */
const writing = new Map<string, Promise<void>>();

async function written(path: string, write: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  while (!existsSync(path)) {
    signal?.throwIfAborted();
    const others = writing.get(path);
    if (others) {
      await others.catch(() => undefined); // its own caller hears why
      continue;
    }
    const own = write().finally(() => writing.delete(path));
    writing.set(path, own);
    await own;
  }
}

async function write(path: string, set: ImageSet, spec: PackSpec, hooks: ImageHooks): Promise<void> {
  const temporary = `${path}.part`;
  const file = openSync(temporary, existsSync(temporary) ? 'r+' : 'w+');
  const length = spec.height * spec.width * spec.channels;
  const pool = openPool(set.count, set.bytes.reduce((sum, bytes) => sum + bytes, 0) / set.count);
  try {
    const meter = meterFor(set.count, hooks);
    let done = rowsDone(file, set.count);
    for (let row = 0; row < done; row++) meter();
    const lanes = Math.max(1, Math.floor(pool.width / pool.batch));
    while (done < set.count) {
      const first = done;
      const end = Math.min(first + chunk, set.count);
      await inParallel(Math.ceil((end - first) / pool.batch), lanes, hooks.signal, async (i) => {
        const from = first + i * pool.batch;
        const results = await pool.run(await jobsOf(set, spec, from, Math.min(end, from + pool.batch)));
        for (const [k, result] of results.entries()) {
          if (!('pixels' in result)) throw new Refusal('images.picture-lost', { path: set.names[from + k]! });
          writeAt(file, result.pixels, headLength + (from + k) * length);
          meter();
        }
      });
      done = end;
      // The rows must be on disk before the head says so.
      fdatasyncSync(file);
      writeAt(file, headOf(done), 0);
      hooks.signal?.throwIfAborted();
    }
    fdatasyncSync(file);
  } finally {
    closeSync(file);
    pool.close();
  }
  renameSync(temporary, path);
}

/** Pictures that lie in archives are read here, the others by the workers. */
function jobsOf(set: ImageSet, spec: PackSpec, from: number, end: number): Promise<PictureJob[]> {
  const indices = Array.from({ length: end - from }, (_, i) => from + i);
  return Promise.all(
    indices.map(async (index) => {
      const path = set.pathOf(index);
      const source = path === undefined ? { bytes: await set.read(index) } : { path, hash: set.hashes[index]! };
      return { source, spec };
    }),
  );
}

function headOf(rows: number): Uint8Array {
  return Buffer.from(JSON.stringify({ taskloom: 'pixels', rows }).padEnd(64), 'latin1');
}

function rowsDone(file: number, most: number): number {
  const head = Buffer.alloc(64);
  readSync(file, head, 0, 64, 0);
  try {
    const { rows } = JSON.parse(head.toString('latin1')) as { rows: number };
    return Number.isInteger(rows) && rows >= 0 && rows <= most ? rows : 0;
  } catch {
    return 0;
  }
}

function writeAt(file: number, bytes: Uint8Array, at: number): void {
  for (let written = 0; written < bytes.length;)
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
}

/** Packs are shared by whoever keeps their rows; the file of one that nobody holds any more is closed. */
const forgotten = new FinalizationRegistry<number>((file) => closeSync(file));

function openFile(path: string, count: number, { height, width, channels }: PackSpec): ImagePack {
  const file = openSync(path, 'r');
  const length = height * width * channels;
  const pack: ImagePack = {
    height,
    width,
    channels,
    count,
    read: (indices, into) => {
      for (let i = 0; i < indices.length; i++) {
        const from = indices[i]!;
        if (from < 0) into.fill(0, i * length, (i + 1) * length);
        else readFully(file, into, i * length, length, headLength + from * length);
      }
    },
    close: () => {
      if (forgotten.unregister(pack)) closeSync(file);
    },
  };
  forgotten.register(pack, file, pack);
  return pack;
}

function readFully(file: number, into: Uint8Array, start: number, length: number, at: number): void {
  for (let filled = 0; filled < length;) {
    const read = readSync(file, into, start + filled, length - filled, at + filled);
    if (read === 0) throw new Error('The file of pictures is shorter than it says.');
    filled += read;
  }
}
