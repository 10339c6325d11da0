// Pictures whose even and odd pixels stay apart: where that saves putting them together, and nowhere else.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Op } from '../ir/graph.ts';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import type { InputTypes, Recordable } from '../record.ts';
import { optimise } from './index.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;

const types: InputTypes = {
  x: { shape: [16, 64, 64, 3], dtype: 'float32' },
  w: { shape: [3, 3, 3, 16], dtype: 'float32' },
  b: { shape: [16], dtype: 'float32' },
  v: { shape: [3, 3, 16, 32], dtype: 'float32' },
};

const first = ({ x, w, b }: Tensors): Tensor4D =>
  tf.relu(tf.add(tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 1), b!)) as Tensor4D;
const next = (picture: Tensor4D, { v }: Tensors, stride: number): tf.Tensor =>
  tf.exp(tf.conv2d(picture, v as Tensor4D, stride, 1));

/** How often an operation occurs in a step of a network whose last value is this, and how often on images in blocks. */
function counts(
  value: (inputs: Tensors) => tf.Tensor,
  names: readonly string[],
): (op: Op, onImages?: boolean) => number {
  const run: Recordable = (inputs) => {
    const given = names.map((name) => inputs[name]!);
    const loss = (...own: tf.Tensor[]): tf.Scalar =>
      tf.sum(value({ ...inputs, ...Object.fromEntries(names.map((name, at) => [name, own[at]!])) }));
    const slopes = tf.grads(loss)(given);
    return { loss: loss(...given), ...Object.fromEntries(names.map((name, at) => [`slope ${name}`, slopes[at]!])) };
  };
  const graph = optimise(record(run, types), verify, { block: 16 });
  const isImages = (shape: readonly number[]): boolean => shape.length === 5 && shape[0] === 16;
  return (op, onImages = false) =>
    graph.nodes.filter((node) => node.op === op && (!onImages || isImages(node.shape))).length;
}

test('between a first convolution and one by steps of two no pixels are put together', () => {
  const count = counts((inputs) => next(first(inputs), inputs, 2), ['w', 'b', 'v']);
  expect(count('interleave')).toBe(0);
  // For each of the four classes: forward, the next layer's share, its gradient by the class and by its filters, and
  // the first layer's filters.
  expect(count('blockedConvolve')).toBe(4 * 5);
  // The classes' shares go from one convolution into the next: images in blocks are not added.
  expect(count('blockedConvolve', true)).toBe(4 * 3);
  expect(count('add', true)).toBe(0);
});

test('a shortcut beside it that reads every other pixel reads one of the four classes', () => {
  const count = counts(
    (inputs) => {
      const picture = first(inputs);
      return tf.add(
        next(picture, inputs, 2),
        tf.conv2d(picture, tf.slice(inputs['v'] as Tensor4D, [1, 1], [1, 1]), 2, 0),
      );
    },
    ['w', 'b', 'v'],
  );
  expect(count('interleave')).toBe(0);
});

test('pixels are put together where the gradient goes on to what the first convolution reads', () => {
  const count = counts((inputs) => next(first(inputs), inputs, 2), ['x', 'w']);
  expect(count('interleave')).toBe(1);
});

test('pixels are put together where something else reads the picture', () => {
  const count = counts(
    (inputs) =>
      tf.add(tf.sum(next(first(inputs), inputs, 2)), tf.sum(tf.exp(tf.transpose(first(inputs), [0, 2, 1, 3])))),
    ['w', 'v'],
  );
  expect(count('interleave')).toBe(1);
});

test('a next convolution that reads every pixel leaves the picture whole', () => {
  const count = counts((inputs) => next(first(inputs), inputs, 1), ['w', 'b', 'v']);
  expect(count('blockedConvolve')).toBe(5);
});
