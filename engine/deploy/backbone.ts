// What a ready-made network says of every photo of a project: computed once, kept by what it was computed from, and
// handed on as columns of numbers, so that whatever learns from a table learns from them in seconds.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markUsed } from '../base/cache.ts';
import { hashBytes, writeAtomically } from '../base/files.ts';
import { resize } from '../data/images/resize.ts';
import type { PixelSource } from '../data/pixels.ts';
import type { NumberColumn } from '../data/table.ts';
import type { Backbone } from '../runtime/index.ts';

export interface PictureFeatures {
  /** `[pictures, features]` */
  readonly data: Float32Array;
  readonly features: number;
}

export interface BackboneOptions {
  /** How many pictures the source has. */
  readonly count: number;
  /** What the pictures are: the same hash means the same pictures in the same order. */
  readonly picturesHash: string;
  /** Where features are kept. */
  readonly cacheFolder: string;
  readonly signal?: AbortSignal;
  progress?(done: number, total: number): void;
}

/** Pictures read and described between two looks at the signal. */
const together = 32;

/**
 * Features of pictures 0 to `count - 1`; read back where they have been computed before.
 * @throws Refusal `backbone.no-features`
 * @throws AbortError when `signal` fires
 */
export async function backboneFeatures(
  backbone: Backbone,
  source: PixelSource,
  { count, picturesHash, cacheFolder, signal, progress }: BackboneOptions,
): Promise<PictureFeatures> {
  const height = backbone.height ?? source.height;
  const width = backbone.width ?? source.width;
  const from = [source.height, source.width, source.channels];
  const key = hashBytes(JSON.stringify([version, backbone.hash, picturesHash, count, from, height, width]));
  const path = join(cacheFolder, `${key}.features`);
  const kept = existsSync(path) ? unpack(readFileSync(path), count) : null;
  if (kept) {
    markUsed(path);
    return kept;
  }
  const size = source.height * source.width * source.channels;
  let all: Float32Array | null = null;
  let features = 0;
  for (let first = 0; first < count; first += together) {
    signal?.throwIfAborted();
    const indices = Array.from({ length: Math.min(together, count - first) }, (_, i) => first + i);
    const bytes = new Uint8Array(indices.length * size);
    source.read(indices, bytes);
    const pixels = new Float32Array(indices.length * height * width * backbone.channels);
    indices.forEach((_, i) =>
      pixels.set(
        fitted(bytes.subarray(i * size, (i + 1) * size), source, height, width, backbone.channels),
        i * height * width * backbone.channels,
      ),
    );
    const found = await backbone.features(pixels, height, width);
    features = found.features;
    all ??= new Float32Array(count * features);
    all.set(found.data, first * features);
    progress?.(first + indices.length, count);
  }
  const result = { data: all ?? new Float32Array(0), features };
  writeAtomically(path, pack(result));
  return result;
}

/** One of these for each number a picture is described by; rows without a photo lack them. */
export function featureColumns(
  { data, features }: PictureFeatures,
  pictureOfRow: Int32Array,
  name: string,
): NumberColumn[] {
  return Array.from({ length: features }, (_, f) => ({
    kind: 'number',
    name: `${name} ${f + 1}`,
    unit: null,
    values: Float64Array.from(pictureOfRow, (picture) => (picture < 0 ? Number.NaN : data[picture * features + f]!)),
  }));
}

/** A picture 0 to 1 in the size and the channels of the network: grey three times over, colour as its brightness. */
function fitted(
  bytes: Uint8Array,
  shape: Omit<PixelSource, 'read'>,
  height: number,
  width: number,
  channels: 1 | 3,
): Float32Array {
  const sized = resize(bytes, shape, width, height);
  const places = height * width;
  if (shape.channels === channels) return sized.map((value) => value / 255);
  const result = new Float32Array(places * channels);
  for (let place = 0; place < places; place++) {
    if (channels === 3) result.fill(sized[place]! / 255, place * 3, place * 3 + 3);
    else result[place] = brightness.reduce((sum, share, c) => sum + share * sized[place * 3 + c]!, 0) / 255;
  }
  return result;
}

/** Shares of red, green and blue in what an eye sees as bright (ITU-R BT.601). */
const brightness = [0.299, 0.587, 0.114] as const;

/** Raised when the same file and pictures give other numbers than before. */
const version = 1;

/** Features, then row by row little-endian float32. */
function pack({ data, features }: PictureFeatures): Uint8Array {
  const bytes = new Uint8Array(4 + data.byteLength);
  new DataView(bytes.buffer).setUint32(0, features, true);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 4);
  return bytes;
}

/** Null where the file is damaged: then the features are computed again. */
function unpack(bytes: Uint8Array, count: number): PictureFeatures | null {
  if (bytes.length < 4) return null;
  const features = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (bytes.length !== 4 + 4 * count * features) return null;
  // A copy from an even place: a Buffer's own slice is a view.
  return { data: new Float32Array(Uint8Array.from(bytes.subarray(4)).buffer), features };
}
