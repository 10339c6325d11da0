// How many gradient computations one step holds (methods.md 1.12, item 5): counted, not timed.

import { engine } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { createRng } from '../base/rng.ts';
import { record } from '../compile/index.ts';
import type { InputTypes } from '../compile/index.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { under } from '../models/trunk.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { setUp } from './setup.ts';
import { createStep } from './step.ts';
import { sampleRequest } from './testing.ts';

/** Gradients asked of tfjs, and matrix products, while one step of K regression tasks is recorded. */
async function counted(taskCount: number, recipe: Partial<Recipe>): Promise<{ backward: number; products: number }> {
  const tasks = Array.from({ length: taskCount }, (_, k): Task => ({
    id: `t${k}`,
    data: 'main',
    target: 'size',
    importance: 1,
    kind: 'regression',
  }));
  const sample = await sampleRequest({}, [tasks[0]!]);
  const rng = createRng(taskCount);
  const setup = setUp({
    ...sample,
    targets: tasks.map((task) => ({
      task,
      classes: [],
      values: Float32Array.from({ length: sample.inputs.rowCount }, () => rng.normal()),
    })),
    recipe: resolveRecipe(
      { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...recipe } as Recipe,
      tasks,
    ),
    executor: await createExecutor('cpu'),
  });
  const step = createStep(setup.plan);
  const types: InputTypes = Object.fromEntries([
    ...Object.entries(setup.start).map(([name, { shape }]) => [`state/${name}`, { shape, dtype: 'float32' as const }]),
    ...Object.entries(setup.shapes).map(([name, { shape, dtype }]) => [`batch/${name}`, { shape, dtype }]),
  ]);
  const asked = vi.spyOn(engine(), 'gradients');
  try {
    const graph = record(
      (inputs) => step(under('state/', inputs), under('batch/', inputs)).state as typeof inputs,
      types,
    );
    return {
      backward: asked.mock.calls.length,
      products: graph.nodes.filter((node) => /matmul/iu.test(node.op)).length,
    };
  } finally {
    asked.mockRestore();
  }
}

test.each([2, 11, 40])('bilevel balancing of %i tasks takes exactly one backward pass a step', async (taskCount) => {
  const bilevel = await counted(taskCount, { weighting: 'bilevel' });
  expect(bilevel.backward).toBe(1);
  // And that one pass holds no second trunk: a pass a task would add products with every task.
  const equal = await counted(taskCount, { weighting: 'equal' });
  expect(equal.products).toBeGreaterThan(3 * 2); // two layers and the heads, forward and back
  expect(bilevel.products - equal.products).toBe(await extraProducts());
});

/** Products that the router itself takes, whatever the number of tasks. */
async function extraProducts(): Promise<number> {
  const [bilevel, equal] = [await counted(3, { weighting: 'bilevel' }), await counted(3, { weighting: 'equal' })];
  return bilevel.products - equal.products;
}

test('the count sees more than one pass where a variant takes more', async () => {
  // Full: one descent of z beside the descent of x (methods.md 1, E2).
  const full = await counted(3, { weighting: 'bilevel', variant: 'full', innerSteps: 2 } as Partial<Recipe>);
  expect(full.backward).toBe(3);
});
