// The gradient of a mean over rows, as normalisation has it, and that the large tensor is not touched more than once.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Graph } from '../ir/graph.ts';
import { sizeOf } from '../ir/graph.ts';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import { broadcastLate } from './broadcast-late.ts';
import { optimise } from './index.ts';

const rows = { x: { shape: [100, 4], dtype: 'float32' } } as const;

/** Operations whose result has as many numbers as `x`. */
function large(graph: Graph): string[] {
  return graph.nodes.filter(({ op, shape }) => op !== 'input' && sizeOf(shape) === 400).map(({ op }) => op);
}

test('arithmetic on a row that is repeated is done on the row', () => {
  const graph = record(({ x }) => {
    const row = tf.mul(tf.max(x!, 0), tf.ones([100, 4]));
    return { y: tf.add(x!, tf.div(tf.neg(row), tf.scalar(7))) };
  }, rows);
  const late = broadcastLate(graph);
  verify(late);
  // ones, the repetition, its negation and its seventh all had 400 numbers: now the negation and the seventh have 4.
  const small = late.nodes.filter(({ op, shape }) => ['neg', 'div'].includes(op) && sizeOf(shape) === 4);
  expect(small.map(({ op }) => op)).toEqual(['neg', 'div']);
  expect(large(optimise(graph))).toEqual(['add']);
});

test('two factors that are smaller meet first', () => {
  const graph = record(({ x }) => ({ y: tf.mul(tf.max(x!, 0), tf.mul(x!, 3)) }), rows);
  expect(large(optimise(graph))).toEqual(['mul']);
});

test('the gradient of a normalisation reads the large tensors once for each of its sums and terms', () => {
  const graph = record(({ x }) => {
    const normalised = (value: tf.Tensor): tf.Tensor => {
      const mean = tf.mean(value, 0);
      return tf.mul(value, tf.sub(tf.mean(tf.square(value), 0), tf.square(mean)));
    };
    return { slope: tf.grad(normalised)(x!) };
  }, rows);
  // The square for its mean; then x times one row, plus the row of the mean, plus the row of the spread.
  const arithmetic = large(optimise(graph)).filter((op) => op === 'mul' || op === 'add' || op === 'div');
  expect(arithmetic.toSorted()).toEqual(['add', 'add', 'mul', 'mul']);
});
