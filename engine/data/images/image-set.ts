// Photos that were imported: names, what is known of each, and a way to their bytes.

import { hashBytes } from '../../base/files.ts';
import { Refusal } from '../../contract/errors.ts';
import type { Picture } from './survey-all.ts';
import type { Survey } from './survey.ts';

export interface ImageSet {
  readonly count: number;
  /** Relative paths: the levels of the column `image`. */
  readonly names: readonly string[];
  /** SHA-256 of each file. */
  readonly hashes: readonly string[];
  readonly surveys: readonly Survey[];
  /** Size of each file in bytes. */
  readonly bytes: readonly number[];
  /** Bits that the deepest photo uses, 8 to 16: pictures of 16 bits are shown and learned on this scale. */
  readonly bits: number;
  /** Of all names and contents. */
  readonly hash: string;
  readonly cacheFolder: string;
  /** The original file. @throws Refusal `images.picture-lost` where it is gone or another by now */
  read(index: number): Promise<Buffer>;
  /** Where the original file lies; undefined for one in an archive. */
  pathOf(index: number): string | undefined;
}

export function imageSetOf(photos: readonly Picture[], cacheFolder: string): ImageSet {
  const names = photos.map((photo) => photo.name);
  const hashes = photos.map((photo) => photo.hash);
  return {
    count: photos.length,
    names,
    hashes,
    surveys: photos.map((photo) => photo.survey),
    bytes: photos.map((photo) => photo.bytes),
    bits: photos.reduce((most, photo) => Math.max(most, photo.survey.bits), 8),
    hash: hashBytes(JSON.stringify([names, hashes])),
    cacheFolder,
    read: async (index) => {
      const bytes = await photos[index]!.entry.read().catch(() => null);
      if (bytes === null || hashBytes(bytes) !== hashes[index])
        throw new Refusal('images.picture-lost', { path: names[index]! });
      return bytes;
    },
    pathOf: (index) => photos[index]!.entry.path,
  };
}

/** Brightness of a photo on the scale of the whole set, 0..255. */
export function brightnessOf(set: ImageSet, index: number): number {
  const { brightness, bits, depth } = set.surveys[index]!;
  return depth === 16 ? (brightness * (2 ** bits - 1)) / (2 ** set.bits - 1) : brightness;
}
