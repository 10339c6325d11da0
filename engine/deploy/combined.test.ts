// A photo and a row of a table of the same part: together they solve what neither can alone, also where some parts
// have no photo; gates, maps and the exported file work as for each by itself.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import type { Task } from '../contract/tasks.ts';
import type { FeaturePlan } from '../data/features.ts';
import { imageRows } from '../data/pixels.ts';
import type { PixelSource } from '../data/pixels.ts';
import { trunkOf } from '../models/capacity.ts';
import { startTrunk } from '../models/trunk.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import { trainRun } from '../training/index.ts';
import type { TrainingRequest } from '../training/index.ts';
import { picturePlan } from '../training/testing-pictures.ts';
import { canExplain, explainFunction, exportModel, largestDifference, prunedModel } from './index.ts';

const tasks: readonly Task[] = ['force', 'twice'].map((id) => ({
  id,
  data: 'main',
  target: id,
  kind: 'regression',
  importance: 1,
}));

const numeric: FeaturePlan['numeric'] = [
  { column: 'load', part: 'value', origin: 0, center: 0, scale: 1, quantiles: [-2, 0, 2], canMiss: false },
];

type Given = 'photo' | 'table' | 'both';

/** The load counts as it is where the surface is light or there is no photo, and the other way where it is dark. */
async function request(given: Given, recipe: Partial<Recipe> = {}, count = 400): Promise<TrainingRequest> {
  const rng = createRng(21);
  const isDark = Array.from({ length: count }, () => rng.next() < 0.5);
  const surface = isDark.map((dark) => Uint8Array.from({ length: 256 }, () => (dark ? 80 : 110) + rng.integer(60)));
  const source: PixelSource = {
    ...{ height: 16, width: 16, channels: 1 },
    read: (indices, into) => Array.from(indices).forEach((index, i) => into.set(surface[index]!, i * 256)),
  };
  const load = Float32Array.from({ length: count }, () => rng.normal());
  const hasPhoto = Array.from({ length: count }, () => rng.next() < 0.9);
  const force = load.map((value, row) => (hasPhoto[row] && isDark[row] ? -value : value));
  const pictures = Int32Array.from(hasPhoto, (has, row) => (has ? row : -1));
  const readsTable = given !== 'photo';
  return {
    inputs: {
      rowCount: count,
      numeric: readsTable ? load : new Float32Array(0),
      categorical: new Int32Array(0),
      ...(given === 'table' ? {} : { image: imageRows(source, pictures, null) }),
    },
    plan: {
      numeric: readsTable ? numeric : [],
      categorical: [],
      leftOut: [],
      ...(given === 'table' ? {} : { image: picturePlan.image! }),
    },
    targets: tasks.map((task, k) => ({ task, values: force.map((value) => (k + 1) * value), classes: [] })),
    parts: Uint8Array.from({ length: count }, (_, row) => (row % 10 < 2 ? 2 : row % 10 < 4 ? 1 : 0)),
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, tasks),
    budget: { epochs: 16 },
    seed: 3,
    executor: await createExecutor('cpu'),
    capacity: 'small',
  };
}

/** Share of the variance of the test rows that is explained. */
async function explained(given: Given): Promise<number> {
  const asked = await request(given);
  const { predictions, rows } = await trainRun(asked);
  let [wrong, all] = [0, 0];
  rows.forEach((row, place) => {
    if (asked.parts[row] !== 2) return;
    const actual = asked.targets[0]!.values[row]!;
    wrong += (predictions['force']![place]! - actual) ** 2;
    all += actual ** 2;
  });
  return 1 - wrong / all;
}

test('photo and table together explain what neither does alone', async () => {
  expect(await explained('table')).toBeLessThan(0.3);
  expect(await explained('photo')).toBeLessThan(0.3);
  expect(await explained('both')).toBeGreaterThan(0.8);
});

test('has as many parameters as it says', async () => {
  const { plan } = await request('both', {}, 20);
  for (const layer of trunkOf(plan, 'small').layers) {
    const count = Object.values(layer.start(createRng(1))).reduce((sum, { data }) => sum + data.length, 0);
    const { fixed, channels } = layer;
    expect((fixed?.parameters ?? 0) + (channels?.count ?? 0) * (channels?.each.parameters ?? 0)).toBe(count);
  }
});

describe('every sharing', () => {
  test.each(['single-task', 'trace-norm', 'interrogate'])('%s trains on photo and table', async (sharing) => {
    const asked = await request('both', { sharing }, 80);
    const { predictions, shown } = await trainRun({ ...asked, budget: { epochs: 2 } });
    for (const values of Object.values(predictions)) expect(values.every(Number.isFinite)).toBe(true);
    // Kernels inside the layer for the photo are pulled like any other.
    if (sharing === 'trace-norm') {
      const pulled = shown.sharing!.layers.map(({ layer }) => layer);
      const { plan } = asked;
      const kernels = Object.keys(startTrunk(trunkOf(plan, 'small'), createRng(1)));
      expect(pulled).toEqual(kernels.filter((name) => name.endsWith('/weight')).map((name) => name.slice(0, -7)));
      expect(pulled).toContain('photo/conv1');
    }
  });

  test('gates: pruned answers as whole, and the exported file as the run, of parts with and without a photo', async () => {
    const asked = await request('both', { sharing: 'interrogate', budget: { flopsOfSeparate: 0.8 } } as never, 80);
    const outcome = await trainRun({ ...asked, budget: { epochs: 3 } });
    const smaller = prunedModel(outcome.model);
    expect(await largestDifference(outcome.model, smaller, asked.inputs, outcome.rows, asked.executor)).toBeLessThan(
      1e-5,
    );
    const { onnx, signature } = exportModel(outcome.model);
    expect(signature.image?.height).toBe(16);
    expect(signature.numeric.map(({ column }) => column)).toEqual(['load']);
    const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
    for (let place = 0; place < 16; place++) {
      const one = inputTensors(asked.inputs, outcome.rows.slice(place, place + 1));
      const feeds = Object.entries(one).map(([name, { data, shape }]) => [
        name,
        new Tensor('float32', data as Float32Array, [...shape]),
      ]);
      const answers = await session.run(Object.fromEntries(feeds) as never);
      for (const { id } of tasks) {
        const expected = outcome.predictions[id]![place]!;
        expect(Math.abs((answers[id]!.data as Float32Array)[0]! - expected)).toBeLessThanOrEqual(
          1e-5 * Math.max(1, Math.abs(expected)),
        );
      }
    }
    await session.release();
  });

  test('maps show what of the photo counts; a part without one has none', async () => {
    const asked = await request('both', {}, 80);
    const { model } = await trainRun({ ...asked, budget: { epochs: 2 } });
    expect(canExplain(model)).toBe(true);
    const rows = Uint32Array.from({ length: 80 }, (_, row) => row);
    const compiled = await asked.executor.compileFunction(explainFunction(model), inputShapes(asked.inputs, 80));
    const tensors = inputTensors(asked.inputs, rows);
    const maps = await compiled.run(tensors);
    await compiled.dispose();
    const { data, shape } = maps['force']!;
    const size = shape[1]! * shape[2]!;
    const strongest = (row: number): number =>
      Math.max(...Array.from(data.subarray(row * size, (row + 1) * size), Math.abs));
    const pixels = tensors['image']!.data;
    const isWithout = (row: number): boolean =>
      pixels.subarray(row * 256, (row + 1) * 256).every((value) => value === 0);
    const without = [...rows].filter(isWithout);
    expect(without.length).toBeGreaterThan(0);
    for (const row of without) expect(strongest(row)).toBe(0);
    for (const row of [...rows].filter((each) => !isWithout(each))) expect(strongest(row)).toBeGreaterThan(0);
  });
});
