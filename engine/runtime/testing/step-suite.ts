// What every executor promises of a compiled step, written once and run on each of them.

import { add, mul } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { createEagerExecutor } from '../eager.ts';
import type { CompiledStep, Executor, HostState, HostTensor, Step } from '../executor.ts';
import { cnnBatch, cnnShapes, cnnState, cnnStep } from './cnn-step.ts';
import type { CnnOptions } from './cnn-step.ts';
import { mlpBatch, mlpShapes, mlpState, mlpStep } from './mlp-step.ts';
import type { MlpOptions } from './mlp-step.ts';
import { differences, gradientTolerance, valueTolerance } from './suite.ts';

/** Small enough for a slow adapter, and with every kind of tensor of the large one. */
const small: MlpOptions = { inputs: 5, trunk: [16, 12], heads: 3, headWidth: 8, batch: 32, weightDecay: 0.01 };

/** Planes, windows, classes of pixels by the stride, and an odd size that the stride does not divide. */
const pictures: CnnOptions = {
  batch: 2,
  side: 10,
  channels: 3,
  layers: [
    [8, 1],
    [9, 2],
    [8, 2],
  ],
  heads: 2,
};

export function stepTests(executor: () => Executor): void {
  test('twenty AdamW steps of a network with three heads agree with tfjs', async () => {
    const [ours, oracle] = await Promise.all([start(executor()), start(createEagerExecutor())]);
    const rng = createRng(3);
    for (let i = 0; i < 20; i++) {
      const batch = mlpBatch(small, rng);
      const [actual, expected] = [await ours.run(batch), await oracle.run(batch)];
      expect(differences(actual['losses']!, expected['losses']!, valueTolerance)).toEqual([]);
    }
    // Adam divides by the gradient's own size: where a gradient is almost zero its sign decides, so the state is
    // held to the gradients' tolerance.
    expectClose(await ours.readState(), await oracle.readState(), gradientTolerance);
    await Promise.all([ours.dispose(), oracle.dispose()]);
  });

  test('three steps of a convolution network agree with tfjs', async () => {
    const start = (on: Executor): Promise<CompiledStep> =>
      on.compile(cnnStep(pictures), cnnState(pictures, createRng(1)), cnnShapes(pictures));
    const [ours, oracle] = await Promise.all([start(executor()), start(createEagerExecutor())]);
    const rng = createRng(5);
    for (let i = 0; i < 3; i++) {
      const batch = cnnBatch(pictures, rng);
      const [actual, expected] = [await ours.run(batch), await oracle.run(batch)];
      expect(differences(actual['losses']!, expected['losses']!, valueTolerance)).toEqual([]);
    }
    expectClose(await ours.readState(), await oracle.readState(), gradientTolerance);
    await Promise.all([ours.dispose(), oracle.dispose()]);
  });

  test('a run repeats bit for bit, and goes on bit for bit from a state that was read', async () => {
    const first = await start(executor());
    const second = await start(executor());
    await steps(first, 0, 6);
    await steps(second, 0, 3);
    const kept = await second.readState();
    await steps(second, 3, 5);
    await second.writeState(kept);
    await steps(second, 3, 6);
    expect(await second.readState()).toEqual(await first.readState());
    await Promise.all([first.dispose(), second.dispose()]);
  });

  test('a state that was read does not change with the next step', async () => {
    const step = await start(executor());
    const before = await step.readState();
    expect(before).toEqual(mlpState(small, createRng(1)));
    await steps(step, 0, 2);
    expect(before).toEqual(mlpState(small, createRng(1)));
    await step.dispose();
  });

  test('entries that a step leaves alone or exchanges keep their values', async () => {
    const step: Step = (state, batch) => ({
      state: { kept: state['kept']!, a: state['b']!, b: add(state['a']!, batch['x']!) },
      metrics: { kept: state['kept']!, twice: mul(batch['x']!, 2) },
    });
    const initial = { kept: of(1, 2), a: of(3, 4), b: of(5, 6) };
    const compiled = await executor().compile(step, initial, { x: { shape: [2], dtype: 'float32' } });
    expect(await compiled.run({ x: of(10, 20) })).toEqual({ kept: of(1, 2), twice: of(20, 40) });
    await compiled.run({ x: of(1, 1) });
    // After the first step a = b0, b = a0 + x0; after the second a = a0 + x0, b = b0 + x1.
    expect(await compiled.readState()).toEqual({ kept: of(1, 2), a: of(13, 24), b: of(6, 7) });
    await compiled.dispose();
  });

  test('a tensor that is missing or of the wrong shape is refused by name', async () => {
    const step = await start(executor());
    const batch = mlpBatch(small, createRng(3));
    const { x, ...withoutX } = batch;
    await expect(step.run(withoutX)).rejects.toThrow('"x" is missing');
    await expect(step.run({ ...batch, x: { shape: [1, 160], data: x!.data } })).rejects.toThrow(
      '"x" must be float32 [32,5], not float32 [1,160]',
    );
    await expect(step.writeState({})).rejects.toThrow('is missing');
    await step.dispose();
  });
}

function start(executor: Executor): Promise<CompiledStep> {
  return executor.compile(mlpStep(small), mlpState(small, createRng(1)), mlpShapes(small));
}

/** Steps number `from` to `to` of one fixed sequence of batches. */
async function steps(step: CompiledStep, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) await step.run(mlpBatch(small, createRng(100 + i)));
}

function expectClose(actual: HostState, expected: HostState, tolerance: number): void {
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [name, value] of Object.entries(expected)) {
    expect(differences(actual[name]!, value, tolerance), name).toEqual([]);
  }
}

function of(...values: number[]): HostTensor {
  return { shape: [values.length], data: Float32Array.from(values) };
}
