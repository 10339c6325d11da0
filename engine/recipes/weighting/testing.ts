// What the tests of weightings share: inputs as a step would make them, weights, pulls and combined gradients.

import { engine, ones, scalar, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Rng } from '../../base/rng.ts';
import { resolveRecipe } from '../recipe.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

export interface Given {
  readonly settings?: Record<string, string | number | Record<string, number>>;
  readonly gradients?: readonly (readonly number[])[];
  readonly seed?: number;
  readonly change?: Partial<WeightingInput>;
}

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
export const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function inputOf(weighting: Weighting, losses: readonly number[], given: Given = {}): WeightingInput {
  const count = losses.length;
  const tasks = losses.map(
    (_, k) => ({ id: `t${k}`, data: 'main', target: `t${k}`, kind: 'regression', importance: 1 }) as const,
  );
  const recipe = {
    sharing: 'hard',
    weighting: weighting.about.id,
    schedule: 'joint',
    search: 'none',
    ...given.settings,
  };
  const { settings } = resolveRecipe(recipe, tasks).weighting;
  const rng = createRng(given.seed ?? 1);
  const start = weighting.start({ taskCount: count, featureWidth: 1, baselines: losses.map(() => 1), settings, rng });
  const tensors = (arrays: typeof start.memory): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]));
  const { gradients } = given;
  return {
    losses: tensor1d([...losses]),
    present: ones([count]) as Tensor1D,
    mayMiss: false,
    importance: ones([count]) as Tensor1D,
    features: ones([1]) as Tensor1D,
    variables: tensors(start.variables),
    memory: tensors(start.memory),
    epochStart: scalar(0),
    weights: ones([count]) as Tensor1D,
    gram: gradients ? tensor2d(gradients.map((a) => gradients.map((b) => dot(a, b)))) : null,
    noise: drawn(weighting, count, rng),
    shadowLosses: null,
    settings,
    ...given.change,
  };
}

export function drawn(weighting: Weighting, count: number, rng: Rng): Tensor | null {
  const noise = weighting.noise?.(count);
  if (!noise) return null;
  const size = noise.shape.reduce((a, b) => a * b, 1);
  return tensor(
    Array.from({ length: size }, () => noise.draw(rng)),
    [...noise.shape],
  );
}

export const weightsOf = (weighting: Weighting, losses: readonly number[], given: Given = {}): number[] =>
  Array.from(weighting.objective(inputOf(weighting, losses, given)).weights.dataSync());

/** The shared gradient that the weights make of the tasks' gradients. */
export function combined(weighting: Weighting, gradients: readonly (readonly number[])[], given: Given = {}): number[] {
  const weights = weightsOf(
    weighting,
    gradients.map(() => 1),
    { ...given, gradients },
  );
  return gradients[0]!.map((_, at) => total(gradients.map((gradient, k) => weights[k]! * gradient[at]!)));
}

/** Gradient of the objective by the losses. */
export function pull(weighting: Weighting, losses: readonly number[], given: Given = {}): number[] {
  const at = tensor1d([...losses]);
  const objective = () => weighting.objective({ ...inputOf(weighting, losses, given), losses: at }).objective as Scalar;
  return Array.from(engine().gradients(objective, [at], undefined, true).grads[0]!.dataSync());
}

export const closeTo = (actual: readonly number[], expected: readonly number[], digits = 5): void =>
  expected.forEach((value, i) => expect(actual[i], `place ${i}`).toBeCloseTo(value, digits));
