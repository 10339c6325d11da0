// The files of a zip, each readable by itself: names in UTF-8 or CP932, zip64, stored or deflated
// (PKWARE APPNOTE 4.3-4.5). Nothing is ever written under a name from inside, so no name can do harm.

import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { Refusal } from '../../contract/errors.ts';
import { readable } from '../../base/read-failure.ts';
import { PictureError } from './problem.ts';

const inflate = promisify(inflateRaw);
const mostDirectory = 512 << 20;
/** One file inside, unpacked. */
export const mostBytes = 512 << 20;

export interface ZipFile {
  readonly name: string;
  readonly bytes: number;
  read(): Promise<Buffer>;
}

/**
 * The files inside. The zip is opened anew for each that is read, so that nothing has to be closed and
 * nothing stays locked.
 *
 * @throws Refusal `images.zip-damaged`, and those of unreadable files
 */
export async function listZip(path: string): Promise<ZipFile[]> {
  const file = basename(path);
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const size = (await handle.stat()).size;
    const place = await findDirectory(handle, size);
    if (place === null || place.length > mostDirectory || place.start + place.length > size)
      throw new Refusal('images.zip-damaged', { file, encrypted: false });
    const files = listDirectory(await readAt(handle, place.start, place.length), path, size);
    if (files === 'encrypted' || files === null)
      throw new Refusal('images.zip-damaged', { file, encrypted: files === 'encrypted' });
    return files;
  } catch (error) {
    throw readable(error, file);
  } finally {
    await handle?.close();
  }
}

async function findDirectory(handle: FileHandle, size: number): Promise<{ start: number; length: number } | null> {
  const length = Math.min(size, 65_557);
  const tail = await readAt(handle, size - length, length);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length) return null;
  const place = { start: tail.readUInt32LE(end + 16), length: tail.readUInt32LE(end + 12) };
  const isLarge = place.start === 0xffffffff || place.length === 0xffffffff || tail.readUInt16LE(end + 10) === 0xffff;
  if (!isLarge || end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) return place;
  const record = await readAt(handle, Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return null;
  return { start: Number(record.readBigUInt64LE(48)), length: Number(record.readBigUInt64LE(40)) };
}

function listDirectory(bytes: Buffer, path: string, size: number): ZipFile[] | 'encrypted' | null {
  const files: ZipFile[] = [];
  for (let at = 0; at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50;) {
    const flags = bytes.readUInt16LE(at + 8);
    const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) return null;
    if ((flags & 1) !== 0) return 'encrypted';
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const name = nameOf(rawName, (flags & 0x800) !== 0, extra);
    const sizes = sizesOf(bytes, at, extra);
    const part = { method: bytes.readUInt16LE(at + 10), checksum: bytes.readUInt32LE(at + 16), ...sizes };
    if (!name.endsWith('/')) files.push({ name, bytes: part.unpacked, read: () => openAndRead(path, size, part) });
    at = next;
  }
  return files.length === 0 && bytes.length >= 46 && bytes.readUInt32LE(0) !== 0x02014b50 ? null : files;
}

/** Marked UTF-8, a Unicode name beside it, valid UTF-8, and otherwise what Japanese Windows writes. */
function nameOf(raw: Buffer, isMarked: boolean, extra: Buffer): string {
  const unicode = field(extra, 0x7075);
  if (unicode && unicode.length > 5 && unicode.readUInt32LE(1) === crc32(raw)) return unicode.toString('utf8', 5);
  if (isMarked || isUtf8(raw)) return raw.toString('utf8').replaceAll('\\', '/');
  // Decoded first: the second byte of a character such as 表 is that of a backslash.
  return new TextDecoder('shift_jis').decode(raw).replaceAll('\\', '/');
}

function field(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

interface Part {
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

function sizesOf(bytes: Buffer, at: number, extra: Buffer): Pick<Part, 'packed' | 'unpacked' | 'offset'> {
  const large = field(extra, 1);
  let next = 0;
  const value = (short: number): number => {
    if (short !== 0xffffffff || large === null || next + 8 > large.length) return short;
    next += 8;
    return Number(large.readBigUInt64LE(next - 8));
  };
  const unpacked = value(bytes.readUInt32LE(at + 24));
  const packed = value(bytes.readUInt32LE(at + 20));
  return { unpacked, packed, offset: value(bytes.readUInt32LE(at + 42)) };
}

async function openAndRead(path: string, size: number, part: Part): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    return await readPart(handle, size, part);
  } finally {
    await handle.close();
  }
}

/** @throws PictureError where the part is damaged or too large */
async function readPart(handle: FileHandle, size: number, part: Part): Promise<Buffer> {
  if (part.unpacked === 0) return Buffer.alloc(0);
  if (Math.max(part.unpacked, part.packed) > mostBytes)
    throw new PictureError('too-many-bytes', `${Math.round(part.unpacked / 1e6)} MB`);
  const local = await readAt(handle, part.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) throw new PictureError('unreadable', 'zip');
  const start = part.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (start + part.packed > size) throw new PictureError('truncated', '');
  if (part.method !== 0 && part.method !== 8) throw new PictureError('unsupported', `zip method ${part.method}`);
  const packed = await readAt(handle, start, part.packed);
  const whole = part.method === 0 ? packed : await unpack(packed, part.unpacked);
  if (whole.length !== part.unpacked || crc32(whole) !== part.checksum) throw new PictureError('unreadable', 'zip');
  return whole;
}

async function unpack(packed: Buffer, length: number): Promise<Buffer> {
  try {
    // One byte more than promised is already a lie.
    return await inflate(packed, { maxOutputLength: length });
  } catch {
    throw new PictureError('unreadable', 'zip');
  }
}

async function readAt(handle: FileHandle, at: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.max(0, size));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
