// The parts of a zip file, unpacked as streams under limits: a workbook is a zip of XML, and a few kilobytes
// of zip can claim to be terabytes.

import { open, type FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { Refusal } from '../../contract/errors.ts';
import { readable } from '../../base/read-failure.ts';
import type { Source } from '../bytes.ts';

/** Unpacked bytes of one part, and how many times larger than packed a big part may be. */
const mostUnpacked = 3_000_000_000;
const mostRatio = 400;
const ratioFrom = 40_000_000;
const mostParts = 20_000;

export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
  readonly checksum: number;
}

export interface Zip {
  readonly source: Source;
  readonly parts: ReadonlyMap<string, ZipPart>;
}

/** Reads the directory at the end of the file. */
export async function openZip(source: Source): Promise<Zip> {
  const damaged = (): Refusal => new Refusal('workbook.damaged', { file: source.file });
  return withFile(source, async (handle) => {
    const tailLength = Math.min(source.bytes, 65_557);
    const tail = await read(handle, source.bytes - tailLength, tailLength);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0 || end + 22 > tail.length) throw damaged();
    const count = tail.readUInt16LE(end + 10);
    const size = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (count > mostParts || start + size > source.bytes) throw damaged();
    const parts = directory(await read(handle, start, size), count);
    if (parts === null) throw damaged();
    return { source, parts };
  });
}

function directory(bytes: Buffer, count: number): Map<string, ZipPart> | null {
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    const encrypted = (bytes.readUInt16LE(at + 8) & 1) !== 0;
    if (encrypted) return null;
    parts.set(name.toLowerCase(), {
      name,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
      checksum: bytes.readUInt32LE(at + 16),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

/** The unpacked text of a part, piece by piece. `onBytes` is told how much of the packed part was read. */
export async function* textOf(
  zip: Zip,
  part: ZipPart,
  signal?: AbortSignal,
  onBytes?: (done: number) => void,
): AsyncGenerator<string> {
  const { source } = zip;
  const decoder = new TextDecoder('utf-8');
  const handle = await open(source.path, 'r').catch((error: unknown) => Promise.reject(readable(error, source.file)));
  try {
    for await (const bytes of unpacked(handle, source, part, onBytes)) {
      signal?.throwIfAborted();
      yield decoder.decode(bytes, { stream: true });
    }
  } catch (error) {
    const known = readable(error, source.file);
    throw known instanceof Refusal && known.code === 'import.damaged-archive'
      ? new Refusal('workbook.damaged', { file: source.file })
      : known;
  } finally {
    await handle.close();
  }
}

async function* unpacked(
  handle: FileHandle,
  source: Source,
  part: ZipPart,
  onBytes?: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  const { file } = source;
  const local = await read(handle, part.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50 || (part.method !== 0 && part.method !== 8))
    throw new Refusal('workbook.damaged', { file });
  const start = part.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (part.packed === 0 || start + part.packed > source.bytes) throw new Refusal('workbook.damaged', { file });
  const packed = handle.createReadStream({
    start,
    end: start + part.packed - 1,
    autoClose: false,
    highWaterMark: 1 << 15,
  });
  let done = 0;
  packed.on('data', (chunk) => onBytes?.((done += chunk.length)));
  const inflate = part.method === 8 ? createInflateRaw({ chunkSize: 1 << 18 }) : null;
  if (inflate) packed.on('error', (error) => inflate.destroy(error));
  let total = 0;
  let checksum = 0;
  try {
    for await (const chunk of (inflate ? packed.pipe(inflate) : packed) as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > mostUnpacked || (total > ratioFrom && total > mostRatio * done))
        throw new Refusal('import.unpacked-too-large', { file });
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum !== part.checksum) throw new Refusal('workbook.damaged', { file });
  } finally {
    packed.destroy();
    inflate?.destroy();
  }
}

async function read(handle: FileHandle, at: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  const { bytesRead } = await handle.read(buffer, 0, size, at);
  return buffer.subarray(0, bytesRead);
}

async function withFile<T>(source: Source, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(source.path, 'r');
    return await use(handle);
  } catch (error) {
    throw readable(error, source.file);
  } finally {
    await handle?.close();
  }
}
