// What is delivered is what was evaluated: the exported file, run by ONNX Runtime alone, gives the trained
// model's own predictions.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { inputTensors } from '../training/batch.ts';
import { loadModel, saveModel, trainRun } from '../training/index.ts';
import { sampleRequest } from '../training/testing.ts';
import { exportModel, measureLatency } from './index.ts';

test.each([[{ weighting: 'bilevel' }], [{ sharing: 'single-task' }], [{ sharing: 'trace-norm' }]])(
  'the exported model of %j answers as the trained one, to 1e-5',
  async (recipe) => {
    const request = { ...(await sampleRequest(recipe)), budget: { epochs: 8 } };
    const outcome = await trainRun(request);
    const { onnx, signature, flops } = exportModel(loadModel(saveModel(outcome.model)));
    expect(signature.outputs.map(({ task }) => task)).toEqual(request.targets.map(({ task }) => task.id));
    expect(flops).toBeGreaterThan(0);

    const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
    let compared = 0;
    for (let place = 0; place < Math.min(60, outcome.rows.length); place++) {
      const one = inputTensors(request.inputs, outcome.rows.slice(place, place + 1));
      const feeds = Object.fromEntries(
        Object.entries(one).map(([name, { data, shape }]) => [
          name,
          data instanceof Float32Array
            ? new Tensor('float32', data, [...shape])
            : new Tensor('int32', data, [...shape]),
        ]),
      );
      const answers = await session.run(feeds);
      for (const { task, classes } of request.targets) {
        const width = task.kind === 'classification' ? classes.length : 1;
        const answer = answers[task.id]!.data as Float32Array;
        const expected = outcome.predictions[task.id]!.subarray(place * width, (place + 1) * width);
        expect(answer).toHaveLength(width);
        for (let c = 0; c < width; c++) {
          // 1e-5 of the value's size: targets in units may be large.
          expect(Math.abs(answer[c]! - expected[c]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected[c]!)));
          compared++;
        }
      }
    }
    await session.release();
    expect(compared).toBeGreaterThan(100);
  },
);

test('latency is measured on the exported file: finite, positive, its 95th percentile not below its median', async () => {
  const outcome = await trainRun({ ...(await sampleRequest()), budget: { epochs: 1 } });
  const { onnx, signature } = exportModel(loadModel(saveModel(outcome.model)));
  const { p50, p95 } = await measureLatency(onnx, signature);
  expect(p50).toBeGreaterThan(0);
  expect(p95).toBeGreaterThanOrEqual(p50);
  expect(Number.isFinite(p95)).toBe(true);
});
