// A zip file of a few small entries, made in memory (PKWARE APPNOTE 4.3, deflate, UTF-8 names).

import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const utf8Names = 0x0800;
const deflated = 8;

/** @param at the time stamp of every entry, in milliseconds since 1970, shown in local time */
export function zipOf(entries: readonly ZipEntry[], at: number): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const nameBytes = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(bytes);
    const common = commonHeader(nameBytes, bytes, packed, at);
    const local = Buffer.concat([signature(0x04034b50), common, nameBytes, packed]);
    directory.push(Buffer.concat([signature(0x02014b50), words([20]), common, directoryTail(offset), nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.concat([
    signature(0x06054b50),
    words([0, 0, entries.length, entries.length]),
    longs([index.length, offset]),
    words([0]),
  ]);
  return Buffer.concat([...parts, index, end]);
}

/** From "version needed" to "extra field length": the same in the local header and the directory. */
function commonHeader(name: Buffer, bytes: Uint8Array, packed: Buffer, at: number): Buffer {
  const date = new Date(at);
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  return Buffer.concat([
    words([20, utf8Names, deflated, time, day]),
    longs([crc32(bytes), packed.length, bytes.length]),
    words([name.length, 0]),
  ]);
}

/** Comment, disk, attributes, and where the entry starts. */
function directoryTail(offset: number): Buffer {
  return Buffer.concat([words([0, 0, 0]), longs([0, offset])]);
}

function signature(value: number): Buffer {
  return longs([value]);
}

function words(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => buffer.writeUInt16LE(value, i * 2));
  return buffer;
}

function longs(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => buffer.writeUInt32LE(value >>> 0, i * 4));
  return buffer;
}
