// Pictures and zips for tests: parts on a fixture, seeded, in any format; bitmaps and zips written byte by byte.

import { crc32, deflateRawSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { Rng } from '../../base/rng.ts';

/** A grey plate with `spots` dark spots at random places, and noise of the camera. Row-major, 0..255. */
export function plate(rng: Rng, width: number, height: number, spots = 3, light = 150): Uint8Array {
  const data = Uint8Array.from({ length: width * height }, () => light + rng.integer(9) - 4);
  for (let spot = 0; spot < spots; spot++) {
    const [x0, y0, radius] = [rng.integer(width), rng.integer(height), 2 + rng.integer(Math.max(1, width >> 2))];
    for (let y = Math.max(0, y0 - radius); y < Math.min(height, y0 + radius); y++)
      for (let x = Math.max(0, x0 - radius); x < Math.min(width, x0 + radius); x++)
        if ((x - x0) ** 2 + (y - y0) ** 2 < radius * radius) data[y * width + x]! -= 60;
  }
  return data;
}

export function greyPicture(data: Uint8Array, width: number, height: number): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 } });
}

/** 16 bit grey PNG or TIFF of these samples. */
export async function deepPicture(
  data: Uint16Array,
  width: number,
  height: number,
  format: 'png' | 'tiff',
): Promise<Buffer> {
  const raw = sharp(data, { raw: { width, height, channels: 1, depth: 'ushort' } as never }).toColourspace('grey16');
  return format === 'png' ? raw.png().toBuffer() : raw.tiff({ compression: 'none' }).toBuffer();
}

/** An uncompressed bitmap of 8 bits with a grey palette, or of 24 bits. */
export function bitmap(grey: Uint8Array, width: number, height: number, bits: 8 | 24, isTopDown = false): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = 54 + (bits === 8 ? 1024 : 0);
  const bytes = Buffer.alloc(start + stride * height);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(start, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(isTopDown ? -height : height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  if (bits === 8) for (let i = 0; i < 256; i++) bytes.fill(i, 54 + i * 4, 57 + i * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = start + stride * (isTopDown ? y : height - 1 - y);
      bytes.fill(grey[y * width + x]!, at + (x * bits) / 8, at + ((x + 1) * bits) / 8);
    }
  return bytes;
}

export interface ZipInput {
  /** As it stands in the zip: any bytes. */
  readonly name: string | Buffer;
  readonly bytes: Uint8Array;
  readonly isUtf8?: boolean;
  /** What the directory claims instead of the truth. */
  readonly claimedSize?: number;
}

/** A deflated zip, names as given. */
export function zipWith(files: readonly ZipInput[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isUtf8 = true, claimedSize = bytes.length } of files) {
    const label = typeof name === 'string' ? Buffer.from(name, 'utf8') : name;
    const packed = deflateRawSync(bytes);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(isUtf8 ? 0x800 : 0, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claimedSize, 18);
    shared.writeUInt16LE(label.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), shared, label, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, place, label);
    offset += 30 + label.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
