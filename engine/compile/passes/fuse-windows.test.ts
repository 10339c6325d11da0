// What a model to deploy is made of. That it gives the same numbers is held by the conformance cases.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { countFlops } from '../flops.ts';
import type { Graph } from '../ir/graph.ts';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import type { Recordable } from '../record.ts';
import { optimise } from './index.ts';

const picture = { x: { shape: [1, 8, 8, 3], dtype: 'float32' } } as const;
const values = (size: number): Float32Array => Float32Array.from({ length: size }, (_, at) => at + 1);
const filters = (): Tensor4D => tf.tensor4d(values(108), [3, 3, 3, 4]);

function optimised(run: Recordable): Graph {
  return optimise(record(run, picture), verify);
}

const operations = (graph: Graph): string[] =>
  graph.nodes.map(({ op }) => op).filter((op) => op !== 'input' && op !== 'constant');

test('a convolution of a finished model takes its normalisation in', () => {
  const graph = optimised(({ x }) => {
    const spread = tf.mul(tf.tensor1d([1, 2, 3, 4]), tf.rsqrt(tf.add(tf.tensor1d([0, 3, 8, 15]), 1)));
    return { y: tf.relu(tf.add(tf.mul(tf.conv2d(x as Tensor4D, filters(), 1, 'same'), spread), spread)) };
  });
  expect(operations(graph)).toEqual(['convolve', 'relu']);
  // 64 pixels of 4 channels: 27 multiply-adds, the bias, the ReLU.
  expect(countFlops(graph)).toBe(64 * 4 * (2 * 27 + 1 + 1));
  // Each spread is n / sqrt(n^2) = 1: the filters stay what they were, channels first.
  const weights = graph.nodes.flatMap((node) => (node.op === 'constant' ? [node.attributes.data] : []));
  expect(Array.from(weights[0]!.subarray(0, 3))).toEqual([1, 13, 25]);
});

test('pooling behind it needs no windows laid out', () => {
  const graph = optimised(({ x }) => {
    const result = tf.conv2d(x as Tensor4D, filters(), 1, 'same');
    return { y: tf.concat([tf.maxPool(result, 2, 2, 'valid'), tf.avgPool(result, 2, 2, 'valid')]) };
  });
  expect(operations(graph)).toEqual(['convolve', 'highest', 'convolve', 'concat']);
});

test('in training, where filters change, windows are laid out for the gradient', () => {
  const graph = optimise(
    record(({ x, w }) => ({ y: tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same') }), {
      x: { shape: [1, 8, 8, 16], dtype: 'float32' },
      w: { shape: [3, 3, 16, 4], dtype: 'float32' },
    }),
    verify,
  );
  expect(operations(graph).filter((op) => op !== 'reshape')).toEqual(['patches', 'matmul']);
});
