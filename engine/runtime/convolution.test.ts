// Convolution networks as whole steps and as models to deploy: against tfjs, for any number of pictures.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { compile, exportOnnx } from '../compile/index.ts';
import { createConvolutionTrunk } from '../models/convolution.ts';
import { applyTrunk, startTrunk } from '../models/trunk.ts';
import { createEagerExecutor } from './eager.ts';
import type { Executor, HostState, HostTensor } from './executor.ts';
import { createOnnxExecutor } from './onnx-runtime.ts';
import { flatten, typesOf } from './signature.ts';
import { cnnBatch, cnnShapes, cnnState, cnnStep } from './testing/cnn-step.ts';
import type { CnnOptions } from './testing/cnn-step.ts';
import { differences, gradientTolerance, valueTolerance } from './testing/suite.ts';

const small: CnnOptions = {
  batch: 3,
  side: 12,
  channels: 3,
  layers: [
    [8, 1],
    [12, 2],
    [16, 2],
  ],
  heads: 2,
};

async function train(executor: Executor, steps: number): Promise<{ losses: HostTensor[]; state: HostState }> {
  const step = await executor.compile(cnnStep(small), cnnState(small, createRng(1)), cnnShapes(small));
  const rng = createRng(5);
  const losses: HostTensor[] = [];
  for (let i = 0; i < steps; i++) losses.push((await step.run(cnnBatch(small, rng)))['losses']!);
  const state = await step.readState();
  await step.dispose();
  return { losses, state };
}

test('ten steps of a convolution network agree with tfjs', async () => {
  const ours = await train(await createOnnxExecutor('cpu', { threads: 2 }), 10);
  const oracle = await train(createEagerExecutor(), 10);
  for (const [i, expected] of oracle.losses.entries())
    expect(differences(ours.losses[i]!, expected, valueTolerance)).toEqual([]);
  for (const [name, expected] of Object.entries(oracle.state))
    expect(differences(ours.state[name]!, expected, gradientTolerance), name).toEqual([]);
});

test('forward pass and weight gradient lay out the windows once', () => {
  const graph = compile(flatten(cnnStep(small)), typesOf(cnnState(small, createRng(1)), cnnShapes(small)));
  // Three channels are picked into planes; the other two layers are gathered, and their gradients by class of pixels
  // for the input: 3 classes of a stride of two need more than one place, the fourth is the gradient as it is.
  const count = (op: string): number => graph.nodes.filter((node) => node.op === op).length;
  expect(count('planes')).toBe(1);
  expect(count('patches')).toBe(2 + 2 * 3);
  expect(count('fold')).toBe(0);
});

test('an exported trunk takes any number of pictures', async () => {
  const options = { stages: [8, 16], depth: 1, excitation: true, grid: 2, width: 6 };
  const trunk = createConvolutionTrunk({ height: 10, width: 9, channels: 2 }, options, ({ pixels }) => pixels!);
  const parameters = startTrunk(trunk, createRng(3));
  const run = (inputs: Record<string, tf.Tensor>): Record<string, tf.Tensor> => ({
    features: tf.squeeze(applyTrunk(trunk, inputs, trunk.prepare(inputs)), [0]),
  });
  const shape = (rows: number) => ({ pixels: { shape: [rows, 10, 9, 2], dtype: 'float32' as const } });
  const session = await InferenceSession.create(exportOnnx(run, shape(-1), parameters));
  for (const rows of [1, 3]) {
    const rng = createRng(rows);
    const data = Float32Array.from({ length: rows * 180 }, () => rng.normal());
    const results = await session.run({ pixels: new Tensor('float32', data, [rows, 10, 9, 2]) });
    const features = results['features'] as Tensor;
    expect(features.dims).toEqual([rows, 6]);
    const oracle = await createEagerExecutor().compileFunction(
      (inputs) => run({ ...inputs, ...tensors(parameters) }),
      shape(rows),
    );
    const expected = await oracle.run({ pixels: { shape: [rows, 10, 9, 2], data } });
    expect(
      differences({ shape: features.dims, data: features.data as Float32Array }, expected['features']!, 1e-4),
    ).toEqual([]);
  }
  await session.release();
});

test('a convolution of channels first is refused when it is recorded', () => {
  const shapes = {
    x: { shape: [1, 2, 5, 5], dtype: 'float32' },
    w: { shape: [3, 3, 2, 4], dtype: 'float32' },
  } as const;
  const run = ({ x, w }: Record<string, tf.Tensor>): Record<string, tf.Tensor> => ({
    y: tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NCHW'),
  });
  expect(() => compile(run, shapes)).toThrow('[N, H, W, C]');
});

function tensors(arrays: Readonly<Record<string, HostTensor>>): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
}
