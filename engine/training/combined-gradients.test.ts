// Gradients taken task by task and combined: against the plain step, finite differences, and the count of products.

import { add, mul, square, sum } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { compile } from '../compile/index.ts';
import type { InputTypes } from '../compile/index.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { under } from '../models/trunk.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import type { BatchShapes, HostState, HostTensor } from '../runtime/index.ts';
import { inputTensors, labelTensors } from './batch.ts';
import { stretch } from './layout.ts';
import { infer } from './network.ts';
import { paceOf } from './pacing.ts';
import { setUp } from './setup.ts';
import type { Setup } from './setup.ts';
import { createStep } from './step.ts';
import type { StepPlan } from './step.ts';
import { sampleRequest, sampleTasks } from './testing.ts';

const weighty: readonly Task[] = sampleTasks.map((task, k) => ({ ...task, importance: [2, 1, 0.5][k]! }));

async function prepare(recipe: Partial<Recipe>, change: (plan: StepPlan) => StepPlan = (plan) => plan) {
  const setup = setUp(await sampleRequest(recipe, weighty));
  const plan = change(setup.plan);
  const rows = setup.rows.training.slice(0, setup.pacing.batchSize);
  const count = weighty.length;
  const noise = plan.weighting.noise?.(count);
  const rng = createRng(9);
  const batch: Record<string, HostTensor> = {
    ...inputTensors(setup.request.inputs, rows),
    ...labelTensors(setup.request.targets, rows),
    pace: { shape: [3], data: paceOf(0, 100) },
    epochStart: { shape: [], data: Float32Array.of(1) },
    // No loss of a first epoch yet: GradNorm then weighs all tasks alike.
    ...(plan.weighting.host ? { weights: { shape: [count], data: new Float32Array(count) } } : {}),
    ...(noise
      ? { noise: { shape: noise.shape, data: Float32Array.from({ length: count ** 2 }, () => noise.draw(rng)) } }
      : {}),
    ...(plan.schedule.masks ? { taskMask: { shape: [count], data: Float32Array.of(1, 0, 1) } } : {}),
  };
  const shapes = Object.fromEntries(
    Object.entries(batch).map(([name, { shape, data }]) => [
      name,
      { shape, dtype: data instanceof Int32Array ? ('int32' as const) : ('float32' as const) },
    ]),
  );
  const step = await setup.request.executor.compile(createStep(plan), setup.start, shapes);
  return { setup, plan, batch, step };
}

/** Model part of the gradient of one step, as it was before clipping, and the step's metrics. */
async function gradientOf(
  { setup, step, batch }: Awaited<ReturnType<typeof prepare>>,
  change: Record<string, HostTensor> = {},
) {
  await step.writeState(setup.start);
  const metrics = await step.run({ ...batch, ...change });
  const first = (await step.readState())['first']!.data as Float32Array;
  const clipped = Math.max(1, metrics['length']!.data[0]!);
  // The first moment starts at 0 and goes a tenth of the way.
  return {
    gradient: Array.from(first, (value) => value * 10 * clipped).slice(0, setup.plan.layout.modelSize),
    metrics,
  };
}

/** Labels of one task only. */
function only(k: number, { batch }: Awaited<ReturnType<typeof prepare>>): Record<string, HostTensor> {
  const { shape, data } = batch['present']!;
  const rows = shape[1]!;
  return { present: { shape, data: Float32Array.from(data, (value, i) => (Math.floor(i / rows) === k ? value : 0)) } };
}

const near = (actual: readonly number[], expected: readonly number[]): void => {
  const largest = Math.max(...expected.map(Math.abs));
  expect(largest).toBeGreaterThan(0);
  expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(2e-5 * largest + 1e-7);
};

const masked = (plan: StepPlan): StepPlan => ({ ...plan, schedule: { ...plan.schedule, masks: true } });
const penalised = (plan: StepPlan): StepPlan => ({
  ...plan,
  network: {
    ...plan.network,
    sharing: {
      ...plan.network.sharing,
      penalty: (_, parameters) =>
        Object.values(parameters)
          .map((one) => mul(sum(square(one)), 0.01))
          .reduce((a, b) => add(a, b)),
    },
  },
});

describe('coefficients of 1 give the plain step', () => {
  test.each([
    ['with missing labels and importances', (plan: StepPlan) => plan],
    ['for a group of tasks', masked],
    ['with a penalty of the sharing', penalised],
  ])('%s', async (_words, change) => {
    // GradNorm in its first epoch.
    const combined = await gradientOf(await prepare({ weighting: 'gradnorm' }, change));
    const plain = await gradientOf(await prepare({ weighting: 'equal' }, change));
    near(combined.gradient, plain.gradient);
    expect(combined.metrics['weights']!.data).toEqual(plain.metrics['weights']!.data);
  });
});

test.each(['pcgrad', 'mgda', 'cagrad'])(
  '%s: shared numbers get the weighted sum, each head its own gradient',
  async (weighting) => {
    const prepared = await prepare({ weighting });
    const plain = await prepare({ weighting: 'equal' });
    const own: (readonly number[])[] = [];
    for (const k of weighty.keys()) own.push((await gradientOf(plain, only(k, plain))).gradient);
    const { gradient, metrics } = await gradientOf(prepared);
    const { layout } = prepared.plan;
    // The record holds factors of raw losses; `own` has importance in it already.
    const factors = Array.from(metrics['weights']!.data, (value, k) => value / weighty[k]!.importance);
    const shared = stretch(layout, 'shared');
    near(
      gradient.slice(0, shared.to),
      own[0]!
        .slice(0, shared.to)
        .map((_, at) => factors.reduce((total, factor, k) => total + factor * own[k]![at]!, 0)),
    );
    for (const k of weighty.keys()) {
      const { from, to } = stretch(layout, k);
      near(gradient.slice(from, to), own[k]!.slice(from, to));
    }
  },
);

test('a gradient of the plain step is that of finite differences', async () => {
  const prepared = await prepare({ weighting: 'gradnorm' });
  const { gradient } = await gradientOf(prepared);
  const { setup, step, batch } = prepared;
  const lossAt = async (place: number, by: number): Promise<number> => {
    const vector = (setup.start['vector']!.data as Float32Array).slice();
    vector[place]! += by;
    await step.writeState({ ...setup.start, vector: { shape: [vector.length], data: vector } });
    const { losses } = await step.run(batch);
    return Array.from(losses!.data).reduce((total, loss, k) => total + loss * weighty[k]!.importance, 0);
  };
  const steepest = gradient
    .map((slope, place) => [Math.abs(slope), place] as const)
    .sort((a, b) => b[0] - a[0])
    .filter((_, rank) => rank % 40 === 0)
    .slice(0, 6);
  for (const [, place] of steepest) {
    const difference = ((await lossAt(place, 2e-3)) - (await lossAt(place, -2e-3))) / 4e-3;
    // float32 losses: the difference of two is good to about 1e-4.
    expect(Math.abs(difference - gradient[place]!)).toBeLessThan(0.02 * Math.abs(gradient[place]!) + 2e-4);
  }
});

test('a task without a label in the batch leaves no trace, and no weight', async () => {
  for (const weighting of ['pcgrad', 'mgda', 'cagrad']) {
    const prepared = await prepare({ weighting });
    const { gradient, metrics } = await gradientOf(prepared, only(1, prepared));
    expect([metrics['weights']!.data[0], metrics['weights']!.data[2]]).toEqual([0, 0]);
    const { from, to } = stretch(prepared.plan.layout, 0);
    expect(gradient.slice(from, to).every((value) => value === 0)).toBe(true);
    expect(gradient.every(Number.isFinite)).toBe(true);
  }
});

test('losses that are no numbers leave parameters, moments and memory as they were', async () => {
  for (const weighting of ['famo', 'gradnorm', 'pcgrad', 'mgda', 'cagrad']) {
    const { setup, step, batch } = await prepare({ weighting });
    await step.writeState(setup.start);
    const labels = {
      ...batch['labels']!,
      data: Float32Array.from(batch['labels']!.data, () => Number.POSITIVE_INFINITY),
    };
    const metrics = await step.run({ ...batch, labels });
    expect(metrics['sound']!.data[0]).toBe(0);
    const after = await step.readState();
    for (const [name, { data }] of Object.entries(setup.start)) expect(after[name]!.data, name).toEqual(data);
  }
});

describe('products in the compiled step', () => {
  const products = (graph: { readonly nodes: readonly { readonly op: string }[] }): number =>
    graph.nodes.filter(({ op }) => op === 'matmul' || op === 'gemm').length;

  function inStep({ plan, start, shapes }: Setup): number {
    const types: InputTypes = Object.fromEntries([
      ...Object.entries(start as HostState).map(([name, { shape }]) => [
        `state/${name}`,
        { shape, dtype: 'float32' as const },
      ]),
      ...Object.entries(shapes as BatchShapes).map(([name, type]) => [`batch/${name}`, type]),
    ]);
    return products(
      compile((inputs) => {
        const { state, metrics } = createStep(plan)(under('state/', inputs), under('batch/', inputs));
        return { ...state, ...metrics };
      }, types),
    );
  }

  test('the forward pass is there once, whatever the number of tasks', async () => {
    const request = await sampleRequest();
    const count = async (tasks: number, weighting: string): Promise<number> => {
      const targets = Array.from({ length: tasks }, (_, k) => request.targets[k % 3]!);
      const all = targets.map(({ task }, k) => ({ ...task, id: `t${k}` }));
      const recipe = resolveRecipe({ sharing: 'hard', weighting, schedule: 'joint', search: 'none' }, all);
      return inStep(setUp({ ...request, targets: targets.map((target, k) => ({ ...target, task: all[k]! })), recipe }));
    };
    const setup = setUp(request);
    const forward = products(
      compile(
        (inputs) =>
          infer(
            setup.plan.network,
            Object.fromEntries(Object.entries(inputs).filter(([name]) => name.includes('/'))),
            inputs,
          ),
        Object.fromEntries([
          ...setup.plan.layout.slots.map(({ name, shape }) => [name, { shape, dtype: 'float32' as const }]),
          ...Object.entries(setup.shapes).filter(([name]) => name === 'numeric' || name === 'categorical'),
        ]) as InputTypes,
      ),
    );
    const trunk = forward - 3; // one product a head
    const back = (await count(3, 'equal')) - trunk - 3 * 3; // of the trunk; a head takes one forward and two back
    expect(back).toBeGreaterThan(trunk);
    // Besides: the Gram matrix and the weighted sum.
    for (const tasks of [2, 5]) expect(await count(tasks, 'gradnorm')).toBe(trunk + tasks * (back + 3) + 2);
  });
});
