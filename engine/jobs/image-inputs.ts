// The photos of a document's rows as a model reads them: one size for all data sets, scaled by the training photos.

import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { ImageFeature } from '../data/features.ts';
import { proposeSize } from '../data/images/index.ts';
import type { ImageSet } from '../data/images/index.ts';
import { createAugment } from '../data/augment.ts';
import { proposeAugment } from '../data/augment-proposal.ts';
import { imageRows } from '../data/pixels.ts';
import type { ImageRows, PixelShape, PixelSource } from '../data/pixels.ts';
import { columnOf } from '../data/table.ts';
import type { LevelColumn } from '../data/table.ts';
import type { LoadedData } from './loaded.ts';

export interface ImageInputs {
  readonly feature: ImageFeature;
  readonly rows: ImageRows;
}

/** Training photos that mean and deviation are taken over, at most. */
const mostSampled = 500;

/** Photos of all data sets in one shape. */
export async function imagesOf(
  document: ProjectDocument,
  data: LoadedData,
  trainingRows: Uint32Array,
): Promise<ImageInputs> {
  const photos = data.sources.flatMap((source) => source.images ?? []);
  const shape = shapeFor(
    document,
    photos.map((one) => one.set),
  );
  const source = joined(await Promise.all(photos.map((one) => one.pixels(shape))));
  const pictures = (columnOf(data.table, 'image') as LevelColumn).codes;
  const sampled = imageRows(source, pictures, null);
  const training = withPhoto(trainingRows, pictures);
  const { mean, deviation } = scaleOf(sampled, training);
  const proposed = proposeAugment(
    source,
    training.map((row) => pictures[row]!),
    createRng(1).fork('augmentation'),
  );
  const augment = createAugment(document.inputs.photos?.augment ?? proposed);
  return { feature: { column: 'image', ...shape, mean, deviation }, rows: imageRows(source, pictures, augment) };
}

/** As the photos propose; one shape for all data sets: the largest, colour where any is. */
export function shapeFor({ inputs }: ProjectDocument, sets: readonly ImageSet[]): PixelShape {
  const proposed = sets.map(proposeSize);
  const height = Math.max(...proposed.map((one) => one.height));
  const width = Math.max(...proposed.map((one) => one.width));
  const channels = Math.max(...proposed.map((one) => one.channels));
  const { side, colour } = inputs.photos ?? {};
  const scale = side === undefined ? 1 : side / Math.max(height, width);
  const sized = (length: number): number => Math.max(8, Math.round((length * scale) / 8) * 8);
  return {
    height: sized(height),
    width: sized(width),
    channels: colour === undefined ? channels : colour === 'grey' ? 1 : 3,
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
