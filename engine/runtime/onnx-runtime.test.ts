// What the ONNX executor does when something goes wrong, and with sizes it was not compiled for.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { DeviceFailed } from './devices.ts';
import type { Step } from './executor.ts';
import { createOnnxExecutor } from './onnx-runtime.ts';

const lookUp: Step = (state, batch) => {
  const row = tf.gather(state['table']!, batch['at'] as tf.Tensor1D);
  return { state: { table: tf.add(state['table']!, tf.sum(row)) }, metrics: { row } };
};
const table = { table: { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) } };
const shapes = { at: { shape: [1], dtype: 'int32' } } as const;

test('a failure while working has a type, names the device, and leaves the state of before the step', async () => {
  const step = await (await createOnnxExecutor('cpu', { threads: 1 })).compile(lookUp, table, shapes);
  const failing = step.run({ at: { shape: [1], data: Int32Array.of(7) } });
  await expect(failing).rejects.toBeInstanceOf(DeviceFailed);
  await expect(failing).rejects.toMatchObject({ device: 'cpu' });
  expect(await step.readState()).toEqual(table);
  const { row } = await step.run({ at: { shape: [1], data: Int32Array.of(2) } });
  expect([...row!.data]).toEqual([5, 6]);
  await step.dispose();
});

test('the same step on one thread and on two gives what tfjs gives', async () => {
  for (const threads of [1, 2]) {
    const step = await (await createOnnxExecutor('cpu', { threads })).compile(lookUp, table, shapes);
    await step.run({ at: { shape: [1], data: Int32Array.of(0) } });
    // The looked-up row is 1, 2: three more everywhere.
    expect([...(await step.readState())['table']!.data]).toEqual([4, 5, 6, 7, 8, 9]);
    await step.dispose();
  }
});
