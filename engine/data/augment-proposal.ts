// Which variations suit these photos. Parts that always lie the same way are never seen mirrored or turned on the line,
// and what is wrong with them may be just that: such photos keep their orientation. Surfaces have none to keep.

import { usualAugment } from '../contract/augment.ts';
import type { AugmentSettings } from '../contract/augment.ts';
import { permutation } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import type { PixelSource } from './pixels.ts';

/** Photos looked at, at most: means of two halves settle long before. */
const most = 400;
/** Correlation of the means of two halves from which the photos share a layout. */
const shared = 0.5;
/** Share of that correlation that an exchange of sides may cost before the layout counts as oriented. */
const lost = 0.2;
/** Lines run one way in these photos where the energies along and across differ by more than this factor. */
const directed = 2;

/**
 * The usual variations without those that would turn an orientation round: an exchange is left out where the mean of one
 * half of the photos is much less like the other half's mean after it than before it. Light that falls from one side
 * is no layout: a plane is taken out of both means first. Quarter turns are left out as well where lines run one way.
 *
 * @param pictures places in the set, of training rows
 */
export function proposeAugment(source: PixelSource, pictures: ArrayLike<number>, rng: Rng): AugmentSettings {
  const { height, width } = source;
  if (pictures.length < 2) return usualAugment;
  const order = permutation(pictures.length, rng);
  const chosen = Array.from(order.subarray(0, most), (place) => pictures[place]!);
  const halves = [0, 1].map((half) => chosen.filter((_, i) => i % 2 === half));
  const [one, other] = halves.map((half) => meanOf(source, half));
  const alike = correlation(one!.mean, other!.mean);
  const survives = (from: (y: number, x: number) => number): boolean =>
    alike < shared || correlation(one!.mean, exchanged(other!.mean, height, width, from)) > (1 - lost) * alike;
  const mirror = survives((y, x) => y * width + width - 1 - x);
  const flip = survives((y, x) => (height - 1 - y) * width + x);
  const ratio = (one!.across + other!.across) / (one!.down + other!.down);
  const hasDirection = ratio > directed || ratio < 1 / directed;
  const quarter = height === width && !hasDirection && survives((y, x) => x * width + y);
  return { ...usualAugment, mirror, flip, turn: quarter && mirror && flip };
}

/** The mean photo in grey without its plane, and the mean squared steps across and down of the photos themselves. */
function meanOf(
  source: PixelSource,
  pictures: readonly number[],
): { mean: Float64Array; across: number; down: number } {
  const { height, width, channels } = source;
  const bytes = new Uint8Array(height * width * channels);
  const mean = new Float64Array(height * width);
  let [across, down] = [0, 0];
  for (const picture of pictures) {
    source.read([picture], bytes);
    for (let i = 0; i < bytes.length; i++) mean[Math.floor(i / channels)]! += bytes[i]! / channels / pictures.length;
    for (let y = 0; y + 1 < height; y++) {
      for (let x = 0; x + 1 < width; x++) {
        const at = (y * width + x) * channels;
        across += (bytes[at + channels]! - bytes[at]!) ** 2;
        down += (bytes[at + width * channels]! - bytes[at]!) ** 2;
      }
    }
  }
  return { mean: withoutPlane(mean, height, width), across: across + 1, down: down + 1 };
}

/** What is left of the values after the plane that fits them best. */
function withoutPlane(values: Float64Array, height: number, width: number): Float64Array {
  const middle = [(height - 1) / 2, (width - 1) / 2] as const;
  let [level, slopeY, slopeX, spreadY, spreadX] = [0, 0, 0, 0, 0];
  values.forEach((value, i) => {
    const [y, x] = [Math.floor(i / width) - middle[0], (i % width) - middle[1]];
    level += value / values.length;
    slopeY += value * y;
    slopeX += value * x;
    spreadY += y * y;
    spreadX += x * x;
  });
  return values.map((value, i) => {
    const [y, x] = [Math.floor(i / width) - middle[0], (i % width) - middle[1]];
    return value - level - (slopeY / Math.max(1, spreadY)) * y - (slopeX / Math.max(1, spreadX)) * x;
  });
}

function exchanged(
  values: Float64Array,
  height: number,
  width: number,
  from: (y: number, x: number) => number,
): Float64Array {
  const result = new Float64Array(values.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) result[y * width + x] = values[from(y, x)]!;
  return result;
}

/** Of values with mean 0; 0 where one side is flat. */
function correlation(one: Float64Array, other: Float64Array): number {
  let [product, first, second] = [0, 0, 0];
  one.forEach((value, i) => {
    product += value * other[i]!;
    first += value * value;
    second += other[i]! ** 2;
  });
  return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
}
