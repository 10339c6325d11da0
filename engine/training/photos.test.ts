// Photos through a whole training: is there a bright patch on a noisy surface, and how wide is it?

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { usualAugment } from '../contract/augment.ts';
import type { Task } from '../contract/tasks.ts';
import { createAugment } from '../data/augment.ts';
import type { Exchange } from '../data/features.ts';
import { imageRows } from '../data/pixels.ts';
import type { ImageRows } from '../data/pixels.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { inputTensors } from './batch.ts';
import { trainRun } from './index.ts';
import type { TrainedModel, TrainingRequest } from './index.ts';
import { createModel } from './model.ts';

const side = 16;
const rowCount = 240;

const tasks: readonly Task[] = [
  { id: 'patch', data: 'main', target: 'patch', kind: 'binary', positive: 'NG', importance: 1 },
  { id: 'width', data: 'main', target: 'width', kind: 'regression', importance: 1 },
];

/** Half of the photos have a patch of 3 to 7 pixels a side somewhere; the others have width 0. */
async function request(): Promise<TrainingRequest> {
  const rng = createRng(4);
  const pixels = Uint8Array.from({ length: rowCount * side * side }, () => 90 + rng.integer(60));
  const widths = Float32Array.from({ length: rowCount }, (_, row) => (row % 2 === 0 ? 0 : 3 + rng.integer(5)));
  widths.forEach((width, row) => {
    if (width === 0) return;
    const [top, left] = [rng.integer(side - width), rng.integer(side - width)];
    for (let y = top; y < top + width; y++) pixels.fill(190, at(row, y, left), at(row, y, left + width));
  });
  const source = {
    height: side,
    width: side,
    channels: 1,
    read: (indices: ArrayLike<number>, into: Uint8Array): void => {
      for (let k = 0; k < indices.length; k++)
        into.set(pixels.subarray(at(indices[k]!, 0, 0), at(indices[k]! + 1, 0, 0)), k * side * side);
    },
  };
  const image = imageRows(
    source,
    Int32Array.from({ length: rowCount }, (_, i) => i),
    createAugment(usualAugment),
  );
  return {
    inputs: { rowCount, numeric: new Float32Array(0), categorical: new Int32Array(0), image },
    plan: {
      numeric: [],
      categorical: [],
      leftOut: [],
      image: { column: 'image', height: side, width: side, channels: 1, mean: [0.5], deviation: [0.1] },
    },
    targets: [
      { task: tasks[0]!, values: widths.map((width) => (width > 0 ? 1 : 0)), classes: ['OK', 'NG'] },
      { task: tasks[1]!, values: widths, classes: [] },
    ],
    // Pairs of rows, so that every part has both: of ten two are test, two validation.
    parts: Uint8Array.from({ length: rowCount }, (_, row) => [2, 2, 1, 1, 0, 0, 0, 0, 0, 0][row % 10]!),
    recipe: resolveRecipe(plainRecipe, tasks),
    budget: { epochs: 25 },
    seed: 1,
    executor: await createExecutor('cpu'),
    capacity: 'small',
  };
}

function at(row: number, y: number, x: number): number {
  return (row * side + y) * side + x;
}

test('a joint run on photos finds the patch and measures it, on photos it has not seen', async () => {
  const asked = await request();
  const { rows, predictions } = await trainRun(asked);
  const places = [...rows.keys()].filter((place) => asked.parts[rows[place]!] === 2);
  const [patch, width] = asked.targets.map(({ values }) => values);
  const wrong = places.filter((place) => (predictions['patch']![place]! > 0.5 ? 1 : 0) !== patch![rows[place]!]);
  expect(wrong.length / places.length).toBeLessThanOrEqual(0.05);
  const errors = places.map((place) => Math.abs(predictions['width']![place]! - width![rows[place]!]!));
  // Always saying the mean, 2.5, is wrong by 2.5 on photos without a patch and as much on average on the others.
  expect(errors.reduce((sum, error) => sum + error, 0) / places.length).toBeLessThan(1.25);
});

test('the same photos train the same model, augmentation and all', async () => {
  const asked = { ...(await request()), budget: { epochs: 2 } };
  const [one, two] = [await trainRun(asked), await trainRun(asked)];
  expect(two.predictions).toEqual(one.predictions);
});

test('resumed from a checkpoint, a training on augmented photos ends bit for bit the same', async () => {
  const asked = { ...(await request()), budget: { epochs: 3 } };
  const checkpoints: Uint8Array[] = [];
  const whole = await trainRun(asked, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  const plain = await trainRun({ ...asked, inputs: { ...asked.inputs, image: unaugmented(asked) } });
  expect(plain.predictions).not.toEqual(whole.predictions);
  expect(checkpoints.length).toBeGreaterThan(1);
  for (const checkpoint of checkpoints.slice(0, -1)) {
    const resumed = await trainRun({ ...asked, resumeFrom: checkpoint });
    expect(resumed.history.map((record) => record.epoch)).toEqual([1, 2, 3]);
    expect(resumed.predictions).toEqual(whole.predictions);
  }
});

/** The same photos, never varied. */
function unaugmented({ inputs }: TrainingRequest): ImageRows {
  const image = inputs.image!;
  return { ...image, read: (rows) => image.read(rows, null) };
}

test('answers averaged over exchanges are the same for a photo and its mirror image; with none they are not', async () => {
  const asked = { ...(await request()), budget: { epochs: 1 } };
  const { model } = await trainRun(asked);
  const { shape, data } = inputTensors(asked.inputs, Uint32Array.of(1, 3, 5))['image']!;
  const mirrored = Float32Array.from(data, (_, i) => data[i - (i % side) + (side - 1 - (i % side))]!);
  const answers = async (averaged: readonly Exchange[]): Promise<number[][]> => {
    const one: TrainedModel = createModel({
      ...model,
      plan: { ...model.plan, image: { ...model.plan.image!, averaged } },
    });
    const compiled = await asked.executor.compileFunction(one.infer, { image: { shape, dtype: 'float32' } });
    const seen = [
      await compiled.run({ image: { shape, data } }),
      await compiled.run({ image: { shape, data: mirrored } }),
    ];
    await compiled.dispose();
    return seen.map((each) => [...each['patch']!.data, ...each['width']!.data]);
  };
  const apart = ([one, two]: number[][]): number => Math.max(...one!.map((value, i) => Math.abs(value - two![i]!)));
  expect(apart(await answers(['mirror', 'flip']))).toBeLessThan(1e-5);
  expect(apart(await answers(['mirror']))).toBeLessThan(1e-5);
  expect(apart(await answers([]))).toBeGreaterThan(1e-4);
});
