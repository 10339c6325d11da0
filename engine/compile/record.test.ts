// Recording: what a function did becomes a graph, and nothing may be read on the way.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { printGraph } from './ir/print.ts';
import { verify } from './ir/verify.ts';
import { record } from './record.ts';
import { ReadWhileRecording } from './recording-backend.ts';
import { stopGradient } from '../models/stop-gradient.ts';

const vector = { x: { shape: [3], dtype: 'float32' } } as const;

beforeAll(() => tf.setBackend('cpu'));

test('a function becomes the operations it called', () => {
  const graph = record(({ x, w }) => ({ y: tf.relu(tf.matMul(x!, w!)) }), {
    x: { shape: [2, 3], dtype: 'float32' },
    w: { shape: [3, 4], dtype: 'float32' },
  });
  verify(graph);
  expect(printGraph(graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3], %1 w: f32[3,4])
      %2: f32[2,4] = matmul(%0, %1, transposeA=false, transposeB=false)
      %3: f32[2,4] = relu(%2)
      return y=%3"
  `);
});

test('gradients taken inside the function are recorded with it', () => {
  const graph = record(({ x }) => ({ slope: tf.grad((value) => tf.sum(tf.square(value)))(x!) }), vector);
  verify(graph);
  expect(graph.nodes.map(({ op }) => op)).toContain('mul');
  expect(graph.outputs.map(({ name }) => name)).toEqual(['slope']);
});

test('the same function gives the same graph, node for node', () => {
  const once = (): string =>
    printGraph(record(({ x }) => ({ y: tf.grad((value) => tf.sum(tf.exp(tf.sin(value))))(x!) }), vector));
  expect(once()).toBe(once());
});

test.each([
  ['dataSync', (x: tf.Tensor) => x.dataSync()],
  ['arraySync', (x: tf.Tensor) => x.arraySync()],
  ['print', (x: tf.Tensor) => x.print()],
])('reading a value by %s is refused, and the kernel is named', (_, read) => {
  const impure = (): unknown =>
    record(({ x }) => {
      const y = tf.exp(x!);
      read(y);
      return { y };
    }, vector);
  expect(impure).toThrow(ReadWhileRecording);
  expect(impure).toThrow('kernel "Exp"');
});

test('after a refusal the earlier backend is in place and recording works again', () => {
  expect(() => record(({ x }) => ({ y: tf.tensor(x!.dataSync()) }), vector)).toThrow(ReadWhileRecording);
  expect(tf.getBackend()).toBe('cpu');
  expect(record(({ x }) => ({ y: tf.neg(x!) }), vector).nodes).toHaveLength(2);
});

test('a tensor of another backend becomes a constant, in every recording, and can still be read', () => {
  const weights = tf.tensor([1, 2, 3]);
  for (let round = 0; round < 2; round++) {
    const graph = record(({ x }) => ({ y: tf.add(x!, weights) }), vector);
    expect(printGraph(graph)).toContain('constant(data=[1,2,3])');
  }
  expect([...weights.dataSync()]).toEqual([1, 2, 3]);
  expect([...tf.mul(weights, 2).dataSync()]).toEqual([2, 4, 6]);
  weights.dispose();
});

test('a tensor kept from one recording is no value in the next', () => {
  let kept: tf.Tensor | null = null;
  record(({ x }) => ({ y: (kept = tf.keep(tf.exp(x!))) }), vector);
  expect(() => record(({ x }) => ({ y: tf.add(x!, kept!) }), vector)).toThrow('kept from an earlier recording');
});

test('an operation without a row fails by its name', () => {
  expect(() => record(({ x }) => ({ y: tf.acos(x!) }), vector)).toThrow("Kernel 'Acos' not registered");
});

test('recording leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  record(({ x }) => ({ y: tf.grad((value) => tf.sum(tf.tanh(value)))(x!) }), vector);
  expect(tf.memory().numTensors).toBe(before);
});

test('what is behind stopGradient counts as a constant', () => {
  // d/dx of x * stop(x) is stop(x) = x; without the stop it would be 2x.
  const slope = tf.grad((x) => tf.sum(tf.mul(x, stopGradient(x))))(tf.tensor([1, 2, 3]));
  expect([...slope.dataSync()]).toEqual([1, 2, 3]);
});
