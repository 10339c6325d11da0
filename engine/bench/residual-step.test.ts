// The benchmark's residual network computes what tfjs computes: its losses, its updates, its answers.

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { exportOnnx } from '../compile/index.ts';
import { createEagerExecutor } from '../runtime/eager.ts';
import { createExecutor, openExportedModel } from '../runtime/index.ts';
import type { Executor, HostState, HostTensor } from '../runtime/index.ts';
import { cnnBatch } from '../runtime/testing/cnn-step.ts';
import { differences, gradientTolerance, valueTolerance } from '../runtime/testing/suite.ts';
import { residualInference, residualShapes, residualState, residualStep } from './residual-step.ts';
import type { ResidualOptions } from './residual-step.ts';

const small: ResidualOptions = {
  batch: 3,
  side: 16,
  channels: 3,
  stages: [
    [8, 1],
    [12, 2],
  ],
  heads: 2,
};

async function train(executor: Executor): Promise<{ losses: HostTensor[]; state: HostState }> {
  const step = await executor.compile(residualStep(small), residualState(small, createRng(1)), residualShapes(small));
  const rng = createRng(2);
  const losses: HostTensor[] = [];
  for (let i = 0; i < 3; i++) losses.push((await step.run(cnnBatch({ ...small, layers: [] }, rng)))['losses']!);
  const state = await step.readState();
  await step.dispose();
  return { losses, state };
}

test('three steps agree with tfjs: losses, parameters, moments and running statistics', async () => {
  const ours = await train(await createExecutor('cpu', { threads: 2 }));
  const oracle = await train(createEagerExecutor());
  for (const [i, expected] of oracle.losses.entries())
    expect(differences(ours.losses[i]!, expected, valueTolerance)).toEqual([]);
  for (const [name, expected] of Object.entries(oracle.state))
    expect(differences(ours.state[name]!, expected, gradientTolerance), name).toEqual([]);
});

test('the model to deploy answers as tfjs does', async () => {
  const constants = residualState(small, createRng(1));
  const shapes = { x: { shape: [1, 16, 16, 3], dtype: 'float32' } } as const;
  const { x } = cnnBatch({ ...small, batch: 1, layers: [] }, createRng(3));
  const model = await openExportedModel(exportOnnx(residualInference(small), shapes, constants));
  const actual = await model.run({ x: x! });
  const all = Object.fromEntries(
    Object.entries({ ...constants, x: x! }).map(([name, { shape }]) => [name, { shape, dtype: 'float32' as const }]),
  );
  const oracle = await createEagerExecutor().compileFunction(residualInference(small), all);
  const expected = await oracle.run({ ...constants, x: x! });
  for (const name of ['y0', 'y1'])
    expect(differences(actual[name]!, expected[name]!, valueTolerance), name).toEqual([]);
});
