// The conformance suite, written once: whatever executor it is given must agree with tfjs itself.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { createEagerExecutor } from '../eager.ts';
import type { Executor, HostTensor, TensorFunction } from '../executor.ts';
import { shapesOf } from '../signature.ts';
import type { Case } from './case.ts';
import { elementwiseCases } from './cases-elementwise.ts';
import { modelCases } from './cases-models.ts';
import { structureCases } from './cases-structure.ts';

export const allCases: readonly Case[] = [...elementwiseCases, ...structureCases, ...modelCases];

export const valueTolerance = 1e-5;
export const gradientTolerance = 1e-4;

/** Declares a test per case: its values, and its gradients in one function with them. */
export function conformanceTests(executor: () => Executor, cases: readonly Case[] = allCases): void {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const inputs = one.inputs(createRng(7));
    const run = withGradients(one);
    const expected = await call(createEagerExecutor(), run, inputs);
    const actual = await call(executor(), run, inputs);
    expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, value] of Object.entries(expected)) {
      expect(actual[name]!.shape).toEqual(value.shape);
      expect(differences(actual[name]!, value, name.startsWith('gradient') ? gradientTolerance : valueTolerance)).toEqual([]);
    }
  });
}

/** Values that are further apart than the tolerance, absolute below 1 and relative above; at most eight. */
export function differences(actual: HostTensor, expected: HostTensor, tolerance: number): string[] {
  const found: string[] = [];
  for (const [i, want] of expected.data.entries()) {
    const got = actual.data[i]!;
    const same = Object.is(got, want) || got === want || Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want));
    if (!same && found.length < 8) found.push(`[${i}]: ${got} instead of ${want}`);
  }
  return found;
}

function withGradients({ run, gradientOf }: Case): TensorFunction {
  return (inputs) => {
    const results: Record<string, Tensor> = {};
    for (const [at, value] of [run(inputs)].flat().entries()) results[`value ${at}`] = value;
    if (gradientOf.length === 0) return results;
    // Weighted by the values' own places, so that a gradient that lands in the wrong place is seen.
    const objective = (...given: Tensor[]): Tensor => {
      const replaced = Object.fromEntries(gradientOf.map((name, at) => [name, given[at]!]));
      const parts = [run({ ...inputs, ...replaced })].flat();
      return tf.addN(parts.map((part) => tf.sum(tf.mul(part, tf.reshape(tf.sin(tf.range(1, part.size + 1)), part.shape)))));
    };
    const gradients = tf.grads(objective)(gradientOf.map((name) => inputs[name]!));
    for (const [at, name] of gradientOf.entries()) results[`gradient of ${name}`] = gradients[at]!;
    return results;
  };
}

async function call(executor: Executor, run: TensorFunction, inputs: Record<string, HostTensor>): Promise<Record<string, HostTensor>> {
  const compiled = await executor.compileFunction(run, shapesOf(inputs));
  try {
    return await compiled.run(inputs);
  } finally {
    await compiled.dispose();
  }
}
