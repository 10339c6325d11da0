// A ready-made network from a file describes photos once; whatever learns from tables learns from that in seconds.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { exportOnnx } from '../compile/index.ts';
import type { Task } from '../contract/tasks.ts';
import { encodeInputs, fitFeatures } from '../data/features.ts';
import type { PixelSource } from '../data/pixels.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor, openBackbone } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import { drawPictures, labelsOf, pictureTasks } from '../training/testing-pictures.ts';
import { backboneFeatures, featureColumns } from './index.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'backbone-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Chance filters that stand for trained ones: convolution, largest of each quarter of the picture. */
const filters = tf.tensor4d(
  Float32Array.from(
    { length: 3 * 3 * 3 * 12 },
    (
      (rng) => () =>
        rng.normal()
    )(createRng(2)),
  ),
  [3, 3, 3, 12],
);

type Run = Parameters<typeof exportOnnx>[0];
const described = (image: tf.Tensor): tf.Tensor =>
  tf.maxPool(tf.relu(tf.conv2d(image as tf.Tensor4D, filters, 1, 'same')), 4, 4, 'same');
const channelsFirst: Run = ({ image }) => ({
  maps: tf.transpose(described(tf.transpose(image!, [0, 2, 3, 1])), [0, 3, 1, 2]),
});
const channelsLast: Run = ({ image }) => ({ numbers: tf.reshape(described(image!), [image!.shape[0]!, -1]) });

function fileOf(name: string, run: Run, shape: readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, exportOnnx(run, { image: { shape, dtype: 'float32' } }));
  return path;
}

const optionsOf = (count: number, cache = 'cache') => ({
  count,
  picturesHash: `${count} pictures`,
  cacheFolder: join(folder, cache),
});

describe('opening', () => {
  test('guesses size, channels and order of the axes from the shape', async () => {
    const first = await openBackbone(fileOf('first.onnx', channelsFirst, [-1, 3, 16, 16]));
    expect(first).toMatchObject({ file: 'first.onnx', height: 16, width: 16, channels: 3, layout: 'NCHW' });
    await first.dispose();
    const last = await openBackbone(fileOf('last.onnx', channelsLast, [1, 16, 12, 3]));
    expect(last).toMatchObject({ height: 16, width: 12, channels: 3, layout: 'NHWC' });
    await last.dispose();
  });

  test('refuses in words what is no ONNX, reads no picture, or more than one thing', async () => {
    const text = join(folder, 'text.onnx');
    writeFileSync(text, 'no model');
    await expect(openBackbone(text)).rejects.toMatchObject({ code: 'backbone.not-onnx', facts: { file: 'text.onnx' } });
    const flat = fileOf('flat.onnx', ({ image }) => ({ y: tf.mul(image!, 2) }), [1, 20]);
    await expect(openBackbone(flat)).rejects.toMatchObject({ code: 'backbone.no-picture', facts: { shape: '1 x 20' } });
    const five = fileOf('five.onnx', ({ image }) => ({ y: tf.mean(image!, [2, 3]) }), [1, 5, 8, 8]);
    await expect(openBackbone(five)).rejects.toMatchObject({ code: 'backbone.no-picture' });
    const two = join(folder, 'two.onnx');
    const picture = { shape: [1, 3, 8, 8], dtype: 'float32' as const };
    writeFileSync(
      two,
      exportOnnx(({ a, b }) => ({ y: tf.mean(tf.add(a!, b!), [2, 3]) }), { a: picture, b: picture }),
    );
    await expect(openBackbone(two)).rejects.toMatchObject({ code: 'backbone.inputs', facts: { count: 2 } });
  });

  test('refuses when tried what gives no numbers for each picture', async () => {
    const sum = await openBackbone(fileOf('sum.onnx', ({ image }) => ({ y: tf.sum(image!) }), [1, 3, 8, 8]));
    await expect(sum.features(new Float32Array(3 * 64), 8, 8)).rejects.toMatchObject({ code: 'backbone.no-features' });
    await sum.dispose();
  });
});

describe('features', () => {
  test('are those of the network itself, whatever the order of axes and the batch', async () => {
    const rng = createRng(4);
    const pixels = Float32Array.from({ length: 5 * 16 * 16 * 3 }, () => rng.next());
    const [mean, deviation] = [tf.tensor([0.485, 0.456, 0.406]), tf.tensor([0.229, 0.224, 0.225])];
    const maps = described(tf.div(tf.sub(tf.tensor(pixels, [5, 16, 16, 3]), mean), deviation));
    const cases = [
      ['a.onnx', channelsFirst, [-1, 3, 16, 16], tf.mean(maps, [1, 2])],
      ['b.onnx', channelsLast, [1, 16, 16, 3], tf.reshape(maps, [5, -1])],
    ] as const;
    for (const [name, run, shape, expected] of cases) {
      const backbone = await openBackbone(fileOf(name, run, shape));
      const { data, features } = await backbone.features(pixels, 16, 16);
      expect(features).toBe(expected.shape[1]);
      const known = expected.dataSync();
      expect(data).toHaveLength(known.length);
      data.forEach((value, i) => expect(Math.abs(value - known[i]!)).toBeLessThan(1e-4));
      await backbone.dispose();
    }
  });

  test('are computed once for the same file and pictures, again for others, and again where the file is damaged', async () => {
    const { source } = drawPictures(40, createRng(1));
    let read = 0;
    const counting: PixelSource = {
      ...source,
      read: (indices, into) => ((read += indices.length), source.read(indices, into)),
    };
    const backbone = await openBackbone(fileOf('once.onnx', channelsLast, [-1, 16, 16, 3]));
    const first = await backboneFeatures(backbone, counting, optionsOf(40, 'once'));
    expect(first.data).toHaveLength(40 * first.features);
    expect(read).toBe(40);
    expect(await backboneFeatures(backbone, counting, optionsOf(40, 'once'))).toEqual(first);
    expect(read).toBe(40);
    await backboneFeatures(backbone, counting, { ...optionsOf(40, 'once'), picturesHash: 'others' });
    expect(read).toBe(80);
    for (const name of readdirSync(join(folder, 'once'))) {
      const path = join(folder, 'once', name);
      writeFileSync(path, readFileSync(path).subarray(0, 100));
    }
    expect(await backboneFeatures(backbone, counting, optionsOf(40, 'once'))).toEqual(first);
    expect(read).toBe(120);
    await backbone.dispose();
  });

  test('of grey pictures of another size are taken too, and a cancelled computation stops', async () => {
    const { source } = drawPictures(40, createRng(1));
    const backbone = await openBackbone(fileOf('wide.onnx', channelsFirst, [-1, 3, 24, 20]));
    const told: number[] = [];
    const { data } = await backboneFeatures(backbone, source, {
      ...optionsOf(40),
      progress: (done, total) => told.push(done / total),
    });
    expect(data.every(Number.isFinite)).toBe(true);
    expect(told.at(-1)).toBe(1);
    const signal = AbortSignal.abort();
    await expect(backboneFeatures(backbone, source, { ...optionsOf(39), signal })).rejects.toThrow(/abort/i);
    await backbone.dispose();
  });
});

test('what learns from tables learns from them: bars are told from none, and rows without a photo are taken', async () => {
  const count = 240;
  const { source, bars } = drawPictures(count, createRng(12));
  const backbone = await openBackbone(fileOf('learn.onnx', channelsLast, [-1, 16, 16, 3]));
  const features = await backboneFeatures(backbone, source, optionsOf(count));
  await backbone.dispose();
  const pictures = Int32Array.from({ length: count }, (_, row) => (row % 24 === 5 ? -1 : row));
  const columns = featureColumns(features, pictures, 'photo');
  const table = {
    rowCount: count,
    columns,
    source: { file: new Uint16Array(count), line: new Uint32Array(count), files: ['photos'] },
  };
  const parts = Uint8Array.from({ length: count }, (_, row) => (row % 10 < 2 ? 2 : row % 10 < 4 ? 1 : 0));
  const training = Uint32Array.from([...parts.keys()].filter((row) => parts[row] === 0));
  const plan = fitFeatures(table, training, { exclude: [], targets: [] });
  expect(plan.numeric.length).toBeGreaterThan(50);
  const tasks: readonly Task[] = pictureTasks.slice(0, 1);
  const { predictions, rows } = await trainRun({
    inputs: encodeInputs(table, plan),
    plan,
    targets: [{ task: tasks[0]!, values: labelsOf(bars)['judge']!, classes: ['OK', 'NG'] }],
    parts,
    recipe: resolveRecipe({ sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' }, tasks),
    budget: { epochs: 12 },
    seed: 1,
    executor: await createExecutor('cpu'),
    capacity: 'perceptron',
  });
  const judged = [...rows.keys()].filter((place) => parts[rows[place]!] === 2 && pictures[rows[place]!]! >= 0);
  const right = judged.filter((place) => predictions['judge']![place]! > 0.5 === (bars[rows[place]!] !== null));
  expect(right.length / judged.length).toBeGreaterThan(0.85);
});
