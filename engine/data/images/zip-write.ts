// A dropped folder as the program keeps it: one stored zip of the originals with their relative paths.
// The same files always give the same bytes, so that the zip's hash names the data.

import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolder } from '../../base/files.ts';
import { Refusal } from '../../contract/errors.ts';
import { listOrigins, type Entry } from './origins.ts';
import { PictureError } from './problem.ts';

export interface PackFolderHooks {
  readonly signal?: AbortSignal | undefined;
  /** Files written so far and in all; at most ten times a second is the caller's business. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

interface Written {
  readonly name: Buffer;
  readonly checksum: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Writes pictures and tables below `roots` (folders, zips, loose files) to `target`, through a temporary name.
 * Files that cannot be read at all are left out and named in `skipped`.
 *
 * @returns SHA-256 of the zip in hexadecimal, its size and the number of files
 * @throws Refusal as `listOrigins`; an AbortError when cancelled, leaving nothing behind
 */
export async function packFolder(
  roots: readonly string[],
  target: string,
  hooks: PackFolderHooks = {},
): Promise<{ hash: string; bytes: number; files: number; skipped: readonly string[] }> {
  const listing = await listOrigins(roots, hooks.signal);
  const temporary = `${target}.${process.pid}.part`;
  makeFolder(dirname(target));
  const handle = await open(temporary, 'w');
  const digest = createHash('sha256');
  const skipped: string[] = [];
  const written: Written[] = [];
  let offset = 0;
  const write = async (bytes: Buffer): Promise<void> => {
    digest.update(bytes);
    await handle.writeFile(bytes);
    offset += bytes.length;
  };
  try {
    const entries = [...listing.entries, ...listing.tables];
    for (const [index, entry] of entries.entries()) {
      hooks.signal?.throwIfAborted();
      const bytes = await contentOf(entry);
      if (bytes === null) {
        // One that cannot be read is left out; a stick that was pulled out would leave out all that follow.
        await refuseLost(roots);
        skipped.push(entry.name);
      } else {
        const one = { name: Buffer.from(entry.name, 'utf8'), checksum: crc32(bytes), size: bytes.length, offset };
        written.push(one);
        await write(Buffer.concat([localHeader(one), bytes]));
      }
      hooks.progress?.(index + 1, entries.length);
    }
    await write(directoryOf(written, offset));
    await handle.sync();
    await handle.close();
    await rename(temporary, target);
    return { hash: digest.digest('hex'), bytes: offset, files: written.length, skipped };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

async function refuseLost(roots: readonly string[]): Promise<void> {
  for (const path of roots)
    await stat(path).catch(() => {
      throw new Refusal('images.not-found', { path });
    });
}

async function contentOf(entry: Entry): Promise<Buffer | null> {
  try {
    return await entry.read();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (error instanceof PictureError || typeof code === 'string') return null;
    throw error;
  }
}

/** From "version needed" to "extra field length": stored, UTF-8 names, 1 January 1980. */
function common(one: Written, extraLength: number): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(45, 0);
  bytes.writeUInt16LE(0x0800, 2);
  bytes.writeUInt16LE(0x21, 8);
  bytes.writeUInt32LE(one.checksum, 10);
  bytes.writeUInt32LE(one.size, 14);
  bytes.writeUInt32LE(one.size, 18);
  bytes.writeUInt16LE(one.name.length, 22);
  bytes.writeUInt16LE(extraLength, 24);
  return bytes;
}

function localHeader(one: Written): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(one, 0), one.name]);
}

/** Directory and end; beyond 4 GB or 65,535 files with the records of zip64. */
function directoryOf(written: readonly Written[], start: number): Buffer {
  const records = written.flatMap((one) => {
    const isFar = one.offset >= 0xffffffff;
    const extra = Buffer.alloc(isFar ? 12 : 0);
    if (isFar) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(one.offset), 4);
    }
    const place = Buffer.alloc(14);
    place.writeUInt32LE(isFar ? 0xffffffff : one.offset, 10);
    return [Buffer.from('PK\x01\x02\x2d\x00', 'latin1'), common(one, extra.length), place, one.name, extra];
  });
  const directory = Buffer.concat(records);
  const isLarge = written.length >= 0xffff || start + directory.length >= 0xffffffff;
  return Buffer.concat([directory, ...(isLarge ? [largeEnd(written.length, directory.length, start)] : []), end()]);

  function end(): Buffer {
    const bytes = Buffer.alloc(22);
    bytes.write('PK\x05\x06', 'latin1');
    const count = Math.min(written.length, 0xffff);
    bytes.writeUInt16LE(count, 8);
    bytes.writeUInt16LE(count, 10);
    bytes.writeUInt32LE(Math.min(directory.length, 0xffffffff), 12);
    bytes.writeUInt32LE(isLarge ? 0xffffffff : start, 16);
    return bytes;
  }
}

function largeEnd(count: number, length: number, start: number): Buffer {
  const bytes = Buffer.alloc(76);
  bytes.write('PK\x06\x06', 'latin1');
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeUInt16LE(45, 12);
  bytes.writeUInt16LE(45, 14);
  bytes.writeBigUInt64LE(BigInt(count), 24);
  bytes.writeBigUInt64LE(BigInt(count), 32);
  bytes.writeBigUInt64LE(BigInt(length), 40);
  bytes.writeBigUInt64LE(BigInt(start), 48);
  bytes.write('PK\x06\x07', 56, 'latin1');
  bytes.writeBigUInt64LE(BigInt(start + length), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}
