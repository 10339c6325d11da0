// Mixup through the step and a whole training: the losses are blends, and nothing else changes.

import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { createRng, permutation } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { blendPhotos, imageRows } from '../data/pixels.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { weightings } from '../recipes/weighting/index.ts';
import { createEagerExecutor } from '../runtime/eager.ts';
import type { HostState, HostTensor } from '../runtime/executor.ts';
import { inputTensors, keptTensor, labelTensors } from './batch.ts';
import { trainRun } from './index.ts';
import type { TrainingRequest } from './index.ts';
import { mixupTensors } from './mixup.ts';
import { paceOf } from './pacing.ts';
import { setUp } from './setup.ts';
import { createStep } from './step.ts';
import { pictureRequest, pictureTasks } from './testing-pictures.ts';

async function request(alpha: number, recipe: Partial<Recipe> = {}): Promise<TrainingRequest> {
  const asked = await pictureRequest(recipe, pictureTasks, 80);
  return { ...asked, inputs: withAlpha(asked, alpha) };
}

function withAlpha({ inputs }: TrainingRequest, alpha: number, hasPhoto = (_row: number) => true) {
  return { ...inputs, image: { ...inputs.image!, mixup: { alpha, hasPhoto } } };
}

/** Losses and unclipped gradient of one step on blended photos, judged by the given labels. */
async function oneStep(asked: TrainingRequest, change: (batch: Batch) => Batch) {
  const setup = setUp(asked);
  const { batchSize, dropRate } = setup.pacing;
  const rows = Uint32Array.from({ length: batchSize }, (_, i) => setup.rows.training[i % setup.rows.training.length]!);
  const own = inputTensors(asked.inputs, rows);
  const batch = change({
    ...own,
    ...labelTensors(asked.targets, rows),
    ...mixupTensors(own['image']!, asked.targets, rows, 1, createRng(6)),
    ...keptTensor(setup.plan.network.trunk, dropRate, batchSize, createRng(4)),
    pace: { shape: [3], data: paceOf(0, 10) },
    epochStart: { shape: [], data: Float32Array.of(1) },
  });
  const shapes = Object.fromEntries(
    Object.entries(batch).map(([name, { shape }]) => [name, { shape, dtype: 'float32' as const }]),
  );
  const step = await asked.executor.compile(createStep(setup.plan), setup.start, shapes);
  const metrics = await step.run(batch);
  const state: HostState = await step.readState();
  await step.dispose();
  const clipped = Math.max(1, metrics['length']!.data[0]!);
  // The first moment starts at 0 and goes a tenth of the way.
  const gradient = Array.from(state['first']!.data, (value) => value * 10 * clipped);
  return { losses: Array.from(metrics['losses']!.data), gradient, slots: setup.plan.layout.slots };
}
type Batch = Record<string, HostTensor>;

const alone = (batch: Batch): Batch => {
  const { labelsB: _labels, presentB: _present, lambda: _lambda, ...rest } = batch;
  return rest;
};
const ofPartners = (batch: Batch): Batch => alone({ ...batch, labels: batch['labelsB']!, present: batch['presentB']! });
const sharing = (lambda: number) => (batch: Batch) => ({
  ...batch,
  lambda: { shape: [], data: Float32Array.of(lambda) },
});

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(1e-4);
  const apart = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
  expect(apart / largest).toBeLessThan(1e-4);
}

test('rows know whether they have a photo to blend, and none is blended unless asked', () => {
  const source = { height: 1, width: 1, channels: 1, read: (): void => {} };
  const mixup = imageRows(source, Int32Array.of(0, -1), null, 0.3).mixup!;
  expect(mixup.alpha).toBe(0.3);
  expect([0, 1].map(mixup.hasPhoto)).toEqual([true, false]);
  expect(imageRows(source, Int32Array.of(0, -1), null).mixup).toBeNull();
});

test('a photo is blended with its partner, and with a share of 1 stays exactly as it is', () => {
  const pixels = Float32Array.of(0, 1, 0.5, 0.25);
  const partners = Uint32Array.of(1, 0);
  // A quarter of [0, 1] and three quarters of [0.5, 0.25], and the other way round.
  expect([...blendPhotos(pixels, partners, 0.25)]).toEqual([0.375, 0.4375, 0.125, 0.8125]);
  const rng = createRng(2);
  const noise = Float32Array.from({ length: 60 }, () => rng.next());
  expect(blendPhotos(noise, permutation(6, rng), 1)).toEqual(noise);
});

// The second takes its gradients task by task, through `View.lossOf`; a task's own head then gets its own loss's.
describe.each(['equal', 'mgda'])('under the weighting %s', (weighting) => {
  test('losses and gradients of heads are the blend by hand of those for both labels; with a share of 1 the first', async () => {
    const asked = await request(0.4, { weighting });
    const [a, b] = [await oneStep(asked, alone), await oneStep(asked, ofPartners)];
    expect(a.losses.every((loss, k) => Math.abs(loss - b.losses[k]!) > 1e-4)).toBe(true);
    const mixed = await oneStep(asked, sharing(0.3));
    mixed.losses.forEach((loss, k) => expect(loss).toBeCloseTo(0.3 * a.losses[k]! + 0.7 * b.losses[k]!, 5));
    const ofHeads = ({ gradient, slots }: typeof a): number[] =>
      slots.flatMap(({ owner, offset, size }) =>
        typeof owner === 'number' ? gradient.slice(offset, offset + size) : [],
      );
    const second = ofHeads(b);
    expectClose(
      ofHeads(mixed),
      ofHeads(a).map((value, i) => 0.3 * value + 0.7 * second[i]!),
    );
    const whole = await oneStep(asked, sharing(1));
    expectClose(whole.losses, a.losses);
    expectClose(whole.gradient, a.gradient);
  });
});

test('the step with mixup agrees with tfjs', async () => {
  const asked = await request(0.4);
  const ours = await oneStep(asked, sharing(0.3));
  const oracle = await oneStep({ ...asked, executor: createEagerExecutor() }, sharing(0.3));
  expectClose(ours.losses, oracle.losses);
  expectClose(ours.gradient, oracle.gradient);
});

test.each(weightings.map(({ about }) => about.id))(
  'the weighting %s trains on blended photos and answers with finite numbers',
  async (weighting) => {
    const { predictions } = await trainRun({ ...(await request(0.4, { weighting })), budget: { epochs: 1 } });
    for (const values of Object.values(predictions)) expect(Array.from(values).every(Number.isFinite)).toBe(true);
  },
);

test('blends come from the seed, change the training, and a resumed training ends bit for bit the same', async () => {
  const asked = await request(0.4);
  const checkpoints: Uint8Array[] = [];
  const whole = await trainRun(asked, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  expect((await trainRun(asked)).predictions).toEqual(whole.predictions);
  expect((await trainRun(await request(0))).predictions).not.toEqual(whole.predictions);
  expect(checkpoints.length).toBeGreaterThan(1);
  for (const checkpoint of checkpoints.slice(0, -1)) {
    expect((await trainRun({ ...asked, resumeFrom: checkpoint })).predictions).toEqual(whole.predictions);
  }
});

test('the step reads a second set of labels only where photos alone are read, all there, and not drawn by task', async () => {
  const asked = await request(0.4);
  const reads = (change: Partial<TrainingRequest>): boolean => 'labelsB' in setUp({ ...asked, ...change }).shapes;
  expect(reads({})).toBe(true);
  expect(reads({ inputs: withAlpha(asked, 0) })).toBe(false);
  const training = asked.parts.indexOf(0);
  expect(reads({ inputs: withAlpha(asked, 0.4, (row) => row !== training) })).toBe(false);
  expect(reads({ inputs: withAlpha(asked, 0.4, (row) => asked.parts[row] === 0) })).toBe(true);
  const numeric = new Float32Array(asked.inputs.rowCount);
  expect(reads({ inputs: { ...asked.inputs, numeric } })).toBe(false);
  // Every row with the label of one task only.
  const apart = pictureTasks.slice(0, 2).map((task, k) => ({
    ...asked.targets[k]!,
    task,
    values: asked.targets[k]!.values.map((value, row) => (row % 2 === k ? value : Number.NaN)),
  }));
  const by = (use: string): Partial<TrainingRequest> => ({
    targets: apart,
    recipe: resolveRecipe(
      { sharing: 'hard', weighting: 'fixed', schedule: 'joint', search: 'none', use } as Recipe,
      pictureTasks.slice(0, 2),
    ),
  });
  expect(reads(by('losses'))).toBe(true);
  expect(reads(by('rows'))).toBe(false);
});
