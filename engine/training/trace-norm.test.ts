// Soft sharing in whole trainings: properties 5 and 6 of methods.md 4.10, its variants, starts and search.

import type { Tensor2D } from '@tensorflow/tfjs-core';
import { is } from 'valibot';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { SharingShown } from '../contract/methods.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { EpochRecord } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { dot, singularValues } from '../recipes/maths/singular-values.ts';
import { orthogonalParts } from '../recipes/maths/trace-norm.ts';
import { strengthsToTry } from '../recipes/search/strength.ts';
import { createExecutor } from '../runtime/index.ts';
import { inputShapes, inputTensors } from './batch.ts';
import { loadModel, saveModel } from './model.ts';
import { sampleRequest, sampleTasks } from './testing.ts';
import { trainRun } from './train-run.ts';

const soft = { sharing: 'trace-norm' };
const pair = sampleTasks.slice(0, 2);
/** So many tasks with the very same labels. */
const alike = (count: number): Task[] =>
  Array.from({ length: count }, (_, k) => ({ ...sampleTasks[0]!, id: `size ${k}` }));

async function train(recipe: Partial<Recipe>, tasks: readonly Task[] = pair, epochs = 4) {
  const request = { ...(await sampleRequest(recipe, tasks)), budget: { epochs } };
  return { request, outcome: await trainRun(request) };
}

/** What an epoch computed, without how long it took. */
const losses = ({ trainLoss, validationLoss }: EpochRecord) => ({ trainLoss, validationLoss });

test('4.10, 5: with gamma 0 it is the training of each task alone, number for number', async () => {
  const { outcome: pulled } = await train({ ...soft, gamma: 0 }, sampleTasks, 2);
  const { outcome: apart } = await train({ sharing: 'single-task' }, sampleTasks, 2);
  expect(pulled.history.map(losses)).toEqual(apart.history.map(losses));
  const { outcome: shrunk } = await train({ ...soft, gamma: 0, method: 'proximal' }, sampleTasks, 2);
  expect(shrunk.history.map(losses)).toEqual(apart.history.map(losses));
});

// Each task from numbers of its own: in trace-norm.slow.test.ts, since hidden units have to find their like first.
test('4.10, 6: tasks with identical data share more the larger gamma is, from the same numbers', async () => {
  const shares: number[][] = [];
  for (const gamma of [0, 1e-3, 1e-2, 1e-1]) {
    const { outcome } = await train({ ...soft, start: 'same', gamma }, alike(2), 6);
    shares.push(outcome.shown.sharing!.layers.map((layer) => layer.share!));
  }
  for (const layer of shares[0]!.keys()) {
    const rising = shares.map((row) => row[layer]!);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
  }
  expect(Math.min(...shares.at(-1)!)).toBeGreaterThan(0.99);
});

test('what is shown follows from the weights: strength, singular values, cosines', async () => {
  const { outcome } = await train({ ...soft, start: 'same', gamma: 0.1 }, alike(3), 6);
  const shown = outcome.shown.sharing!;
  expect(is(SharingShown, shown)).toBe(true);
  expect(shown).toMatchObject({ tasks: ['size 0', 'size 1', 'size 2'], strength: 0.1, tried: [] });
  expect(shown.layers.map((layer) => layer.layer)).toEqual(['embedding', 'dense0', 'dense1']);
  for (const { layer, singularValues, cosines, effectiveRank } of shown.layers) {
    expect(singularValues).toHaveLength(3);
    expect(effectiveRank).toBeGreaterThanOrEqual(1);
    // Squares of the singular values sum up to the squares of the weights.
    const weights = [0, 1, 2].flatMap((k) => [...outcome.model.state[`task/${k}/trunk/${layer}/weight`]!.data]);
    const squares = (numbers: number[]): number => numbers.reduce((total, x) => total + x * x, 0);
    expect(squares(singularValues) / squares(weights)).toBeCloseTo(1, 6);
    expect(cosines[0]![1]).toBeGreaterThan(0.9);
    expect(cosines[1]![2]).toBe(cosines[2]![1]);
  }
});

test('the proximal step makes small parts exactly zero: rank 1 of identical tasks', async () => {
  const { outcome } = await train({ ...soft, start: 'same', method: 'proximal', gamma: 2 }, alike(3), 12);
  const { layers } = outcome.shown.sharing!;
  for (const { effectiveRank, share } of layers) {
    expect(effectiveRank).toBe(1);
    expect(share).toBeGreaterThan(0.99);
  }
});

test('from the twins: apart until the pull begins, and only then may a state be kept', async () => {
  const { outcome: twins } = await train({ ...soft, gamma: 0 }, pair, 6);
  const { outcome } = await train({ ...soft, start: 'twins', twinsShare: 0.5, gamma: 0.1 }, pair, 6);
  expect(outcome.history.slice(0, 3).map(losses)).toEqual(twins.history.slice(0, 3).map(losses));
  expect(outcome.history.slice(3).map(losses)).not.toEqual(twins.history.slice(3).map(losses));
  expect(outcome.bestEpoch).toBeGreaterThan(3);
});

test('the search trains with every strength and keeps the best; resumed it gives the same, bit for bit', async () => {
  const request = { ...(await sampleRequest({ ...soft, search: 'strength' }, pair)), budget: { epochs: 2 } };
  const checkpoints: Uint8Array[] = [];
  const outcome = await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  const { tried, strength } = outcome.shown.sharing!;
  expect(tried.map((one) => one.strength)).toEqual(strengthsToTry(tried.length));
  expect(outcome.epochs).toBe(2 * tried.length);
  const best = tried.reduce((a, b) => (b.score < a.score ? b : a));
  expect(strength).toBe(best.strength);
  const resumed = await trainRun({ ...request, resumeFrom: checkpoints[2]! });
  expect(resumed.predictions).toEqual(outcome.predictions);
  expect(resumed.shown.sharing).toEqual(outcome.shown.sharing);
});

test.each(['laf', 'tucker', 'tt'])('%s pulls: less trace norm than without', async (variant) => {
  const norms: number[] = [];
  for (const gamma of [0, 1]) {
    const { outcome } = await train({ ...soft, variant, gamma }, pair, 3);
    const values = outcome.shown.sharing!.layers.flatMap((layer) => layer.singularValues);
    norms.push(values.reduce((a, b) => a + b));
  }
  expect(norms[1]).toBeLessThan(0.99 * norms[0]!);
});

test.each([2, 12])(
  'as one recorded graph it finds the direction of %i tasks, also where they are all but the same',
  async (count) => {
    const executor = await createExecutor('cpu');
    const rng = createRng(1);
    const common = Array.from({ length: 300 }, () => rng.normal());
    const rows = Array.from({ length: count }, () => common.map((value) => value + 0.01 * rng.normal()));
    const compiled = await executor.compileFunction(
      ({ rows: given }) => ({ part: orthogonalParts([given as Tensor2D])[0]! }),
      { rows: { shape: [count, 300], dtype: 'float32' } },
    );
    const { part } = await compiled.run({ rows: { shape: [count, 300], data: Float32Array.from(rows.flat()) } });
    const found = rows.map((_, k) => part!.data.slice(300 * k, 300 * (k + 1)));
    for (const value of singularValues(found)) expect(value).toBeCloseTo(1, 4);
    const along = found.reduce((total, row, k) => total + dot(row, rows[k]!), 0);
    expect(along / singularValues(rows).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    await compiled.dispose();
  },
);

test('a factor of 0 leaves a kind of layer alone', async () => {
  const { outcome: free } = await train({ ...soft, gamma: 0 }, pair, 1);
  const { outcome } = await train({ ...soft, gamma: 10, embeddingFactor: 0, denseFactor: 0 }, pair, 1);
  expect(outcome.history.map(losses)).toEqual(free.history.map(losses));
});

test.each([1, 12])('%i tasks train, with weights balanced automatically', async (count) => {
  const { outcome } = await train({ ...soft, weighting: 'bilevel' }, alike(count), 2);
  const { layers } = outcome.shown.sharing!;
  expect(layers.length).toBe(count === 1 ? 0 : 3);
  for (const { share } of layers) expect(share).toBeGreaterThanOrEqual(0);
  expect(outcome.history.every((record) => record.trainLoss.every(Number.isFinite))).toBe(true);
});

test('a model without hidden layers has nothing to pull, and trains all the same', async () => {
  const outcome = await trainRun({ ...(await sampleRequest(soft, pair)), capacity: 'linear' });
  expect(outcome.shown.sharing!.layers).toEqual([]);
  expect(outcome.bestEpoch).toBeGreaterThan(0);
});

test('a saved model opens again and gives the same answers', async () => {
  const { request, outcome } = await train(soft);
  const model = loadModel(saveModel(outcome.model));
  const rows = outcome.rows.slice(0, 16);
  const judge = await request.executor.compileFunction(model.infer, inputShapes(request.inputs, 16));
  const answers = await judge.run(inputTensors(request.inputs, rows));
  Array.from(answers['size']!.data).forEach((value, i) =>
    expect(value).toBeCloseTo(outcome.predictions['size']![i]!, 4),
  );
  await judge.dispose();
});

test('the proximal step for another variant than LAF is refused in words, before any training', async () => {
  const request = sampleRequest({ ...soft, method: 'proximal', variant: 'tucker' }, pair);
  await expect(request).rejects.toMatchObject({ code: 'recipe.proximal-needs-laf' });
});

test.each([{ weighting: 'pcgrad' }, { schedule: 'task-groups' }, { search: 'strength', sharing: 'hard' }])(
  'refused where it makes no sense: %j',
  async (other) => {
    await expect(sampleRequest({ ...soft, ...other }, pair)).rejects.toMatchObject({ code: 'recipe.senseless' });
  },
);
