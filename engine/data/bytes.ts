// The bytes of a user's file: whole as a stream of chunks, or a bounded sample. Unpacks .gz on the way.
// Whatever the operating system objects to becomes a refusal that names the file.

import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { readable } from '../base/read-failure.ts';
import { Refusal } from '../contract/errors.ts';

/** Read at once: large enough to be fast, small enough that a cancel is noticed within some 20 ms. */
const chunkSize = 1 << 20;
/** Unpacked text beyond this is taken for a bomb. */
const mostUnpacked = 8_000_000_000;

export interface Source {
  readonly path: string;
  /** The name without its folder, for people. */
  readonly file: string;
  /** Size on disk. */
  readonly bytes: number;
  readonly gzip: boolean;
}

/** Looks whether the file can be read and has content. */
export async function inspect(path: string): Promise<Source & { readonly magic: Uint8Array }> {
  const file = basename(path);
  return withHandle(path, async (handle) => {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new Refusal('import.not-a-file', { file });
    if (facts.size === 0) throw new Refusal('import.empty', { file });
    const magic = await readAt(handle, 0, 8);
    return { path, file, bytes: facts.size, gzip: magic[0] === 0x1f && magic[1] === 0x8b, magic };
  });
}

/** The file in chunks, with the bytes read from disk so far. */
export async function* chunksOf(
  source: Source,
  signal?: AbortSignal,
): AsyncGenerator<{ chunk: Uint8Array; done: number }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(source.path, 'r');
    if (source.gzip) {
      yield* unpackedChunks(handle, source, signal);
      return;
    }
    for (let at = 0; ;) {
      signal?.throwIfAborted();
      const buffer = Buffer.allocUnsafeSlow(chunkSize);
      const { bytesRead } = await handle.read(buffer, 0, chunkSize, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield { chunk: buffer.subarray(0, bytesRead), done: at };
    }
  } catch (error) {
    throw readable(error, source.file);
  } finally {
    await handle?.close();
  }
}

async function* unpackedChunks(handle: FileHandle, source: Source, signal?: AbortSignal) {
  let done = 0;
  const packed = handle.createReadStream({ autoClose: false, highWaterMark: 1 << 16 });
  packed.on('data', (chunk) => (done += chunk.length));
  const unpack = createGunzip({ chunkSize: 1 << 18 });
  packed.on('error', (error) => unpack.destroy(error));
  let total = 0;
  try {
    for await (const chunk of packed.pipe(unpack) as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      total += chunk.length;
      if (total > mostUnpacked) throw new Refusal('import.unpacked-too-large', { file: source.file });
      yield { chunk, done };
    }
  } finally {
    packed.destroy();
    unpack.destroy();
  }
}

/** The first `size` bytes (unpacked), and whether that was all. */
export async function headOf(
  source: Source,
  size: number,
  signal?: AbortSignal,
): Promise<{ head: Uint8Array; whole: boolean }> {
  if (!source.gzip) {
    const head = await withHandle(source.path, (handle) => readAt(handle, 0, size));
    return { head, whole: head.length >= source.bytes };
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const { chunk } of chunksOf(source, signal)) {
    parts.push(chunk);
    length += chunk.length;
    if (length > size) break;
  }
  return { head: Buffer.concat(parts).subarray(0, size), whole: length <= size };
}

/** Some bytes from the middle and the end of a large plain file. */
export async function samplesOf(source: Source, headSize: number, size: number): Promise<Uint8Array[]> {
  if (source.gzip || source.bytes <= headSize) return [];
  const places = [1 / 4, 1 / 2, 3 / 4].map((part) => Math.floor(source.bytes * part));
  const starts = [...places, source.bytes - size].map((at) => Math.max(at, headSize));
  const samples = await withHandle(source.path, (handle) => Promise.all(starts.map((at) => readAt(handle, at, size))));
  // The last line counts as complete, whether or not it ends like one.
  return [...samples.slice(0, -1), Buffer.concat([samples.at(-1)!, Buffer.from('\n')])];
}

async function readAt(handle: FileHandle, at: number, size: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(buffer, filled, size - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function withHandle<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    return await use(handle);
  } catch (error) {
    throw readable(error, basename(path));
  } finally {
    await handle?.close();
  }
}
