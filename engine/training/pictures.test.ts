// Every choice on a convolution trunk: a small inspection by photo, each sharing, weighting, schedule and search.

import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import { createRng } from '../base/rng.ts';
import { schedules } from '../recipes/schedule/index.ts';
import { searches } from '../recipes/search/index.ts';
import { sharings } from '../recipes/sharing/index.ts';
import { weightings } from '../recipes/weighting/index.ts';
import { createEagerExecutor } from '../runtime/eager.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor, HostState } from '../runtime/executor.ts';
import { inputTensors, keptTensor, labelTensors } from './batch.ts';
import { trainRun } from './index.ts';
import { paceOf } from './pacing.ts';
import { setUp } from './setup.ts';
import { createStep } from './step.ts';
import { pictureRequest, pictureTasks } from './testing-pictures.ts';

const choices: readonly (readonly [string, Partial<Recipe>])[] = [
  ...sharings.map(({ about }) => [`sharing ${about.id}`, { sharing: about.id }] as const),
  ...weightings.map(({ about }) => [`weighting ${about.id}`, { weighting: about.id }] as const),
  ...schedules.map(({ about }) => [`schedule ${about.id}`, { schedule: about.id }] as const),
  ...searches.map(
    ({ about, varies }) =>
      [
        `search ${about.id}`,
        { search: about.id, ...(varies === 'strength' ? { sharing: 'trace-norm' } : {}) },
      ] as const,
  ),
  ['gates under bilevel balancing', { sharing: 'interrogate', weighting: 'bilevel', budget: { flopsOfSeparate: 0.7 } }],
  ['task groups under PCGrad', { schedule: 'task-groups', weighting: 'pcgrad' }],
];

test.each(choices)('%s trains on photos and answers with finite numbers', async (_name, recipe) => {
  const request = await pictureRequest(recipe as Partial<Recipe>, pictureTasks, 80);
  const { predictions } = await trainRun({ ...request, budget: { epochs: 2 } });
  expect(Object.keys(predictions)).toEqual(pictureTasks.map(({ id }) => id));
  for (const values of Object.values(predictions)) {
    expect(values.length).toBeGreaterThan(0);
    expect(Array.from(values).every(Number.isFinite)).toBe(true);
  }
});

// The other two repeat the plain one, once for each task.
describe.each(['hard', 'interrogate'])('%s', (sharing) => {
  test('the gradient of a step of a convolution trunk agrees with tfjs', async () => {
    const request = await pictureRequest({ sharing }, pictureTasks, 80);
    const setup = setUp(request);
    const batch = (): Parameters<Awaited<ReturnType<Executor['compile']>>['run']>[0] => {
      const { batchSize, dropRate } = setup.pacing;
      const rows = setup.rows.training.slice(0, batchSize);
      const filled = Uint32Array.from({ length: batchSize }, (_, i) => rows[i % rows.length]!);
      return {
        ...inputTensors(request.inputs, filled),
        ...labelTensors(request.targets, filled),
        ...keptTensor(setup.plan.network.trunk, dropRate, batchSize, createRng(4)),
        pace: { shape: [3], data: paceOf(0, 10) },
        epochStart: { shape: [], data: Float32Array.of(0) },
        // Gates free, under some pressure.
        ...(setup.shapes['controls'] ? { controls: { shape: [3], data: Float32Array.of(0, 0, 0.5) } } : {}),
      };
    };
    const run = async (executor: Executor): Promise<HostState> => {
      const start = mixedGates(setup.start, setup.plan.layout);
      const compiled = await executor.compile(createStep(setup.plan), start, setup.shapes);
      await compiled.run(batch());
      const state = await compiled.readState();
      await compiled.dispose();
      return state;
    };
    const [ours, oracle] = [await run(await createExecutor('cpu')), await run(createEagerExecutor())];
    // After the first step Adam's first moment is the gradient times a constant.
    const [a, b] = [ours, oracle].map((state) => state['first']!.data as Float32Array) as [Float32Array, Float32Array];
    expect(a).toHaveLength(b.length);
    const largest = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(1e-4);
    expect(b.filter((value) => Math.abs(value) > 1e-4 * largest).length).toBeGreaterThan(0.2 * b.length);
    const apart = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
    expect(apart / largest).toBeLessThan(1e-4);
  });
});

/** Every third gate on the side of the common branch. */
function mixedGates(start: HostState, layout: ReturnType<typeof setUp>['plan']['layout']): HostState {
  const vector = (start['vector']!.data as Float32Array).slice();
  for (const { name, offset, size } of layout.slots) {
    if (!/^task\/\d+\/gate\//.test(name)) continue;
    for (let i = offset; i < offset + size; i += 3) vector[i] = -0.5;
  }
  return { ...start, vector: { shape: start['vector']!.shape, data: vector } };
}
