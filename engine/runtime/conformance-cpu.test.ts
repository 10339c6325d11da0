// Every recorded kernel, its gradient and the layers made of them, on ONNX Runtime's CPU against tfjs.

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { kernels } from '../compile/kernels/index.ts';
import { createEagerExecutor } from './eager.ts';
import type { Executor } from './executor.ts';
import { createOnnxExecutor } from './onnx-runtime.ts';
import { stepTests } from './testing/step-suite.ts';
import { allCases, conformanceTests } from './testing/suite.ts';

let executor: Executor;
beforeAll(async () => {
  executor = await createOnnxExecutor('cpu', { threads: 2 });
});

describe('ONNX Runtime on the CPU agrees with tfjs', () => conformanceTests(() => executor));
describe("ONNX Runtime on the CPU keeps an executor's promises", () => stepTests(() => executor));
describe("tfjs keeps an executor's promises", () => stepTests(() => createEagerExecutor()));

test('every recorded kernel has a case', () => {
  const covered = new Set(allCases.flatMap((one) => one.kernels));
  expect(kernels.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
});

test.each(allCases.filter((one) => one.kernels.length > 0).map((one) => [one.name, one] as const))(
  '%s runs the kernels it names',
  async (_, one) => {
    createEagerExecutor();
    await tf.setBackend('cpu');
    const inputs = Object.fromEntries(
      Object.entries(one.inputs(createRng(7))).map(([name, { shape, data }]) => [
        name,
        tf.tensor(data, [...shape], data instanceof Float32Array ? 'float32' : 'int32'),
      ]),
    );
    const { kernelNames } = await tf.profile(() => [one.run(inputs)].flat()[0]!);
    expect(one.kernels.filter((kernel) => !kernelNames.includes(kernel))).toEqual([]);
  },
);
