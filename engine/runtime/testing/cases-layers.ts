// Layers that models of pictures and series are made of: convolutions along time, apart and turned round, gates.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Case } from './case.ts';
import { numbers } from './case.ts';

/** 1 where the number is above zero, with the slope of its sigmoid (straight-through). */
function hardGate(alpha: Tensor): Tensor {
  return tf.customGrad((x, save) => {
    const given = x as Tensor;
    (save as (kept: Tensor[]) => void)([tf.mul(tf.sigmoid(given), tf.sub(1, tf.sigmoid(given)))]);
    return {
      value: tf.cast(tf.greater(given, 0), 'float32'),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, saved[0]!),
    };
  })(alpha);
}

export const layerCases: readonly Case[] = [
  {
    name: 'channels of a convolution gated between a common and an own filter (InterroGate)',
    kernels: [],
    gradientOf: ['x', 'common', 'own', 'alpha'],
    run: ({ x, common, own, alpha }) => {
      const gate = hardGate(alpha!);
      const [shared, special] = [common!, own!].map((w) => tf.relu(tf.conv2d(x as Tensor4D, w as Tensor4D, 2, 'same')));
      const chosen = tf.add(tf.mul(special!, gate), tf.mul(shared!, tf.sub(1, gate)));
      return [chosen, tf.mean(tf.relu(tf.sub(tf.sigmoid(alpha!), 0.5)))];
    },
    inputs: (rng) => ({
      x: numbers(rng, [2, 6, 6, 9]),
      common: numbers(rng, [3, 3, 9, 8]),
      own: numbers(rng, [3, 3, 9, 8]),
      alpha: numbers(rng, [8]),
    }),
  },
  {
    name: 'conv1d along time',
    kernels: [],
    gradientOf: ['x', 'w'],
    run: ({ x, w }) => tf.conv1d(x as Tensor3D, w as Tensor3D, 2, 'same'),
    inputs: (rng) => ({ x: numbers(rng, [2, 12, 9]), w: numbers(rng, [5, 9, 4]) }),
  },
  {
    name: 'separableConv2d',
    kernels: [],
    gradientOf: ['x', 'each', 'across'],
    run: ({ x, each, across }) => tf.separableConv2d(x as Tensor4D, each as Tensor4D, across as Tensor4D, 1, 'same'),
    inputs: (rng) => ({
      x: numbers(rng, [2, 5, 6, 4]),
      each: numbers(rng, [3, 3, 4, 2]),
      across: numbers(rng, [1, 1, 8, 3]),
    }),
  },
  {
    name: 'conv2dTranspose',
    kernels: [],
    gradientOf: ['x', 'w'],
    run: ({ x, w }) => tf.conv2dTranspose(x as Tensor4D, w as Tensor4D, [2, 8, 6, 3], 2, 'same'),
    inputs: (rng) => ({ x: numbers(rng, [2, 4, 3, 5]), w: numbers(rng, [3, 3, 3, 5]) }),
  },
  {
    name: 'batch normalisation in training',
    kernels: [],
    gradientOf: ['x', 'gain', 'shift'],
    run: ({ x, gain, shift }) => {
      const { mean, variance } = tf.moments(x!, [0, 1, 2]);
      return tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D, shift as tf.Tensor1D, gain as tf.Tensor1D);
    },
    inputs: (rng) => ({ x: numbers(rng, [2, 6, 7, 3]), gain: numbers(rng, [3]), shift: numbers(rng, [3]) }),
  },
  {
    name: 'Gaussian error unit and softplus',
    kernels: [],
    gradientOf: ['x'],
    run: ({ x }) => [tf.mul(tf.mul(x!, 0.5), tf.add(1, tf.erf(tf.mul(x!, Math.SQRT1_2)))), tf.softplus(x!)],
    inputs: (rng) => ({ x: numbers(rng, [3, 6]) }),
  },
  {
    name: 'a series with its moving mean taken off, both read by products along time (DLinear)',
    kernels: [],
    gradientOf: ['x', 'trend', 'season'],
    run: ({ x, trend, season }) => {
      const series = x as Tensor3D;
      const first = tf.tile(tf.slice(series, [0, 0, 0], [-1, 1, -1]), [1, 2, 1]);
      const last = tf.tile(tf.slice(series, [0, 11, 0], [-1, 1, -1]), [1, 2, 1]);
      const padded = tf.expandDims(tf.concat([first, series, last], 1), 2) as Tensor4D;
      const smooth = tf.squeeze(tf.avgPool(padded, [5, 1], 1, 'valid'), [2]);
      const along = (value: Tensor, weight: Tensor): Tensor =>
        tf.matMul(tf.reshape(tf.transpose(value, [0, 2, 1]), [-1, 12]) as Tensor2D, weight as Tensor2D);
      return tf.add(along(smooth, trend!), along(tf.sub(series, smooth), season!));
    },
    inputs: (rng) => ({ x: numbers(rng, [2, 12, 3]), trend: numbers(rng, [12, 4]), season: numbers(rng, [12, 4]) }),
  },
  {
    name: 'arrangements of a series: turned, cut, split and joined along each axis',
    kernels: [],
    gradientOf: ['x'],
    run: ({ x }) => [
      tf.reverse(x!, 1),
      tf.slice(x!, [0, 1, 2], [-1, 5, 1]),
      tf.concat(tf.split(x!, 2, 2).reverse(), 1),
      tf.cumsum(x!, 2),
      tf.gather(x!, tf.tensor1d([5, 0, 5], 'int32'), 1),
      tf.unsortedSegmentSum(tf.transpose(x!, [1, 0, 2]), tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'int32'), 3),
      tf.mean(x!, [0, 2]),
    ],
    inputs: (rng) => ({ x: numbers(rng, [2, 8, 4]) }),
  },
];
