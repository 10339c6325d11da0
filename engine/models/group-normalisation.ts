// Group normalisation: each picture by itself, its channels in groups (Wu and He 2018). Written so that the
// large tensor is read as rarely as possible: two sums over the pixels, then one product and one sum.

import { add, mean, mul, relu, reshape, rsqrt, square, sub, tile } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

const epsilon = 1e-5;

/**
 * `[rows, height, width, C]` with mean 0 and variance 1 over each picture's pixels and groups of `groupSize` channels,
 * then times `gain` `[C]` plus `shift` `[C]`. Pure tfjs.
 */
export function groupNormalise(x: Tensor, gain: Tensor, shift: Tensor, groupSize: number): Tensor {
  const [rows, height, width, channels] = x.shape as [number, number, number, number];
  const pixels = reshape(x, [rows, height * width, channels]);
  const center = overGroups(mean(pixels, 1), groupSize);
  const spread = sub(overGroups(mean(square(pixels), 1), groupSize), square(center));
  // Rounding can take the difference of the two just below zero.
  const scale = mul(rsqrt(add(relu(spread), epsilon)), gain);
  const moved = sub(shift, mul(center, scale));
  const even = add(mul(pixels, reshape(scale, [rows, 1, channels])), reshape(moved, [rows, 1, channels]));
  return reshape(even, [rows, height, width, channels]);
}

/** The mean of each group of channels, at each of them: `[rows, C]` to the same. */
function overGroups(x: Tensor, groupSize: number): Tensor {
  const [rows, channels] = x.shape as [number, number];
  const groups = channels / groupSize;
  const means = mean(reshape(x, [rows, groups, groupSize]), 2, true);
  return reshape(tile(means, [1, 1, groupSize]), [rows, channels]);
}
