// Trainings of the convolution network for series under every sharing: learned, pulled together, gated within a budget.

import { expect, test } from 'vitest';
import { largestDifference, prunedModel } from '../deploy/prune.ts';
import type { HostArrays } from '../models/arrays.ts';
import { sharings } from '../recipes/sharing/index.ts';
import { trainRun } from './index.ts';
import type { TrainingRequest } from './index.ts';
import { seriesRequest, seriesTasks } from './testing-series.ts';

const forecasts = seriesTasks.filter(({ kind }) => kind === 'forecast');
const asked = async (recipe: object, epochs: number): Promise<TrainingRequest> => ({
  ...(await seriesRequest(recipe, forecasts, 'convolution')),
  capacity: 'small',
  budget: { epochs },
});

test.each(sharings.map(({ about }) => about.id))('%s: the forecasts are learned', async (sharing) => {
  const outcome = await trainRun(await asked({ sharing }, 16));
  const loss = outcome.history.at(-1)!.validationLoss;
  outcome.model.heads.forEach((head, k) => expect(loss[k]! / head.constantLoss).toBeLessThan(0.3));
});

test('task groups are found and every forecast stays sound', async () => {
  const outcome = await trainRun(await asked({ schedule: 'task-groups' }, 4));
  for (const values of Object.values(outcome.predictions)) expect(values.every(Number.isFinite)).toBe(true);
  expect(outcome.shown.groups).toBeDefined();
});

test('a trace norm pulls every layer, and shows how alike they have become', async () => {
  const outcome = await trainRun(await asked({ sharing: 'trace-norm' }, 3));
  expect(outcome.shown.sharing!.layers.map(({ layer }) => layer)).toEqual(['conv0', 'conv1', 'window']);
});

test('gates keep to a budget, and the pruned model forecasts as the whole one', async () => {
  const limit = 0.7;
  const request = await asked({ sharing: 'interrogate', budget: { flopsOfSeparate: limit } }, 12);
  const outcome = await trainRun(request);
  expect(outcome.shown.gates!.achieved!).toBeLessThan(limit * 1.001);
  expect(outcome.shown.gates!.achieved!).toBeGreaterThan(limit * 0.95);
  const pruned = prunedModel(outcome.model);
  const size = (state: object): number =>
    Object.values(state as HostArrays).reduce((sum, { data }) => sum + data.length, 0);
  expect(size(pruned.state)).toBeLessThan(size(outcome.model.state));
  const { executor, inputs } = request;
  expect(await largestDifference(outcome.model, pruned, inputs, outcome.rows, executor)).toBeLessThan(1e-5);
});
