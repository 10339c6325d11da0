// The trunk for photos: scaled as the plan says, and the same numbers from ONNX Runtime as from tfjs itself.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { createExecutor } from '../runtime/index.ts';
import type { HostTensor } from '../runtime/index.ts';
import { createImageTrunk } from './image.ts';
import { photos } from './photo-sizes.ts';
import { applyTrunk, startTrunk } from './trunk.ts';

const shape = { height: 20, width: 16, channels: 3 };
const feature = { column: 'image', ...shape, mean: [0.2, 0.5, 0.4], deviation: [0.1, 0.2, 0.25] };
const rows = 3;

beforeAll(() => tf.setBackend('cpu'));

function chance(length: number, seed: number): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length }, () => rng.next());
}

test('each colour is scaled by its own mean and deviation, in the order of rows, columns, colours', () => {
  const data = chance(rows * 20 * 16 * 3, 2);
  const { columns } = createImageTrunk(feature, photos.small).prepare({ image: tf.tensor(data, [rows, 20 * 16 * 3]) });
  expect(columns.shape).toEqual([rows, 20, 16, 3]);
  columns.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo((data[i]! - feature.mean[i % 3]!) / feature.deviation[i % 3]!, 4);
  });
});

test.each(['small', 'medium', 'large'] as const)('%s: features from ONNX Runtime are those of tfjs', async (size) => {
  const trunk = createImageTrunk(feature, photos[size]);
  const fed: Record<string, HostTensor> = {
    image: { shape: [rows, 20 * 16 * 3], data: chance(rows * 20 * 16 * 3, 3) },
    ...startTrunk(trunk, createRng(5)),
  };
  const run = (inputs: Readonly<Record<string, tf.Tensor>>) => ({
    features: applyTrunk(trunk, inputs, trunk.prepare(inputs)),
  });
  const shapes = Object.fromEntries(
    Object.entries(fed).map(([name, { shape: own }]) => [name, { shape: own, dtype: 'float32' as const }]),
  );
  const compiled = await (await createExecutor('cpu', { threads: 1 })).compileFunction(run, shapes);
  const found = (await compiled.run(fed))['features']!;
  await compiled.dispose();
  const oracle = run(
    Object.fromEntries(Object.entries(fed).map(([name, { shape: own, data }]) => [name, tf.tensor(data, [...own])])),
  ).features;
  expect(found.shape).toEqual([1, rows, photos[size].width]);
  expect(found.shape).toEqual(oracle.shape);
  const largest = tf.max(tf.abs(oracle)).dataSync()[0]!;
  oracle.dataSync().forEach((value, i) => expect(Math.abs(found.data[i]! - value)).toBeLessThan(1e-5 * largest));
  expect(largest).toBeGreaterThan(0.1);
});
