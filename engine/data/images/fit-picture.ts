// A picture at the size a model reads. Parts must not be squeezed: where its aspect is another, the picture
// is placed in the middle and the rest gets the mean of its own border.

import type { Pixels } from './decode.ts';
import { greyOf, resize } from './resize.ts';

export interface PackSpec {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Bits that pictures of 16 bits are scaled by, one for all, so that their light stays comparable. 8 to 16. */
  readonly bits: number;
  /** `fill` where all pictures have (nearly) this aspect, so that nothing need be added. */
  readonly fit: 'fill' | 'pad';
}

/** Longest side worth decoding for a model of this size: beyond it the decoder may reduce. */
export function sideToDecode(spec: PackSpec): number {
  return 8 * Math.max(spec.height, spec.width);
}

/** @returns `height * width * channels` bytes, row-major HWC */
export function fitPicture(picture: Pixels, spec: PackSpec): Uint8Array {
  const source = spec.channels === 1 && picture.channels === 3 ? greyOf(picture.data, 3) : picture.data;
  const channels = spec.channels === 1 ? 1 : picture.channels;
  const scale = picture.depth === 16 ? 255 / (2 ** spec.bits - 1) : 1;
  const [width, height] = innerSize(picture, spec);
  const small = resize(source, { width: picture.width, height: picture.height, channels }, width, height);
  const inner = new Uint8ClampedArray(small.length);
  for (let i = 0; i < small.length; i++) inner[i] = small[i]! * scale;
  const isWhole = width === spec.width && height === spec.height && channels === spec.channels;
  return isWhole ? new Uint8Array(inner.buffer) : placed(inner, width, height, channels, spec);
}

function innerSize({ width, height }: Pixels, spec: PackSpec): [number, number] {
  if (spec.fit === 'fill') return [spec.width, spec.height];
  const scale = Math.min(spec.width / width, spec.height / height);
  const side = (length: number, most: number): number => Math.min(most, Math.max(1, Math.round(length * scale)));
  return [side(width, spec.width), side(height, spec.height)];
}

function placed(inner: Uint8ClampedArray, width: number, height: number, channels: number, spec: PackSpec): Uint8Array {
  const result = new Uint8Array(spec.height * spec.width * spec.channels);
  const border = borderOf(inner, width, height, channels);
  const [left, top] = [Math.floor((spec.width - width) / 2), Math.floor((spec.height - height) / 2)];
  for (let y = 0; y < spec.height; y++) {
    for (let x = 0; x < spec.width; x++) {
      const isInside = x >= left && x < left + width && y >= top && y < top + height;
      const from = ((y - top) * width + x - left) * channels;
      const at = (y * spec.width + x) * spec.channels;
      // Grey in a model for colour: the same value three times.
      for (let c = 0; c < spec.channels; c++) {
        const source = channels === 1 ? 0 : c;
        result[at + c] = isInside ? inner[from + source]! : border[source]!;
      }
    }
  }
  return result;
}

/** Mean of the outermost pixels, for each channel. */
function borderOf(inner: Uint8ClampedArray, width: number, height: number, channels: number): number[] {
  const sums = new Array<number>(channels).fill(0);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      for (let c = 0; c < channels; c++) sums[c]! += inner[(y * width + x) * channels + c]!;
      count++;
    }
  }
  return sums.map((sum) => Math.round(sum / count));
}
