// Trainings on series: under every sharing, the recorded step against tfjs itself, and the model as it is delivered.

import { expect, test } from 'vitest';
import { compileWith, emitOnnx } from '../compile/index.ts';
import { sharings } from '../recipes/sharing/index.ts';
import { createEagerExecutor } from '../runtime/eager.ts';
import type { HostTensor } from '../runtime/executor.ts';
import { openExportedModel } from '../runtime/exported-model.ts';
import { inputShapes, inputTensors, labelTensors } from './batch.ts';
import { loadModel, saveModel, trainRun } from './index.ts';
import { paceOf, pacing } from './pacing.ts';
import { setUp } from './setup.ts';
import { createStep } from './step.ts';
import { seriesRequest, seriesTasks, steadyRequest } from './testing-series.ts';

const ids = sharings.map(({ about }) => about.id);

test.each(ids)('%s: forecasts and an ordinary task on the same windows are learned together', async (sharing) => {
  const request = await seriesRequest({ sharing });
  const outcome = await trainRun({ ...request, budget: { epochs: 30 } });
  const loss = outcome.history.at(-1)!.validationLoss;
  const constant = outcome.model.heads.map((head) => head.constantLoss);
  // The readings are a shift and a slow drift: next to nothing is left over. What a moment is worth is in its window.
  [0, 1].forEach((k) => expect(loss[k]! / constant[k]!).toBeLessThan(0.25));
  expect(loss[2]! / constant[2]!).toBeLessThan(0.8);
  const { predictions, rows } = outcome;
  for (const id of ['load', 'oil']) {
    expect(predictions[id]).toHaveLength(rows.length * 4 * 3);
    for (let i = 0; i < predictions[id]!.length; i += 3) {
      const [point, lower, upper] = predictions[id]!.subarray(i, i + 3);
      expect(lower!).toBeLessThanOrEqual(point!);
      expect(upper!).toBeGreaterThanOrEqual(point!);
    }
  }
});

const forecasts = seriesTasks.filter(({ kind }) => kind === 'forecast');

test.each(['bilevel', 'pcgrad', 'uncertainty', 'famo'])(
  '%s weighs forecasts as it weighs anything else',
  async (weighting) => {
    const outcome = await trainRun(await seriesRequest({ weighting }));
    for (const values of Object.values(outcome.predictions)) expect(values.every(Number.isFinite)).toBe(true);
  },
);

test.each([
  ['small', undefined],
  ['medium', undefined],
  ['large', undefined],
  ['medium', 'convolution'],
] as const)('%s, %s: six recorded steps agree with tfjs, missing values included', async (capacity, network) => {
  const request = await seriesRequest({}, network ? forecasts : seriesTasks, network);
  const setup = setUp({ ...request, capacity });
  const { batchSize } = setup.pacing;
  const [ours, oracle] = await Promise.all(
    [request.executor, createEagerExecutor()].map((executor) =>
      executor.compile(createStep(setup.plan), setup.start, setup.shapes),
    ),
  );
  for (let step = 0; step < 6; step++) {
    const rows = Uint32Array.from(
      { length: batchSize },
      (_, i) => setup.rows.training[(step * 7 + i) % setup.rows.training.length]!,
    );
    const kept = setup.shapes['kept'];
    const batch: Record<string, HostTensor> = {
      ...inputTensors(request.inputs, rows),
      ...labelTensors(request.targets, rows),
      ...(kept ? { kept: { shape: kept.shape, data: new Float32Array(kept.shape[0]! * kept.shape[1]!).fill(1) } } : {}),
      pace: { shape: [3], data: paceOf(step, 20) },
      epochStart: { shape: [], data: Float32Array.of(0) },
    };
    expect(batch['series']!.data.some(Number.isNaN)).toBe(true);
    const [mine, theirs] = [await ours!.run(batch), await oracle!.run(batch)];
    mine['losses']!.data.forEach((loss, k) => expect(loss).toBeCloseTo(theirs['losses']!.data[k]!, 4));
    expect(mine['sound']!.data[0]).toBe(1);
  }
  await Promise.all([ours!.dispose(), oracle!.dispose()]);
});

test.each([
  ['hard', undefined],
  ['single-task', undefined],
  ['hard', 'convolution'],
  ['interrogate', 'convolution'],
] as const)(
  '%s, %s: the exported model of one window at a time forecasts as the trained one',
  async (sharing, network) => {
    const tasks = network ? forecasts : seriesTasks;
    const request = await seriesRequest({ sharing }, tasks, network);
    const outcome = await trainRun(request);
    const model = loadModel(saveModel(outcome.model));
    const exported = await openExportedModel(emitOnnx(compileWith(model.infer, inputShapes(request.inputs, 1))));
    for (const place of [0, 17, outcome.rows.length - 1]) {
      const answers = await exported.run(inputTensors(request.inputs, outcome.rows.slice(place, place + 1)));
      for (const { id } of tasks) {
        const width = outcome.predictions[id]!.length / outcome.rows.length;
        const expected = outcome.predictions[id]!.subarray(place * width, (place + 1) * width);
        expect(answers[id]!.data).toHaveLength(width);
        answers[id]!.data.forEach((value, i) =>
          expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[i]!))),
        );
      }
    }
    await exported.dispose();
  },
);

test.each([0.05, 0.5])('an interval becomes as wide as noise of %f deviations makes it', async (noise) => {
  const request = await steadyRequest(noise);
  const { predictions, rows } = await trainRun(request);
  const { task, ahead } = request.targets[0]!;
  const forecast = predictions[task.id]!;
  const actual = new Float32Array(ahead!.width);
  const found = { count: 0, inside: 0, width: 0 };
  rows.forEach((row, i) => {
    if (request.parts[row] !== 2) return;
    ahead!.read(row, actual);
    actual.forEach((value, h) => {
      const [lower, upper] = forecast.subarray((i * actual.length + h) * 3 + 1);
      found.count++;
      found.width += upper! - lower!;
      if (value >= lower! && value <= upper!) found.inside++;
    });
  });
  // 80 % of normal noise lies within 1.2816 deviations; a forecaster that knows the wave is as sure as that.
  expect(found.width / found.count / (2 * 1.2816 * noise)).toBeGreaterThan(0.85);
  expect(found.width / found.count / (2 * 1.2816 * noise)).toBeLessThan(1.25);
  expect(found.inside / found.count).toBeGreaterThan(0.74);
  expect(found.inside / found.count).toBeLessThan(0.86);
});

test('series are paced in fewer passes than tables, and by the budget where one is given', () => {
  expect(pacing(8209, {}, 'series').epochs).toBeLessThan(pacing(8209, {}).epochs);
  expect(pacing(8209, { epochs: 3 }, 'series').epochs).toBe(3);
});
