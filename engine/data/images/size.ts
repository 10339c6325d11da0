// The size a model should read pictures at, proposed from the pictures themselves.

import type { ImageSet } from './image-set.ts';
import type { PackSpec } from './fit-picture.ts';

const step = 16;
const [least, most] = [32, 128];
/** Aspects this close are one: nothing is visibly squeezed. */
const sameAspect = 1.02;
const squeezed = 1.05;

/**
 * Longest side 32 to 128 in steps of 16: not above that of the median picture, and smaller for many pictures, whose
 * training would take long; the other side by the common aspect. Grey where (nearly) all are grey.
 */
export function proposeSize(set: ImageSet): PackSpec {
  const { surveys } = set;
  const longest = middle(surveys.map(({ width, height }) => Math.max(width, height)));
  const affordable = set.count > 20_000 ? 48 : set.count > 8000 ? 64 : set.count > 3000 ? 80 : 96;
  // Large pictures are often taken to show small defects: they keep more.
  const wanted = longest >= 1000 ? affordable + 32 : affordable;
  const side = Math.min(most, Math.max(least, Math.min(wanted, Math.ceil(longest / step) * step)));
  const aspects = surveys.map(({ width, height }) => width / height);
  const aspect = middle(aspects);
  const isOne = aspects.every((one) => Math.max(one / aspect, aspect / one) <= sameAspect);
  const width = aspect >= 1 ? side : shorter(side * aspect);
  const height = aspect >= 1 ? shorter(side / aspect) : side;
  const distortion = width / height / aspect;
  const coloured = surveys.reduce((count, survey) => count + (survey.isColour ? 1 : 0), 0);
  return {
    height,
    width,
    channels: coloured > 0.01 * set.count ? 3 : 1,
    bits: set.bits,
    fit: isOne && Math.max(distortion, 1 / distortion) <= squeezed ? 'fill' : 'pad',
  };
}

function shorter(length: number): number {
  return Math.max(step, Math.round(length / step) * step);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
