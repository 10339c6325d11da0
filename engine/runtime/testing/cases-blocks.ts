// Cases whose channels and pictures come in blocks of eight or sixteen, as a CPU's convolutions in blocks want them.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Case } from './case.ts';
import { numbers } from './case.ts';

type Padding = 'same' | 'valid' | number;

function convolution(
  [count, height, width]: readonly [number, number, number],
  [from, to]: readonly [number, number],
  window: number,
  stride: number,
  padding: Padding,
): Case {
  return {
    name: `Conv2D of ${count} pictures in blocks, ${height} x ${width}, ${window} x ${window}, stride ${stride}, ${padding}, ${from} to ${to} channels`,
    kernels: ['Conv2D'],
    gradientOf: ['x', 'w'],
    run: ({ x, w }) => tf.conv2d(x as Tensor4D, w as Tensor4D, stride, padding),
    inputs: (rng) => ({ x: numbers(rng, [count, height, width, from]), w: numbers(rng, [window, window, from, to]) }),
  };
}

export const blockCases: readonly Case[] = [
  convolution([2, 5, 6], [16, 16], 3, 1, 'same'),
  convolution([16, 6, 8], [16, 32], 3, 2, 1),
  convolution([16, 6, 8], [32, 16], 3, 2, 'same'),
  convolution([32, 6, 6], [3, 16], 3, 1, 'same'),
  convolution([16, 10, 8], [1, 16], 5, 2, 'same'),
  convolution([32, 6, 8], [16, 32], 3, 2, 1),
  convolution([48, 4, 4], [16, 32], 3, 1, 'same'),
  convolution([64, 4, 4], [16, 16], 3, 1, 'same'),
  convolution([64, 4, 4], [16, 32], 2, 1, 'same'),
  convolution([16, 6, 6], [64, 48], 1, 1, 'valid'),
  convolution([16, 8, 8], [16, 32], 1, 2, 'valid'),
  convolution([16, 6, 5], [16, 128], 3, 1, 'valid'),
  convolution([16, 7, 6], [24, 40], 3, 1, 'same'),
  {
    name: 'two convolutions in blocks with bias, ReLU, normalisation, a residual and means',
    kernels: ['Conv2D', 'Relu'],
    gradientOf: ['x', 'w', 'b', 'v', 'gain'],
    run: ({ x, w, b, v, gain }) => {
      const first = tf.relu(tf.add(tf.conv2d(x as Tensor4D, w as Tensor4D, 2, 'same'), b!)) as Tensor4D;
      const second = tf.conv2d(first, v as Tensor4D, 1, 'same');
      const rows = tf.reshape(second, [-1, 32]);
      const average = tf.mean(rows, 0);
      const normalised = tf.mul(tf.sub(rows, average), gain as Tensor1D);
      const third = tf.relu(tf.add(tf.reshape(normalised, second.shape), first));
      return [tf.mean(third, [1, 2]), tf.sub(third, tf.mean(third, [1, 2], true)), average];
    },
    inputs: (rng) => ({
      x: numbers(rng, [16, 8, 10, 16]),
      w: numbers(rng, [3, 3, 16, 32]),
      b: numbers(rng, [32]),
      v: numbers(rng, [3, 3, 32, 32], [-0.1, 0.1]),
      gain: numbers(rng, [32]),
    }),
  },
];
