// An exported model, opened by ONNX Runtime as a customer's program would, gives what tfjs gives.

import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { exportOnnx } from '../compile/index.ts';
import type { Recordable } from '../compile/index.ts';
import { createEagerExecutor } from './eager.ts';
import { numbers } from './testing/case.ts';
import { differences, valueTolerance } from './testing/suite.ts';

const rng = createRng(5);
const constants = { w: numbers(rng, [4, 3]), b: numbers(rng, [3]), mean: numbers(rng, [4]) };
const shapes = { x: { shape: [-1, 4], dtype: 'float32' } } as const;

/** Preprocessing, an ensemble of two on the rows, softmax: what a deployed network is made of. */
const network: Recordable = ({ x, w, b, mean }) => {
  const rows = x!.shape[0]!;
  const centred = tf.sub(x!, mean!);
  const members = tf.mul(tf.expandDims(centred, 0), tf.reshape(tf.tensor([1, -1]), [2, 1, 1]));
  const layer = tf.add(tf.matMul(tf.reshape(members, [2 * rows, 4]), w as tf.Tensor2D), b!);
  const scores = tf.mean(tf.reshape(tf.relu(layer), [2, rows, 3]), 0);
  return { probabilities: tf.softmax(scores), class: tf.argMax(scores, 1) };
};

test.each([1, 7, 256])('a model with an open batch takes %i rows', async (rows) => {
  const session = await InferenceSession.create(exportOnnx(network, shapes, constants));
  expect(session.inputMetadata).toEqual([{ name: 'x', isTensor: true, type: 'float32', shape: ['batch', 4] }]);
  const x = numbers(rng, [rows, 4]);
  const results = await session.run({ x: new Tensor('float32', x.data as Float32Array, x.shape) });
  const oracle = await createEagerExecutor().compileFunction((inputs) => network({ ...bakedIn(), ...inputs }), {
    x: { shape: [rows, 4], dtype: 'float32' },
  });
  const expected = await oracle.run({ x });
  const { data, dims } = results['probabilities']!;
  expect(dims).toEqual([rows, 3]);
  expect(differences({ shape: dims, data: data as Float32Array }, expected['probabilities']!, valueTolerance)).toEqual(
    [],
  );
  expect([...(results['class']!.data as Int32Array)]).toEqual([...expected['class']!.data]);
  await session.release();
});

test('a function in which rows depend on each other is exported for one row', async () => {
  const ranked: Recordable = ({ x }) => ({ y: tf.add(x!, tf.reshape(tf.range(0, x!.shape[0]!), [-1, 1])) });
  const session = await InferenceSession.create(exportOnnx(ranked, shapes));
  expect(session.inputMetadata[0]).toMatchObject({ shape: [1, 4] });
  await session.release();
});

test('the same model gives the same bytes', () => {
  expect(exportOnnx(network, shapes, constants)).toEqual(exportOnnx(network, shapes, constants));
});

function bakedIn(): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(constants).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
}
