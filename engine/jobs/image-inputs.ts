// The photos of a document's rows as a model reads them: one size for all data sets, scaled by the training photos.

import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { ImageFeature } from '../data/features.ts';
import { packSpec, proposeSize } from '../data/images/index.ts';
import type { ImagePack, ImageSet, PackSpec } from '../data/images/index.ts';
import { settledAugment, type AugmentSettings } from '../contract/augment.ts';
import type { PhotoProposal } from '../contract/photos.ts';
import { createAugment } from '../data/augment.ts';
import { proposeAugment } from '../data/augment-proposal.ts';
import { imageRows } from '../data/pixels.ts';
import type { ImageRows, PixelSource } from '../data/pixels.ts';
import { columnOf } from '../data/table.ts';
import type { LevelColumn } from '../data/table.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';

export interface ImageInputs {
  readonly feature: ImageFeature;
  readonly rows: ImageRows;
}

/** Training photos that mean and deviation are taken over, at most. */
const mostSampled = 500;

/**
 * Photos of these data sets in one size.
 *
 * @param sources those of the unit; rows of the others have no photo here
 * @throws the signal's reason when cancelled while photos are brought to that size
 */
export async function imagesOf(
  document: ProjectDocument,
  data: LoadedData,
  sources: readonly LoadedSource[],
  trainingRows: Uint32Array,
  signal?: AbortSignal,
): Promise<ImageInputs> {
  const { spec, source, pictures, training } = await readable(document, data, sources, trainingRows, signal);
  const { mean, deviation } = scaleOf(imageRows(source, pictures, null), training);
  const settings = settledAugment(document.inputs.photos?.augment, variations(source, pictures, training));
  const rows = imageRows(source, pictures, createAugment(settings), settings.mixup);
  return { feature: { column: 'image', ...spec, mean, deviation }, rows };
}

/**
 * What `imagesOf` would do where the document says nothing of photos, but for what does not hold at the size it says.
 * The sources have photos. @throws as `imagesOf`
 */
export async function proposePhotos(
  document: ProjectDocument,
  data: LoadedData,
  sources: readonly LoadedSource[],
  trainingRows: Uint32Array,
  signal?: AbortSignal,
): Promise<PhotoProposal> {
  const plain = specFor(
    { ...document, inputs: { exclude: [] } },
    sources.flatMap(({ images }) => images?.set ?? []),
  );
  const { source, pictures, training } = await readable(document, data, sources, trainingRows, signal);
  return {
    width: plain.width,
    height: plain.height,
    colour: plain.channels === 1 ? 'grey' : 'colour',
    augment: variations(source, pictures, training),
  };
}

/** The photos of these data sets in the size that the document says, and the training rows that are looked at. */
async function readable(
  document: ProjectDocument,
  data: LoadedData,
  sources: readonly LoadedSource[],
  trainingRows: Uint32Array,
  signal: AbortSignal | undefined,
): Promise<{ spec: PackSpec; source: PixelSource; pictures: Int32Array; training: readonly number[] }> {
  const ofPhotos = sources.filter((source) => source.images !== null);
  const spec = specFor(
    document,
    ofPhotos.map((source) => source.images!.set),
  );
  const packs: ImagePack[] = [];
  for (const { images } of ofPhotos) packs.push(await images!.pixels(spec, signal));
  const pictures = picturesOf(ofPhotos, data.table.rowCount);
  return { spec, source: joined(packs), pictures, training: withPhoto(trainingRows, pictures) };
}

function variations(source: PixelSource, pictures: Int32Array, training: readonly number[]): AugmentSettings {
  return proposeAugment(
    source,
    training.map((row) => pictures[row]!),
    createRng(1).fork('augmentation'),
  );
}

/** Of all rows, the place of each one's photo in the packs numbered through; -1 = none. */
function picturesOf(sources: readonly LoadedSource[], rowCount: number): Int32Array {
  const pictures = new Int32Array(rowCount).fill(-1);
  let before = 0;
  for (const { table, images, firstRow } of sources) {
    const own = (columnOf(table, 'image') as LevelColumn).codes;
    own.forEach((picture, row) => (pictures[firstRow + row] = picture < 0 ? -1 : before + picture));
    before += images!.set.count;
  }
  return pictures;
}

/** As the photos propose; one for all data sets: the largest, colour where any is, the deepest bits, nothing squeezed. */
export function specFor({ inputs }: ProjectDocument, sets: readonly ImageSet[]): PackSpec {
  const proposed = sets.map(proposeSize);
  const height = Math.max(...proposed.map((one) => one.height));
  const width = Math.max(...proposed.map((one) => one.width));
  const channels = Math.max(...proposed.map((one) => one.channels));
  const { side, colour } = inputs.photos ?? {};
  const scale = side === undefined ? 1 : side / Math.max(height, width);
  const sized = (length: number): number => Math.max(8, Math.round((length * scale) / 8) * 8);
  const size = {
    height: sized(height),
    width: sized(width),
    channels: colour === undefined ? channels : colour === 'grey' ? 1 : 3,
  };
  const each = sets.map((set) => packSpec(set, size));
  return {
    ...each[0]!,
    bits: Math.max(...each.map((one) => one.bits)),
    fit: each.every((one) => one.fit === 'fill') ? 'fill' : 'pad',
  };
}

/** Several packs of one shape, numbered through. */
function joined(packs: readonly ImagePack[]): PixelSource {
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
