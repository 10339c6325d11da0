// Pictures for tests: parts on a fixture, seeded, in any format; bitmaps written byte by byte.

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
