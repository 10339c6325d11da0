// Models that read photos, from training to the exported file: gates within their budget, pruned as unpruned, and
// the file answers as the run did.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { inputTensors } from '../training/batch.ts';
import { loadModel, saveModel, trainRun } from '../training/index.ts';
import { pictureRequest } from '../training/testing-pictures.ts';
import { calibrate, exportModel, largestDifference, measureLatency, prunedModel } from './index.ts';

const gated = (budget: Record<string, number>) => ({ sharing: 'interrogate', budget });

describe.each([
  ['hard', { sharing: 'hard' }],
  ['interrogate', gated({ flopsOfSeparate: 0.6 })],
] as const)('%s', (_name, recipe) => {
  test('the exported file says how it is fed, and answers as the run did to 1e-5', async () => {
    const request = { ...(await pictureRequest(recipe)), budget: { epochs: 4 } };
    const outcome = await trainRun(request);
    const { onnx, signature } = exportModel(loadModel(saveModel(outcome.model)));
    expect(signature.image).toMatchObject({ column: 'image', height: 16, width: 16, channels: 1 });
    const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
    expect(session.inputNames).toEqual(['image']);
    let compared = 0;
    for (let place = 0; place < 20; place++) {
      const { data, shape } = inputTensors(request.inputs, outcome.rows.slice(place, place + 1))['image']!;
      const answers = await session.run({ image: new Tensor('float32', data as Float32Array, [...shape]) });
      for (const { task, classes } of request.targets) {
        const width = task.kind === 'classification' ? classes.length : 1;
        const expected = outcome.predictions[task.id]!.subarray(place * width, (place + 1) * width);
        const answer = answers[task.id]!.data as Float32Array;
        expect(answer).toHaveLength(width);
        expected.forEach((value, i) => {
          expect(Math.abs(answer[i]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
          compared++;
        });
      }
    }
    await session.release();
    expect(compared).toBe(20 * 5);
    const { p50 } = await measureLatency(onnx, signature);
    expect(p50).toBeGreaterThan(0);
  });
});

describe('gates on convolutions', () => {
  test.each([0.45, 0.7])(
    'meet a budget of %f of separate models within 2 %, counted and in the file',
    async (share) => {
      const request = { ...(await pictureRequest(gated({ flopsOfSeparate: share }))), budget: { epochs: 5 } };
      const calibrated = (await calibrate(request))!;
      const outcome = await trainRun({ ...request, calibration: calibrated.calibration });
      const exported = exportModel(outcome.model);
      const measured = calibrated.measured(exported, { p50: 0, p95: 0 });
      expect(Math.abs(measured / share - 1)).toBeLessThan(0.02);
      const { achieved, layers, parameters } = outcome.shown.gates!;
      expect(Math.abs(achieved! / share - 1)).toBeLessThan(0.02);
      expect(layers.map(({ layer }) => layer)).toEqual(['conv0', 'conv1', 'conv2', 'grid']);
      expect(exported.parameters).toBe(parameters.pruned);
      const smaller = prunedModel(outcome.model);
      const difference = await largestDifference(
        outcome.model,
        smaller,
        request.inputs,
        outcome.rows,
        request.executor,
      );
      expect(difference).toBeLessThan(1e-5);
    },
  );
});
