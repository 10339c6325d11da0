// A gated model from training to the exported file: within its budget, smaller, and with the same answers.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { GatesShown } from '../contract/methods.ts';
import { compileWith, countFlops } from '../compile/index.ts';
import type { HostArrays } from '../models/arrays.ts';
import { openExportedModel } from '../runtime/index.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import { createModel, loadModel, parameterCount, saveModel } from '../training/model.ts';
import { trainRun } from '../training/index.ts';
import { sampleRequest, sampleTasks } from '../training/testing.ts';
import { calibrate, exportModel, largestDifference, measureLatency, prunedModel, shapesOf } from './index.ts';

const gated = (budget: Record<string, number>) => ({ sharing: 'interrogate', budget });

describe('pruned = unpruned', () => {
  test('2: on real rows to 1e-5, in fewer operations and numbers, and the exported file answers so too', async () => {
    const request = { ...(await sampleRequest(gated({ flopsOfSeparate: 0.6 }))), budget: { epochs: 12 } };
    const outcome = await trainRun(request);
    const whole = loadModel(saveModel(outcome.model));
    const smaller = prunedModel(whole);
    const difference = await largestDifference(whole, smaller, request.inputs, outcome.rows, request.executor);
    expect(difference).toBeLessThan(1e-5);
    const exported = exportModel(whole);
    expect(exported.flops).toBeLessThan(0.8 * countFlops(compileWith(whole.infer, shapesOf(whole, 1))));
    expect(exported.parameters).toBe(outcome.shown.gates!.parameters.pruned);
    expect(exported.parameters).toBeLessThan(parameterCount(whole.state as Parameters<typeof parameterCount>[0]));

    const session = await InferenceSession.create(exported.onnx, { logSeverityLevel: 3 });
    for (let place = 0; place < 20; place++) {
      const one = inputTensors(request.inputs, outcome.rows.slice(place, place + 1));
      const feeds = Object.entries(one).map(([name, { data, shape }]) => [
        name,
        data instanceof Float32Array ? new Tensor('float32', data, [...shape]) : new Tensor('int32', data, [...shape]),
      ]);
      const answers = await session.run(Object.fromEntries(feeds) as never);
      const expected = outcome.predictions['size']![place]!;
      const answer = (answers['size']!.data as Float32Array)[0]!;
      expect(Math.abs(answer - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
    }
    await session.release();
  });

  test.each([2, 4])(
    'whichever of %i tasks own a channel, the file of one part answers as the whole model',
    async (count) => {
      const tasks = Array.from({ length: count }, (_, k) => ({ ...sampleTasks[k % 3]!, id: `t${k}` }));
      const request = { ...(await sampleRequest({ sharing: 'interrogate' }, tasks)), budget: { epochs: 1 } };
      const { model, rows } = await trainRun(request);
      const rng = createRng(2);
      for (const share of [0.1, 0.5]) {
        const state = Object.fromEntries(
          Object.entries(model.state as HostArrays).map(([name, { shape, data }]) => [
            name,
            { shape, data: name.includes('/gate/') ? data.map(() => (rng.next() < share ? 1 : -1)) : data },
          ]),
        );
        const disputed = createModel({ ...model, state });
        const whole = await request.executor.compileFunction(disputed.infer, inputShapes(request.inputs, 1));
        const file = await openExportedModel(exportModel(disputed).onnx);
        for (const row of rows.slice(0, 10)) {
          const part = inputTensors(request.inputs, Uint32Array.of(row));
          const [expected, answers] = [await whole.run(part), await file.run(part)];
          for (const { id } of tasks)
            answers[id]!.data.forEach((value, i) => {
              const wanted = expected[id]!.data[i]!;
              expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(wanted)));
            });
        }
        await Promise.all([whole.dispose(), file.dispose()]);
      }
    },
  );

  test('a sharing that leaves nothing out gives the model itself', async () => {
    const { model } = await trainRun({ ...(await sampleRequest()), budget: { epochs: 1 } });
    expect(prunedModel(model)).toBe(model);
  });
});

const shown = (outcome: { readonly shown: { readonly gates?: GatesShown | undefined } }): GatesShown =>
  outcome.shown.gates!;

describe('a budget is met within 5 %', () => {
  test.each([0.4, 0.6, 0.8])('of the operations of separate models: %f', async (share) => {
    const request = { ...(await sampleRequest(gated({ flopsOfSeparate: share }))), budget: { epochs: 6 } };
    const gates = shown(await trainRun(request));
    expect(gates.achieved! / share).toBeGreaterThan(0.95);
    expect(gates.achieved! / share).toBeLessThan(1.001);
    expect(gates.flops.pruned / gates.flops.separate).toBeCloseTo(gates.achieved!, 5);
  });

  test.each(['flops', 'megabytes', 'flopsOfSeparate'] as const)(
    'of %s as the exported file has them, between what one and what separate models have',
    async (kind) => {
      const probe = await sampleRequest(gated({ [kind]: 1 }));
      const { hard, separate } = (await calibrate(probe))!.calibration;
      expect(hard).toBeLessThan(separate);
      const value = hard + 0.5 * (separate - hard);
      const request = { ...(await sampleRequest(gated({ [kind]: value }))), budget: { epochs: 6 } };
      const calibrated = (await calibrate(request))!;
      const outcome = await trainRun({ ...request, calibration: calibrated.calibration });
      const exported = exportModel(outcome.model);
      const measured = calibrated.measured(exported, { p50: 0, p95: 0 });
      expect(Math.abs(measured / value - 1)).toBeLessThan(0.05);
      expect(Math.abs(shown(outcome).achieved! / value - 1)).toBeLessThan(0.05);
    },
  );

  test('milliseconds become operations by what this PC measured: halfway is halfway', async () => {
    // Times that nobody measured, so that the test does not depend on this PC.
    const calibration = { hard: 2, separate: 4, gated: null };
    const request = { ...(await sampleRequest(gated({ milliseconds: 3 }))), budget: { epochs: 6 }, calibration };
    const { flops, achieved } = shown(await trainRun(request));
    expect(achieved!).toBeGreaterThan(2.9);
    expect(achieved!).toBeLessThan(3.001);
    // The size's linear part takes its time too, of which this halfway knows nothing.
    expect(2 + (2 * (flops.pruned - flops.hard)) / (flops.separate - flops.hard)).toBeCloseTo(achieved!, 3);
  });

  test('below one shared model it is refused before anything is trained', async () => {
    const request = await sampleRequest(gated({ flopsOfSeparate: 0.1 }));
    await expect(trainRun(request)).rejects.toMatchObject({ code: 'training.budget-too-small' });
  });
});

describe('training', () => {
  const twelve = Array.from({ length: 12 }, (_, k) => ({ ...sampleTasks[k % 3]!, id: `t${k}` }));
  // Task `size` lacks one label in five.
  test.each([
    [1, sampleTasks.slice(0, 1)],
    [2, sampleTasks.slice(0, 2)],
    [12, twelve],
  ])('with %i tasks ends bit for bit alike from any checkpoint, missing labels and all', async (count, tasks) => {
    const change = gated({ flopsOfSeparate: 0.6 });
    const request = {
      ...(await sampleRequest(count === 1 ? { sharing: 'interrogate' } : change, tasks)),
      budget: { epochs: count === 12 ? 3 : 6 },
    };
    const checkpoints: Uint8Array[] = [];
    const whole = await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
    expect(whole.bestEpoch).toBeGreaterThan(0);
    // While the gates warm up, while they learn, and while they are held; for 12 tasks before they are held.
    for (const at of count === 12 ? [0] : [0, 1, 4]) {
      const resumed = await trainRun({ ...request, resumeFrom: checkpoints[at]! });
      expect(resumed.predictions).toEqual(whole.predictions);
      expect(resumed.shown.gates).toEqual(whole.shown.gates);
    }
    if (count > 1) expect(shown(whole).achieved!).toBeLessThanOrEqual(0.6 + 1e-6);
  });

  test.each(['bilevel', 'fixed'])('takes the weighting %s, and a search over weights', async (weighting) => {
    const budgeted = { ...gated({ flopsOfSeparate: 0.7 }), weighting };
    const request = await sampleRequest(
      weighting === 'fixed' ? { ...budgeted, search: 'population', members: 2 } : budgeted,
      sampleTasks.slice(0, 2),
    );
    const outcome = await trainRun({ ...request, budget: { epochs: 3 } });
    expect(shown(outcome).achieved!).toBeLessThanOrEqual(0.7 + 1e-6);
    expect(shown(outcome).achieved!).toBeGreaterThan(0.7 * 0.95);
  });

  test('without a budget, more pressure and a lower target leave fewer own channels', async () => {
    const rate = async (ownShare: number, sharePressure: number): Promise<number> => {
      const recipe = { sharing: 'interrogate', ownShare, sharePressure, gateSpeed: 100 };
      const request = await sampleRequest(recipe, sampleTasks.slice(0, 2));
      const { layers } = shown(await trainRun({ ...request, budget: { epochs: 10 } }));
      return layers.flatMap((layer) => layer.ownRate).reduce((a, b) => a + b);
    };
    expect(await rate(0, 100)).toBeLessThan(await rate(1, 0));
  });

  test('a measured latency comes with the pruned file', async () => {
    const request = { ...(await sampleRequest(gated({ flopsOfSeparate: 0.5 }))), budget: { epochs: 2 } };
    const { onnx, signature } = exportModel((await trainRun(request)).model);
    expect((await measureLatency(onnx, signature)).p50).toBeGreaterThan(0);
  });
});
