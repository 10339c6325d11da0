// Trainings beside a companion under every sharing and with the convolution network, as far as the delivered model.

import { expect, test } from 'vitest';
import { exportModel, largestDifference, prunedModel } from '../deploy/index.ts';
import { sharings } from '../recipes/sharing/index.ts';
import { openExportedModel } from '../runtime/index.ts';
import { inputTensors } from './batch.ts';
import { loadModel, saveModel, trainRun } from './index.ts';
import type { TrainingRequest } from './index.ts';
import { followingRequest, seriesRequest, seriesTasks, testFigures, withCompanion } from './testing-series.ts';

const noise = 0.2;

test('the convolution network, too, forecasts what follows another column from its past', async () => {
  const request = await followingRequest(noise, true, 'convolution');
  const found = testFigures(request, await trainRun(request));
  // Nobody can do better than the noise itself, 0.2; the mean that stands in for the level is known to 1 in 22.
  expect(found.error).toBeGreaterThan(0.97 * noise);
  expect(found.error).toBeLessThan(1.25 * noise);
  expect(found.inside).toBeGreaterThan(0.7);
  expect(found.inside).toBeLessThan(0.87);
});

test('without that past the same column cannot be forecast: it is chance, of deviation 1', async () => {
  const request = await followingRequest(noise, false);
  // sqrt(1 + 0.2^2) = 1.02 is what the mean gives; single stretches of chance differ a little.
  expect(testFigures(request, await trainRun(request)).error).toBeGreaterThan(0.9);
});

const plans = [undefined, 'convolution'] as const;
const asked = async (recipe: object, network?: 'convolution'): Promise<TrainingRequest> =>
  withCompanion(await seriesRequest(recipe, seriesTasks.slice(0, network ? 2 : 3), network));

test.each(sharings.map(({ about }) => about.id))('%s: forecasts are learned beside a companion', async (sharing) => {
  for (const network of plans) {
    const outcome = await trainRun({
      ...(await asked({ sharing }, network)),
      budget: { epochs: 12 },
      capacity: 'small',
    });
    const [head] = outcome.model.heads;
    expect(outcome.history.at(-1)!.validationLoss[0]! / head!.constantLoss).toBeLessThan(0.35);
    const model = loadModel(saveModel(outcome.model));
    const exported = await openExportedModel(exportModel(model).onnx);
    const { inputs, executor } = await asked({ sharing }, network);
    for (const place of [0, outcome.rows.length - 1]) {
      const answers = await exported.run(inputTensors(inputs, outcome.rows.slice(place, place + 1)));
      const expected = outcome.predictions['load']!.subarray(place * 12, (place + 1) * 12);
      answers['load']!.data.forEach((value, i) => expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(1e-5));
    }
    await exported.dispose();
    expect(await largestDifference(model, prunedModel(model), inputs, outcome.rows, executor)).toBeLessThan(1e-5);
  }
});
