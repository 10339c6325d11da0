// Photos as a model reads them: rows of one size, from a file on disk, a batch at a time.

import type { Rng } from '../base/rng.ts';

export interface PixelShape {
  readonly height: number;
  readonly width: number;
  /** 1 = grey, 3 = colour. */
  readonly channels: number;
}

/** Pictures of one size, read by their place in the set; never all of them in memory. */
export interface PixelSource extends PixelShape {
  /** Writes the pictures one after another, row-major `[height, width, channels]`, 0 to 255. */
  read(indices: ArrayLike<number>, into: Uint8Array): void;
}

/** A change of one picture that leaves its meaning as it is; in place, values 0 to 1, `[height, width, channels]`. */
export type Augment = (pixels: Float32Array, shape: PixelShape, rng: Rng) => void;

/** The photos of a table's rows. */
export interface ImageRows extends PixelShape {
  /**
   * Pixels of these rows, `[rows, height * width * channels]`, 0 to 1; rows without a photo are 0.
   * @param rng draws the augmentation of each picture; null = as they are
   */
  read(rows: ArrayLike<number>, rng: Rng | null): Float32Array;
  /** Training photos are to be blended by shares of Beta(alpha, alpha), alpha above 0; absent = they are not. */
  readonly mixup?: { readonly alpha: number; hasPhoto(row: number): boolean } | null;
}

/**
 * @param pictureOfRow place in the set, -1 = no photo
 * @param mixup alpha, 0 = off
 */
export function imageRows(
  source: PixelSource,
  pictureOfRow: Int32Array,
  augment: Augment | null,
  mixup = 0,
): ImageRows {
  const { height, width, channels } = source;
  const shape = { height, width, channels };
  const size = height * width * channels;
  return {
    ...shape,
    mixup: mixup > 0 ? { alpha: mixup, hasPhoto: (row) => pictureOfRow[row]! >= 0 } : null,
    read(rows, rng) {
      const bytes = new Uint8Array(rows.length * size);
      const pictures = Array.from(rows, (row) => pictureOfRow[row]!);
      const places = pictures.flatMap((picture, i) => (picture < 0 ? [] : [i]));
      const found = new Uint8Array(places.length * size);
      source.read(
        places.map((i) => pictures[i]!),
        found,
      );
      places.forEach((i, k) => bytes.set(found.subarray(k * size, (k + 1) * size), i * size));
      const pixels = new Float32Array(bytes.length);
      for (let i = 0; i < bytes.length; i++) pixels[i] = bytes[i]! / 255;
      if (rng && augment) for (const i of places) augment(pixels.subarray(i * size, (i + 1) * size), shape, rng);
      return pixels;
    },
  };
}

/**
 * Each picture blended with the one at its partner's place: `share` of itself, the rest of the other.
 * @param pixels `[partners.length, size]`
 */
export function blendPhotos(pixels: Float32Array, partners: Uint32Array, share: number): Float32Array {
  const size = pixels.length / partners.length;
  const blended = new Float32Array(pixels.length);
  partners.forEach((partner, i) => {
    for (let k = 0; k < size; k++) {
      blended[i * size + k] = share * pixels[i * size + k]! + (1 - share) * pixels[partner * size + k]!;
    }
  });
  return blended;
}
