// The trunk for pictures: standardised as defined, fit for the sharing choices, and able to learn.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import { createOnnxExecutor } from '../runtime/onnx-runtime.ts';
import type { HostState, HostTensor, Step } from '../runtime/executor.ts';
import { adam } from '../runtime/testing/mlp-step.ts';
import { createConvolutionTrunk } from './convolution.ts';
import type { ConvolutionOptions } from './convolution.ts';
import { applyHead, startHead } from './head.ts';
import { standardised, standardisedArray } from './standardised-kernel.ts';
import { applyTrunk, startTrunk, under } from './trunk.ts';
import type { Trunk } from './trunk.ts';

const side = 12;
const rows = 32;
const options: ConvolutionOptions = { stages: [8, 16], depth: 1, excitation: true, grid: 2, width: 16 };

beforeAll(() => tf.setBackend('cpu'));

function trunkOf(change: Partial<ConvolutionOptions> = {}): Trunk {
  const shape = { height: side, width: side, channels: 1 };
  return createConvolutionTrunk(shape, { ...options, ...change }, (inputs) => inputs['pixels']!);
}

test('what an output reads has mean 0 and a fixed length, whatever the kernel; on the host the same', () => {
  const weight = tf.add(tf.mul(tf.randomNormal([3, 3, 4, 6], 0, 1, 'float32', 1), 7), 3);
  const even = standardised(weight);
  // Length squared: the gain that keeps ReLU's variance, 2 / (1 - 1 / pi).
  for (const value of tf.sum(even, [0, 1, 2]).dataSync()) expect(value).toBeCloseTo(0, 4);
  for (const value of tf.sum(tf.square(even), [0, 1, 2]).dataSync())
    expect(value).toBeCloseTo(2 / (1 - 1 / Math.PI), 3);
  const host = standardisedArray({ shape: [3, 3, 4, 6], data: weight.dataSync() as Float32Array });
  even.dataSync().forEach((value, i) => expect(host.data[i]).toBeCloseTo(value, 5));
});

test('a photo is read the same alone and among others', () => {
  const trunk = trunkOf();
  const parameters = Object.fromEntries(
    Object.entries(startTrunk(trunk, createRng(1))).map(([name, { shape, data }]) => [
      name,
      tf.tensor(data, [...shape]),
    ]),
  );
  const pixels = tf.randomNormal([3, side * side], 0, 1, 'float32', 1);
  const all = applyTrunk(trunk, parameters, trunk.prepare({ pixels }));
  const alone = applyTrunk(trunk, parameters, trunk.prepare({ pixels: tf.slice(pixels, [1, 0], [1, side * side]) }));
  expect(tf.max(tf.abs(tf.sub(tf.slice(all, [0, 1, 0], [1, 1, options.width]), alone))).dataSync()[0]).toBeLessThan(
    1e-5,
  );
});

test('each layer has one kernel of height, width, inputs and outputs, and as many parameters as it says', () => {
  for (const change of [{}, { excitation: false }, { depth: 0 }, { grid: 1 }]) {
    const trunk = trunkOf(change);
    for (const layer of trunk.layers) {
      const arrays = layer.start(createRng(1));
      expect(arrays['weight']!.shape).toHaveLength(4);
      const count = Object.values(arrays).reduce((sum, { data }) => sum + data.length, 0);
      const ofChannels = (layer.channels?.count ?? 0) * (layer.channels?.each.parameters ?? 0);
      expect((layer.fixed?.parameters ?? 0) + ofChannels).toBe(count);
    }
  }
});

test('features are one member of one row a picture, also of pictures with odd sides', () => {
  const shape = { height: 11, width: 7, channels: 3 };
  const trunk = createConvolutionTrunk(shape, options, (inputs) => inputs['pixels']!);
  const pixels = tf.randomNormal([2, 11 * 7 * 3], 0, 1, 'float32', 1);
  const parameters = Object.fromEntries(
    Object.entries(startTrunk(trunk, createRng(1))).map(([name, array]) => [
      name,
      tf.tensor(array.data, [...array.shape]),
    ]),
  );
  expect(applyTrunk(trunk, parameters, trunk.prepare({ pixels })).shape).toEqual([1, 2, options.width]);
});

test('the last layer with some of its outputs gives just those', () => {
  const trunk = trunkOf();
  const last = trunk.layers.at(-1)!;
  const arrays = last.start(createRng(4));
  const tensors = (given: typeof arrays): Record<string, tf.Tensor> =>
    Object.fromEntries(Object.entries(given).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));
  const input = tf.randomNormal([3, 3, 3, 16], 0, 1, 'float32', 1);
  const all = last.apply(tensors(arrays), input, null);
  const some = last.apply(tensors(last.channels!.keep(arrays, [5, 2], null)), input, null);
  expect([...some.dataSync()]).toEqual([...tf.gather(all, tf.tensor1d([5, 2], 'int32'), 2).dataSync()]);
});

/** A bar of noise in one of the four quarters, upright or lying: its direction is one task, its quarter the other. */
function bars(rng: Rng): Record<'pixels' | 'direction' | 'quarter', HostTensor> {
  const pixels = Float32Array.from({ length: rows * side * side }, () => 0.3 * rng.normal());
  const direction = new Float32Array(rows * 2);
  const quarter = new Float32Array(rows * 4);
  for (let row = 0; row < rows; row++) {
    const [upright, place] = [rng.integer(2), rng.integer(4)];
    direction[row * 2 + upright] = 1;
    quarter[row * 4 + place] = 1;
    const [top, left] = [(place >> 1) * 6 + rng.integer(3), (place % 2) * 6 + rng.integer(3)];
    for (let i = 0; i < 4; i++) {
      const at = (top + (upright ? i : 1)) * side + left + (upright ? 1 : i);
      pixels[row * side * side + at]! += 1.5;
    }
  }
  return {
    pixels: { shape: [rows, side * side], data: pixels },
    direction: { shape: [rows, 2], data: direction },
    quarter: { shape: [rows, 4], data: quarter },
  };
}

test('two tasks on made-up pictures are learned: which way a bar lies, and where', async () => {
  const trunk = trunkOf();
  const rng = createRng(2);
  const start: Record<string, HostTensor> = { step: { shape: [], data: Float32Array.of(0) } };
  const parameters = {
    ...Object.fromEntries(Object.entries(startTrunk(trunk, rng)).map(([name, array]) => [`trunk/${name}`, array])),
    ...named('direction/', startHead(1, trunk.width, [0, 0], rng)),
    ...named('quarter/', startHead(1, trunk.width, [0, 0, 0, 0], rng)),
  };
  for (const [name, { shape, data }] of Object.entries(parameters)) {
    start[`p/${name}`] = { shape, data };
    for (const moment of ['m', 'v']) start[`${moment}/${name}`] = { shape, data: new Float32Array(data.length) };
  }
  const step: Step = (state, batch) => {
    const names = Object.keys(state).filter((name) => name.startsWith('p/'));
    const logits = (given: readonly tf.Tensor[]): tf.Tensor[] => {
      const all = Object.fromEntries(names.map((name, at) => [name.slice(2), given[at]!]));
      const features = applyTrunk(trunk, under('trunk/', all), trunk.prepare(batch));
      return ['direction', 'quarter'].map((task) => tf.squeeze(applyHead(under(`${task}/`, all), features), [0]));
    };
    const tasks = ['direction', 'quarter'];
    const loss = (...given: tf.Tensor[]): tf.Scalar =>
      tf.addN(logits(given).map((one, k) => tf.losses.softmaxCrossEntropy(batch[tasks[k]!]!, one))) as tf.Scalar;
    const values = names.map((name) => state[name]!);
    const right = logits(values).map((one, k) =>
      tf.mean(tf.cast(tf.equal(tf.argMax(one, 1), tf.argMax(batch[tasks[k]!]!, 1)), 'float32')),
    );
    return {
      state: adam(state, names, tf.grads(loss)(values), batch['rate']!, 0),
      metrics: { right: tf.stack(right) },
    };
  };
  const executor = await createOnnxExecutor('cpu', { threads: 1 });
  const batch = (): Record<string, HostTensor> => ({ ...bars(rng), rate: { shape: [], data: Float32Array.of(0.003) } });
  const shapes = Object.fromEntries(
    Object.entries(batch()).map(([name, { shape }]) => [name, { shape, dtype: 'float32' as const }]),
  );
  const compiled = await executor.compile(step, start as HostState, shapes);
  const measure = async (steps: number): Promise<number[]> => {
    const sums = [0, 0];
    for (let i = 0; i < steps; i++)
      (await compiled.run(batch()))['right']!.data.forEach((value, k) => (sums[k]! += value));
    return sums.map((sum) => sum / steps);
  };
  await measure(120);
  // Every batch is new: what is measured before each update is what the network knows of pictures it has not seen.
  const [direction, quarter] = await measure(20);
  await compiled.dispose();
  expect(direction).toBeGreaterThan(0.9);
  expect(quarter).toBeGreaterThan(0.9);
});

function named<T>(prefix: string, arrays: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [prefix + name, array]));
}
