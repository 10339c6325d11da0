// Variations of training photos, drawn anew for each photo of each step: turned, moved, brightness and contrast.

import type { AugmentSettings } from '../contract/augment.ts';
import type { Augment } from './pixels.ts';

/** The change that these settings describe; null where they leave every photo as it is. */
export function createAugment(settings: AugmentSettings): Augment | null {
  const { mirror, flip, turn, shift, brightness, contrast } = settings;
  const moves = mirror || flip || turn || shift > 0;
  if (!moves && brightness === 0 && contrast === 0) return null;
  let before = new Float32Array(0);
  return (pixels, { height, width, channels }, rng) => {
    // Half a turn is both exchanges; a quarter also swaps rows and columns, which takes a square.
    const quarters = !turn ? 0 : height === width ? rng.integer(4) : 2 * rng.integer(2);
    const mirrored = (mirror && rng.next() < 0.5) !== (quarters === 1 || quarters === 2);
    const flipped = (flip && rng.next() < 0.5) !== (quarters === 2 || quarters === 3);
    const swapped = quarters % 2 === 1;
    const across = Math.round((2 * rng.next() - 1) * shift * width);
    const down = Math.round((2 * rng.next() - 1) * shift * height);
    const gain = 1 + (2 * rng.next() - 1) * contrast;
    const lift = (2 * rng.next() - 1) * brightness;
    if (before.length !== pixels.length) before = new Float32Array(pixels.length);
    before.set(pixels);
    const middle = contrast > 0 ? meanOf(before) : 0;
    const [alongX, alongY] = swapped ? [width * channels, channels] : [channels, width * channels];
    const column = places(width, across, mirrored, alongX);
    const row = places(height, down, flipped, alongY);
    const added = middle * (1 - gain) + lift;
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = row[y]! + column[x]!;
        for (let channel = 0; channel < channels; channel++, at++) {
          const value = before[from + channel]! * gain + added;
          pixels[at] = value < 0 ? 0 : value > 1 ? 1 : value;
        }
      }
    }
  };
}

/** Where the pixels of a side come from: moved by `by`, the edge repeated, reversed; times `stride`. */
function places(length: number, by: number, reversed: boolean, stride: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => {
    const at = Math.min(length - 1, Math.max(0, i + by));
    return (reversed ? length - 1 - at : at) * stride;
  });
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
