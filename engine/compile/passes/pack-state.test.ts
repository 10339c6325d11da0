// Packing: equal updates become one, and nothing is packed that would close a circle.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { printGraph } from '../ir/print.ts';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import type { InputTypes, Recordable } from '../record.ts';
import { optimise } from './index.ts';
import type { PackedGraph } from './pack-state.ts';
import { packState } from './pack-state.ts';

const names = ['a', 'b'];
const pairs = names.map((name) => ({ input: name, output: `next ${name}` }));
const shapes: InputTypes = {
  a: { shape: [2, 3], dtype: 'float32' },
  b: { shape: [4], dtype: 'float32' },
  rate: { shape: [], dtype: 'float32' },
};

function pack(run: Recordable): PackedGraph {
  const packed = packState(optimise(record(run, shapes)), pairs);
  verify(packed.graph);
  return packed;
}

/** Gradient descent on the sum of cubes: the gradient of x is 3x². */
const descend = (x: Tensor, rate: Tensor): Tensor =>
  tf.sub(x, tf.mul(rate, tf.grad((value) => tf.sum(tf.pow(value, 3)))(x)));

test('the same update of two shapes is one update of a vector', () => {
  const { graph, packs } = pack(({ a, b, rate }) => ({ 'next a': descend(a!, rate!), 'next b': descend(b!, rate!) }));
  expect(packs).toEqual([
    {
      input: 'pack/0/0',
      output: 'packed/0/0',
      parts: [
        { input: 'a', output: 'next a', offset: 0, shape: [2, 3] },
        { input: 'b', output: 'next b', offset: 6, shape: [4] },
      ],
    },
  ]);
  expect(printGraph(graph)).toMatchInlineSnapshot(`
    "graph(%0 rate: f32[], %1 pack/0/0: f32[10])
      %2: f32[10] = mul(%1, %1)
      %3: f32[] = constant(data=[3])
      %4: f32[10] = mul(%3, %2)
      %5: f32[10] = mul(%0, %4)
      %6: f32[10] = sub(%1, %5)
      return packed/0/0=%6"
  `);
});

test('different updates are left apart', () => {
  const { packs } = pack(({ a, b, rate }) => ({ 'next a': descend(a!, rate!), 'next b': tf.mul(b!, rate!) }));
  expect(packs).toEqual([]);
});

test.each([
  ['needs the other’s result is left apart', true, 0],
  ['needs the other’s old value is not', false, 1],
])('one update that %s', (_, needsResult, expected) => {
  const { packs } = pack(({ a, b, rate }) => {
    // A running sum is not elementwise: it stands for a gradient.
    const next = tf.sub(a!, tf.mul(rate!, tf.cumsum(a!, 1)));
    const gradient = tf.cumsum(tf.mul(b!, tf.sum(needsResult ? next : a!)));
    return { 'next a': next, 'next b': tf.sub(b!, tf.mul(rate!, gradient)) };
  });
  expect(packs).toHaveLength(expected);
});

test('scalars that differ from member to member become a vector', () => {
  const { graph, packs } = pack(({ a, b, rate }) => ({
    'next a': tf.mul(a!, rate!),
    'next b': tf.mul(b!, tf.exp(rate!)),
  }));
  expect(packs).toHaveLength(1);
  expect(printGraph(graph)).toContain('concat');
});

test('a result that something else reads is cut out of the vector', () => {
  const { graph } = pack(({ a, b, rate }) => {
    const next = descend(a!, rate!);
    return { 'next a': next, 'next b': descend(b!, rate!), length: tf.sum(next) };
  });
  expect(printGraph(graph)).toContain('slice');
});
