// Counts against sums done by hand.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { countFlops } from './flops.ts';

test('a layer with ReLU on 8 rows of 3, 4 wide', () => {
  const graph = compile(
    ({ x }) => ({ y: tf.relu(tf.add(tf.matMul(x!, tf.range(0, 12).reshape([3, 4])), tf.range(0, 4))) }),
    {
      x: { shape: [8, 3], dtype: 'float32' },
    },
  );
  // 8 x 4 results of 3 multiply-adds each, a bias and a ReLU.
  expect(countFlops(graph)).toBe(8 * 4 * (2 * 3 + 1 + 1));
});

test('batches multiply, moving numbers is free, a sum costs its operands', () => {
  const graph = compile(({ a, b }) => ({ y: tf.sum(tf.reshape(tf.matMul(a!, b!, true), [-1])) }), {
    a: { shape: [5, 3, 2], dtype: 'float32' },
    b: { shape: [5, 3, 4], dtype: 'float32' },
  });
  expect(countFlops(graph)).toBe(5 * 2 * 4 * 2 * 3 + 5 * 2 * 4);
});
