// Which channels are normalised together once some of them are read by nobody.
//
// A channel under group normalisation changes the mean and variance of its whole group, so one that is to be removed
// must not count there before it is removed. Statistics are therefore those of the channels that somebody reads:
// in training by a mask, in the pruned network because the others are gone. Where nobody reads any of a group,
// all of it counts, so that its values say what they would be worth.

import { add, matMul, mean, mul, relu, reshape, sub, sum, tensor, tile, div } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** The mean of each group of channels, at each of them: `[rows, C]` to the same. Pure tfjs. */
export type GroupMeans = (values: Tensor) => Tensor;

/** Groups of `size` neighbours, all of which count. */
export function equalGroups(size: number): GroupMeans {
  return (values) => {
    const [rows, channels] = values.shape as [number, number];
    return spread(mean(reshape(values, [rows, channels / size, size]), 2, true), size, channels);
  };
}

/** Groups of `size` neighbours, of which those count that are read. `read` `[C]`: 1 = by somebody, 0 = by nobody. */
export function readGroups(size: number, read: Tensor): GroupMeans {
  const marks = reshape(read, [1, read.size / size, size]);
  const counted = add(marks, relu(sub(1, sum(marks, 2, true))));
  const weights = div(counted, sum(counted, 2, true));
  return (values) => {
    const [rows, channels] = values.shape as [number, number];
    return spread(sum(mul(reshape(values, [rows, channels / size, size]), weights), 2, true), size, channels);
  };
}

/** What is left of groups of `size` neighbours when only `kept` of all channels remain, in this order. */
export function keptGroups(size: number, kept: readonly number[]): GroupMeans {
  const ids = kept.map((channel) => Math.floor(channel / size));
  const groups = [...new Set(ids)];
  const inOrder = kept.every((channel, i) => channel === i) && kept.length % size === 0;
  if (inOrder) return equalGroups(size);
  const counts = groups.map((group) => ids.filter((id) => id === group).length);
  const average = ids.flatMap((id) => groups.map((group, g) => (id === group ? 1 / counts[g]! : 0)));
  const back = groups.flatMap((group) => ids.map((id) => (id === group ? 1 : 0)));
  const [down, up] = [
    tensor(average, [kept.length, groups.length], 'float32') as Tensor2D,
    tensor(back, [groups.length, kept.length], 'float32') as Tensor2D,
  ];
  return (values) => matMul(matMul(values as Tensor2D, down), up);
}

/** `[rows, groups, 1]` to `[rows, C]`. */
function spread(means: Tensor, size: number, channels: number): Tensor {
  return reshape(tile(means, [1, 1, size]), [means.shape[0]!, channels]);
}
