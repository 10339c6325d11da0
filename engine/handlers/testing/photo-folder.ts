// A small folder of made-up photos for tests: parts of three kinds that differ by what is drawn on them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createRng } from '../../base/rng.ts';
import type { Rng } from '../../base/rng.ts';

export const photoSide = 32;
export const photoClasses = ['OK', '打痕', '筋'] as const;

/** Relative path and bytes of `count` photos for each kind, in folders named by it. */
export async function madePhotos(count: number, seed = 5): Promise<{ path: string; bytes: Buffer }[]> {
  const rng = createRng(seed);
  const photos: { path: string; bytes: Buffer }[] = [];
  for (const kind of photoClasses)
    for (let i = 0; i < count; i++)
      photos.push({ path: `${kind}/${kind}_${i + 1}.png`, bytes: await photo(kind, rng) });
  return photos;
}

/** Writes them below `folder`. */
export async function writePhotos(folder: string, count: number, seed?: number): Promise<void> {
  for (const { path, bytes } of await madePhotos(count, seed)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** Grey with noise; a dent is a dark disc, a streak a bright line, at any place. */
async function photo(kind: (typeof photoClasses)[number], rng: Rng): Promise<Buffer> {
  const pixels = new Uint8Array(photoSide * photoSide);
  const [x, y] = [8 + rng.next() * 16, 8 + rng.next() * 16];
  for (let row = 0; row < photoSide; row++) {
    for (let column = 0; column < photoSide; column++) {
      let level = 130 + 12 * rng.normal();
      if (kind === '打痕' && (row - y) ** 2 + (column - x) ** 2 < 20) level -= 90;
      if (kind === '筋' && Math.abs(column - x) < 1.5) level += 80;
      pixels[row * photoSide + column] = Math.min(255, Math.max(0, level));
    }
  }
  return sharp(pixels, { raw: { width: photoSide, height: photoSide, channels: 1 } })
    .png()
    .toBuffer();
}
