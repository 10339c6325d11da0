// Group normalisation: each picture by itself, its channels in groups (Wu and He 2018). Written so that the
// large tensor is read as rarely as possible: two sums over the pixels, then one product and one sum.

import { add, mean, mul, relu, reshape, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { equalGroups } from './channel-groups.ts';
import type { GroupMeans } from './channel-groups.ts';

const epsilon = 1e-5;

/**
 * `[rows, height, width, C]` with mean 0 and variance 1 over each picture's pixels and groups of channels, then times
 * `gain` `[C]` plus `shift` `[C]`. Pure tfjs.
 * @param groups channels in a group, or the means over its groups
 */
export function groupNormalise(x: Tensor, gain: Tensor, shift: Tensor, groups: number | GroupMeans): Tensor {
  const means = typeof groups === 'number' ? equalGroups(groups) : groups;
  const [rows, height, width, channels] = x.shape as [number, number, number, number];
  const pixels = reshape(x, [rows, height * width, channels]);
  const center = means(mean(pixels, 1));
  const spread = sub(means(mean(square(pixels), 1)), square(center));
  // Rounding can take the difference of the two just below zero.
  const scale = mul(rsqrt(add(relu(spread), epsilon)), gain);
  const moved = sub(shift, mul(center, scale));
  const even = add(mul(pixels, reshape(scale, [rows, 1, channels])), reshape(moved, [rows, 1, channels]));
  return reshape(even, [rows, height, width, channels]);
}
