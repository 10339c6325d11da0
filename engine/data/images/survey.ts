// What one look at a picture tells: size, format, light, sharpness, and two small images of it to
// compare pictures by. Measured on at most 1,024 pixels a side, so that large photos stay affordable.

import type { Decoded } from './decode.ts';
import { greyOf, resize } from './resize.ts';

/** Longest side that is looked at; sharpness is only comparable between pictures of one scale. */
export const surveyedSide = 1024;
/** Side of the small grey image that pictures are compared by. */
export const thumbSide = 16;

/** Light is in levels 0..255 of the picture's own bits (`bits`). */
export interface Survey {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** True where any visible part is coloured. */
  readonly isColour: boolean;
  /** Bits a sample that are used: 8, or 10, 12, 14, 16 of a 16 bit file. */
  readonly bits: number;
  readonly depth: number;
  readonly brightness: number;
  /** Standard deviation of the grey levels. */
  readonly contrast: number;
  /** Variance of the Laplacian of the grey levels (Pech-Pacheco 2000): low where nothing is sharp. */
  readonly sharpness: number;
  /** Different grey levels, of 256: a mask has few. */
  readonly levels: number;
  /** Share of pixels above a tenth of the brightest: the marked area of a mask. */
  readonly marked: number;
  /** 64 bits in hexadecimal: is each of 8x8 areas darker than its right neighbour (dHash, Krawetz 2013). */
  readonly fingerprint: string;
  /** 16x16 grey levels, base64. */
  readonly thumb: string;
}

export function surveyOf(picture: Decoded): Survey {
  const { width, height, channels } = picture;
  const bits = usedBits(picture);
  const grey = eightBits(greyOf(picture.data, channels), bits);
  const light = lightOf(grey);
  const shape = { width, height, channels: 1 };
  // One pass over all pixels for both small images: 144 is 16 times 9.
  const strip = { width: 144, height: thumbSide, channels: 1 };
  const stripData = resize(grey, shape, strip.width, strip.height);
  const thumb = Uint8Array.from(resize(stripData, strip, thumbSide, thumbSide), Math.round);
  return {
    width: picture.fullWidth,
    height: picture.fullHeight,
    format: picture.format,
    isColour: channels === 3 && hasColour(picture.data, bits),
    bits,
    depth: picture.depth,
    ...light,
    sharpness: sharpnessOf(grey, width, height),
    fingerprint: fingerprintOf(resize(stripData, strip, 9, 8)),
    thumb: Buffer.from(thumb).toString('base64'),
  };
}

/** The smallest usual depth that holds every sample: cameras of 10 and 12 bits are stored in 16. */
function usedBits({ depth, data }: Decoded): number {
  if (depth === 8) return 8;
  let most = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! > most) most = data[i]!;
  return [8, 10, 12, 14].find((bits) => most < 2 ** bits) ?? 16;
}

function eightBits(grey: Float32Array, bits: number): Float32Array {
  if (bits === 8) return grey;
  const scale = 255 / (2 ** bits - 1);
  return grey.map((value) => value * scale);
}

function lightOf(grey: Float32Array): Pick<Survey, 'brightness' | 'contrast' | 'levels' | 'marked'> {
  const counts = new Uint32Array(256);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < grey.length; i++) {
    const value = grey[i]!;
    sum += value;
    squares += value * value;
    counts[(value + 0.5) | 0]!++;
  }
  const mean = sum / grey.length;
  const top = counts.findLastIndex((count) => count > 0);
  let marked = 0;
  for (let level = Math.floor(top / 10) + 1; level < 256; level++) marked += counts[level]!;
  return {
    brightness: mean,
    contrast: Math.sqrt(Math.max(0, squares / grey.length - mean * mean)),
    levels: counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0),
    marked: top === 0 ? 0 : marked / grey.length,
  };
}

/** Noise of compression makes grey pictures slightly coloured; a thousandth of clearly coloured pixels counts. */
function hasColour(data: Uint8Array | Uint16Array, bits: number): boolean {
  const clear = 24 * ((2 ** bits - 1) / 255);
  const enough = data.length / 3 / 1000;
  let count = 0;
  for (let at = 0; at + 2 < data.length; at += 3) {
    const redGreen = data[at]! - data[at + 1]!;
    const blueGreen = data[at + 2]! - data[at + 1]!;
    const redBlue = redGreen - blueGreen;
    if (Math.abs(redGreen) > clear || Math.abs(blueGreen) > clear || Math.abs(redBlue) > clear) count++;
  }
  return count > enough;
}

function sharpnessOf(grey: Float32Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1, end = at + width - 2; at < end; at++) {
      const edge = grey[at - 1]! + grey[at + 1]! + grey[at - width]! + grey[at + width]! - 4 * grey[at]!;
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = Math.max(1, (width - 2) * (height - 2));
  if (width < 3 || height < 3) return 0;
  return Math.max(0, squares / count - (sum / count) ** 2);
}

/** @param small 8 rows of 9 grey levels */
function fingerprintOf(small: Float32Array): string {
  let bits = 0n;
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) bits = (bits << 1n) | (small[y * 9 + x]! < small[y * 9 + x + 1]! ? 1n : 0n);
  return bits.toString(16).padStart(16, '0');
}
