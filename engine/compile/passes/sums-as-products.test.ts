// Which sums become products. That they give the same numbers is held by the conformance cases.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import { optimise } from './index.ts';

function operations(shape: readonly number[], run: (x: tf.Tensor) => tf.Tensor): string[] {
  const graph = optimise(
    record(({ x }) => ({ y: run(x!) }), { x: { shape, dtype: 'float32' } }),
    verify,
  );
  return graph.nodes.map(({ op }) => op).filter((op) => op === 'matmul' || op.startsWith('reduce'));
}

test('a sum over many short rows is a product with ones', () => {
  expect(operations([500, 16], (x) => tf.sum(x, 0))).toEqual(['matmul']);
  expect(operations([3, 10, 10, 16], (x) => tf.mean(x, [1, 2]))).toEqual(['matmul']);
});

test('a very long sum is cut into pieces, so that it keeps its digits', () => {
  expect(operations([8192, 16], (x) => tf.sum(x, 0))).toEqual(['matmul', 'reduceSum']);
});

test('few rows, wide rows, single numbers and sums over the last axis stay sums', () => {
  expect(operations([20, 16], (x) => tf.sum(x, 0))).toEqual(['reduceSum']);
  expect(operations([100, 1000], (x) => tf.sum(x, 0))).toEqual(['reduceSum']);
  expect(operations([16, 500], (x) => tf.sum(x, 1))).toEqual(['reduceSum']);
  expect(operations([4, 500, 3], (x) => tf.sum(x, [0, 2]))).toEqual(['reduceSum']);
});
