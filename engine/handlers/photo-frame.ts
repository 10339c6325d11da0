// Where a photo stands in what the network reads: whole where it fills the input, in the middle where it is padded.

import type { ImageFeature } from '../data/features.ts';
import { packSpec } from '../data/images/index.ts';
import type { ImageSet } from '../data/images/index.ts';

/** Left, top, right, bottom as shares of the network's input. */
export function frameOf(
  set: ImageSet,
  place: number,
  { height, width, fit }: Pick<ImageFeature, 'height' | 'width' | 'fit'>,
): [number, number, number, number] {
  if ((fit ?? packSpec(set, { height, width, channels: 1 }).fit) === 'fill') return [0, 0, 1, 1];
  const photo = set.surveys[place]!;
  const scale = Math.min(width / photo.width, height / photo.height);
  const [left, top] = [(1 - (photo.width * scale) / width) / 2, (1 - (photo.height * scale) / height) / 2];
  return [left, top, 1 - left, 1 - top];
}
