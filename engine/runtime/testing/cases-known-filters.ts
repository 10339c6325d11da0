// Cases for models to deploy: filters that are values of the function itself, and what joins them.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Case } from './case.ts';
import { numbers } from './case.ts';

/** Values that no two places share, from the host: a constant of the recording. */
function known(shape: readonly number[], phase = 0): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, at) => Math.sin(3 * at + phase)),
    [...shape],
  );
}

type Run = (x: Tensor4D) => Tensor | readonly Tensor[];

function over(name: string, kernels: readonly string[], shape: readonly number[], run: Run, gradient = true): Case {
  return {
    name: `${name}, filters known`,
    kernels,
    gradientOf: gradient ? ['x'] : [],
    run: ({ x }) => run(x as Tensor4D),
    inputs: (rng) => ({ x: numbers(rng, shape) }),
  };
}

const filter = (window: number, from: number, to: number): Tensor4D => known([window, window, from, to]) as Tensor4D;

export const knownFilterCases: readonly Case[] = [
  over('Conv2D', ['Conv2D'], [2, 6, 7, 3], (x) => tf.conv2d(x, filter(3, 3, 4), 1, 'same')),
  over('Conv2D, stride 2, uneven edges', ['Conv2D'], [2, 7, 6, 8], (x) => tf.conv2d(x, filter(3, 8, 5), 2, 'same')),
  over('Conv2D, 1 x 1', ['Conv2D'], [2, 3, 4, 5], (x) => tf.conv2d(x, filter(1, 5, 2), 1, 'valid')),
  over('Conv2D, all filters alike', ['Conv2D'], [1, 5, 5, 2], (x) =>
    tf.conv2d(x, tf.tensor4d(new Float32Array(36).fill(0.5), [3, 3, 2, 2]), 1, 1),
  ),
  over(
    'Conv2D, dilation 2',
    ['Conv2D'],
    [2, 7, 6, 3],
    (x) => tf.conv2d(x, filter(3, 3, 4), 1, 'same', 'NHWC', 2),
    false,
  ),
  over('DepthwiseConv2dNative, times 2', ['DepthwiseConv2dNative'], [2, 6, 5, 3], (x) =>
    tf.depthwiseConv2d(x, known([3, 3, 3, 2]) as Tensor4D, 2, 'same'),
  ),
  over('bias, factor, term and negative part', ['Conv2D'], [2, 6, 6, 3], (x) => {
    const shifted = tf.add(tf.conv2d(x, filter(3, 3, 4), 1, 'same'), known([4], 1));
    return tf.leakyRelu(tf.add(tf.mul(shifted, known([1, 1, 1, 4], 2)), known([4], 3)), 0.1);
  }),
  over('a term a row of pixels, which is none a channel', ['Conv2D'], [2, 4, 4, 3], (x) =>
    tf.add(tf.mul(tf.conv2d(x, filter(3, 3, 4), 1, 'same'), known([4, 1], 2)), known([4, 1, 1], 1)),
  ),
  over('a result that is read twice', ['Conv2D'], [1, 4, 4, 3], (x) => {
    const result = tf.conv2d(x, filter(3, 3, 4), 1, 'same');
    return [tf.mul(result, known([4], 1)), tf.add(result, known([4], 2))];
  }),
  over('pooling behind a convolution', ['MaxPool', 'AvgPool'], [2, 7, 8, 3], (x) => {
    const result = tf.conv2d(x, filter(3, 3, 4), 1, 'same');
    return [tf.maxPool(result, 3, 2, 'same'), tf.avgPool(result, 2, 2, 'same'), tf.avgPool(result, 3, 1, 'valid')];
  }),
  over('normalised by running statistics', ['FusedBatchNorm'], [2, 5, 5, 3], (x) =>
    tf.batchNorm4d(
      tf.conv2d(x, filter(3, 3, 4), 2, 1),
      known([4], 1) as tf.Tensor1D,
      tf.tensor1d([1, 2, 3, 4]),
      known([4], 2) as tf.Tensor1D,
      known([4], 3) as tf.Tensor1D,
    ),
  ),
];
