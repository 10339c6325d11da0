// The photos of a document's rows as a model reads them: one size for all data sets, scaled by the training photos.

import type { ProjectDocument } from '../contract/project.ts';
import type { ImageFeature } from '../data/features.ts';
import { openPack, proposeSize } from '../data/images/index.ts';
import type { ImageSet } from '../data/images/index.ts';
import { imageRows } from '../data/pixels.ts';
import type { ImageRows, PixelSource } from '../data/pixels.ts';
import { columnOf } from '../data/table.ts';
import type { LevelColumn } from '../data/table.ts';
import type { LoadedData } from './loaded.ts';

export interface ImageInputs {
  readonly feature: ImageFeature;
  readonly rows: ImageRows;
}

/** Training photos that mean and deviation are taken over, at most. */
const mostSampled = 500;

/** Photos of all data sets in the size the largest of them wants. */
export async function imagesOf(
  document: ProjectDocument,
  data: LoadedData,
  trainingRows: Uint32Array,
): Promise<ImageInputs> {
  const sets = data.sources.flatMap((source) => (source.images ? [source.images.set] : []));
  const source = joined(await Promise.all(sets.map((set) => openPack(set, sizeFor(document, sets)))));
  const pictures = (columnOf(data.table, 'image') as LevelColumn).codes;
  const { height, width, channels } = source;
  const plain = imageRows(source, pictures, null);
  const { mean, deviation } = scaleOf(plain, withPhoto(trainingRows, pictures));
  return {
    feature: { column: 'image', height, width, channels, mean, deviation },
    rows: imageRows(source, pictures, null),
  };
}

/** One shape for all: colour where any is, the longest sides, unless the document says a side. */
export function sizeFor(_document: ProjectDocument, sets: readonly ImageSet[]): Omit<PixelSource, 'read'> {
  const sizes = sets.map(proposeSize);
  return {
    height: Math.max(...sizes.map((size) => size.height)),
    width: Math.max(...sizes.map((size) => size.width)),
    channels: Math.max(...sizes.map((size) => size.channels)),
  };
}

/** Several packs of one shape, numbered through. */
function joined(packs: readonly (PixelSource & { readonly count: number })[]): PixelSource {
  if (packs.length === 1) return packs[0]!;
  const { height, width, channels } = packs[0]!;
  const size = height * width * channels;
  const firsts = packs.map((_, i) => packs.slice(0, i).reduce((sum, pack) => sum + pack.count, 0));
  return {
    height,
    width,
    channels,
    read(indices, into) {
      for (let i = 0; i < indices.length; i++) {
        const place = firsts.findLastIndex((first) => first <= indices[i]!);
        packs[place]!.read([indices[i]! - firsts[place]!], into.subarray(i * size, (i + 1) * size));
      }
    },
  };
}

/** Evenly spread over the training rows that have a photo. */
function withPhoto(rows: Uint32Array, pictures: Int32Array): number[] {
  const own = Array.from(rows).filter((row) => pictures[row]! >= 0);
  const step = Math.max(1, own.length / mostSampled);
  return Array.from({ length: Math.min(own.length, mostSampled) }, (_, i) => own[Math.floor(i * step)]!);
}

function scaleOf(rows: ImageRows, sampled: readonly number[]): { mean: number[]; deviation: number[] } {
  const { channels } = rows;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let count = 0;
  for (const row of sampled) {
    const pixels = rows.read([row], null);
    count += pixels.length / channels;
    pixels.forEach((value, i) => {
      sums[i % channels]! += value;
      squares[i % channels]! += value * value;
    });
  }
  const mean = Array.from(sums, (sum) => sum / Math.max(1, count));
  const deviation = Array.from(squares, (square, c) =>
    Math.sqrt(Math.max(0, square / Math.max(1, count) - mean[c]! ** 2)),
  );
  // A set of one even shade has nothing to scale by.
  return { mean, deviation: deviation.map((value) => (value > 1e-4 ? value : 1)) };
}
