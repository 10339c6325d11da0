// The conformance suite, written once: whatever executor it is given must agree with tfjs itself.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { createEagerExecutor } from '../eager.ts';
import type { Executor, HostTensor, TensorFunction } from '../executor.ts';
import { shapesOf } from '../signature.ts';
import type { Case } from './case.ts';
import { blockCases } from './cases-blocks.ts';
import { elementwiseCases } from './cases-elementwise.ts';
import { knownFilterCases } from './cases-known-filters.ts';
import { layerCases } from './cases-layers.ts';
import { modelCases } from './cases-models.ts';
import { structureCases } from './cases-structure.ts';
import { windowCases } from './cases-windows.ts';

export const allCases: readonly Case[] = [
  ...elementwiseCases,
  ...structureCases,
  ...windowCases,
  ...blockCases,
  ...knownFilterCases,
  ...layerCases,
  ...modelCases,
];

export const valueTolerance = 1e-5;
export const gradientTolerance = 1e-4;

/** What a device's arithmetic promises. */
export interface Arithmetic {
  /** Whether infinities and NaN behave as IEEE 754 says. */
  readonly infinities: boolean;
  /** Absolute error of sine, cosine and tangent. */
  readonly angles: number;
}
export const ieee: Arithmetic = { infinities: true, angles: valueTolerance };
/** WGSL lets a device assume that there is neither infinity nor NaN, and grants sine an error of 2^-11 (section 15.7). */
export const shader: Arithmetic = { infinities: false, angles: 2 ** -11 };

const angles: ReadonlySet<string> = new Set(['Sin', 'Cos', 'Tan']);

/** Declares a test per case: its values, and its gradients in one function with them. */
export function conformanceTests(executor: () => Executor, arithmetic: Arithmetic = ieee): void {
  test.each(allCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const drawn = one.inputs(createRng(7));
    const inputs = arithmetic.infinities ? drawn : finiteOnly(drawn);
    const forValues = one.kernels.some((kernel) => angles.has(kernel)) ? arithmetic.angles : valueTolerance;
    const run = withGradients(one);
    const expected = await call(createEagerExecutor(), run, inputs);
    const actual = await call(executor(), run, inputs);
    expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, value] of Object.entries(expected)) {
      expect(actual[name]!.shape).toEqual(value.shape);
      const tolerance = name.startsWith('gradient') ? Math.max(forValues, gradientTolerance) : forValues;
      expect(differences(actual[name]!, value, tolerance, arithmetic.infinities)).toEqual([]);
    }
  });
}

/** Values that are further apart than the tolerance, absolute below 1 and relative above; at most eight. */
export function differences(actual: HostTensor, expected: HostTensor, tolerance: number, infinities = true): string[] {
  const found: string[] = [];
  for (const [i, want] of expected.data.entries()) {
    const got = actual.data[i]!;
    if (!infinities && !Number.isFinite(want)) continue;
    const same =
      Object.is(got, want) || got === want || Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want));
    if (!same && found.length < 8) found.push(`[${i}]: ${got} instead of ${want}`);
  }
  return found;
}

/** Lists of edges without the infinite ones; other inputs are finite anyway. */
function finiteOnly(inputs: Record<string, HostTensor>): Record<string, HostTensor> {
  const drop = ({ shape, data }: HostTensor): HostTensor => {
    if (data instanceof Int32Array || shape.length !== 1 || data.every(Number.isFinite)) return { shape, data };
    // In place of what is undefined stands a one, so that two lists stay as long as each other.
    return { shape, data: data.map((value) => (Number.isFinite(value) ? value : 1)) };
  };
  return Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, drop(tensor)]));
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
      return tf.addN(
        parts.map((part) => tf.sum(tf.mul(part, tf.reshape(tf.sin(tf.range(1, part.size + 1)), part.shape)))),
      );
    };
    const gradients = tf.grads(objective)(gradientOf.map((name) => inputs[name]!));
    for (const [at, name] of gradientOf.entries()) results[`gradient of ${name}`] = gradients[at]!;
    return results;
  };
}

async function call(
  executor: Executor,
  run: TensorFunction,
  inputs: Record<string, HostTensor>,
): Promise<Record<string, HostTensor>> {
  const compiled = await executor.compileFunction(run, shapesOf(inputs));
  try {
    return await compiled.run(inputs);
  } finally {
    await compiled.dispose();
  }
}
