// Cases made of many kernels: losses, normalisations and layers as models write them.

import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../models/stop-gradient.ts';
import type { Case } from './case.ts';
import { indices, numbers } from './case.ts';

export const modelCases: readonly Case[] = [
  {
    name: 'softmax cross-entropy',
    kernels: [],
    gradientOf: ['logits'],
    run: ({ at, logits }) => tf.losses.softmaxCrossEntropy(tf.oneHot(at!, 4), logits!),
    inputs: (rng) => ({ at: indices(rng, [6], 4), logits: numbers(rng, [6, 4]) }),
  },
  {
    name: 'sigmoid cross-entropy',
    kernels: [],
    gradientOf: ['logits'],
    run: ({ labels, logits }) => tf.losses.sigmoidCrossEntropy(tf.cast(tf.greater(labels!, 0), 'float32'), logits!),
    inputs: (rng) => ({ labels: numbers(rng, [6, 2]), logits: numbers(rng, [6, 2], [-20, 20]) }),
  },
  {
    name: 'huber, absolute and squared loss',
    kernels: [],
    gradientOf: ['p'],
    run: ({ y, p }) => [
      tf.losses.huberLoss(y!, p!),
      tf.losses.absoluteDifference(y!, p!),
      tf.losses.meanSquaredError(y!, p!),
    ],
    inputs: (rng) => ({ y: numbers(rng, [6, 2]), p: numbers(rng, [6, 2], [-3, 3]) }),
  },
  {
    name: 'log-sum-exp and norm',
    kernels: [],
    gradientOf: ['x'],
    run: ({ x }) => [tf.logSumExp(x!, 1), tf.norm(x!)],
    inputs: (rng) => ({ x: numbers(rng, [3, 5]) }),
  },
  {
    name: 'layer normalisation',
    kernels: [],
    gradientOf: ['x', 'gain', 'shift'],
    run: ({ x, gain, shift }) => {
      const { mean, variance } = tf.moments(x!, -1, true);
      return tf.add(tf.mul(tf.div(tf.sub(x!, mean), tf.sqrt(tf.add(variance, 1e-5))), gain!), shift!);
    },
    inputs: (rng) => ({ x: numbers(rng, [4, 6]), gain: numbers(rng, [6]), shift: numbers(rng, [6]) }),
  },
  {
    name: 'dropout by a mask input',
    kernels: [],
    gradientOf: ['x'],
    run: ({ x, noise }) => tf.mul(x!, tf.cast(tf.greater(noise!, 0.3), 'float32')),
    inputs: (rng) => ({ x: numbers(rng, [4, 6]), noise: numbers(rng, [4, 6], [0, 1]) }),
  },
  {
    name: 'an ensemble of layers with scaled inputs (TabM)',
    kernels: [],
    gradientOf: ['x', 'w', 'r', 'b'],
    run: ({ x, w, r, b }) => {
      const members = tf.mul(tf.expandDims(x!, 0), tf.expandDims(r!, 1));
      const shared = tf.reshape(tf.matMul(tf.reshape(members, [-1, 4]), w as tf.Tensor2D), [3, 5, 6]);
      return tf.mean(tf.relu(tf.add(shared, tf.expandDims(b!, 1))), 0);
    },
    inputs: (rng) => ({
      x: numbers(rng, [5, 4]),
      w: numbers(rng, [4, 6]),
      r: numbers(rng, [3, 4]),
      b: numbers(rng, [3, 6]),
    }),
  },
  {
    name: 'what does not flow through stopGradient',
    kernels: [],
    gradientOf: ['x'],
    run: ({ x }) => tf.mul(x!, stopGradient(tf.exp(x!))),
    inputs: (rng) => ({ x: numbers(rng, [4]) }),
  },
  {
    name: 'a gradient of a gradient',
    kernels: [],
    gradientOf: ['x'],
    run: ({ x }) => tf.grad((value) => tf.sum(tf.mul(tf.tanh(value), value)))(x!),
    inputs: (rng) => ({ x: numbers(rng, [5]) }),
  },
];
