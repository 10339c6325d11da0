// Which weights are pulled, how hard, and what is refused before anything is recorded.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { add, sum, tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Task } from '../../contract/tasks.ts';
import { filled, uniform } from '../../models/arrays.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Layer, Trunk } from '../../models/trunk.ts';
import { likeness } from '../maths/likeness.ts';
import { resolveRecipe } from '../recipe.ts';
import { strengthsToTry } from '../search/strength.ts';
import { longestSide, traceNorm } from './trace-norm.ts';

const tasks = ['a', 'b', 'c'].map((id): Task => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }));
const settingsOf = (given: Record<string, string | number> = {}) =>
  resolveRecipe({ sharing: 'trace-norm', weighting: 'equal', schedule: 'joint', search: 'none', ...given }, tasks)
    .sharing.settings;

const layer = (name: string, inputs: number, outputs: number): Layer => ({
  name,
  dropWidth: 0,
  start: (rng) => ({ weight: uniform([inputs, outputs], 1, rng), bias: filled([1, outputs], 5) }),
  apply: (_parameters, input) => input,
});
const trunkOf = (...layers: Layer[]): Trunk => ({
  prepare: (inputs) => ({ columns: Object.values(inputs)[0]!, kept: [] }),
  layers,
  members: 1,
  width: 1,
});
const trunk = trunkOf(layer('embedding', 2, 3), layer('dense0', 4, 3));

const tensors = (arrays: HostArrays): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]));
const normOf = (arrays: HostArrays, name: string): number =>
  likeness([0, 1, 2].map((k) => arrays[`task/${k}/trunk/${name}/weight`]!.data)).singularValues.reduce((a, b) => a + b);

describe('penalty', () => {
  test('is the sum over layers of strength times trace norm of the weights; biases and heads are left out', () => {
    const settings = settingsOf({ embeddingFactor: 3 });
    const arrays = traceNorm.start(trunk, 3, createRng(1), settings);
    const parameters = { ...tensors(arrays), 'task/0/head/weight': tensor1d([100]) };
    const context = { trunk, taskCount: 3, settings };
    const steering = { ...context, epoch: 1, epochs: 10, parameters: () => arrays, strength: 0.5 };
    const { controls } = traceNorm.steer!(steering);
    expect(controls).toEqual([1.5, 0.5]);
    const found = traceNorm.penalty!(context, parameters, tensor1d([...controls])).dataSync()[0]!;
    expect(found).toBeCloseTo(1.5 * normOf(arrays, 'embedding') + 0.5 * normOf(arrays, 'dense0'), 4);
  });

  test('a layer whose shape differs between tasks is left out', () => {
    const settings = settingsOf();
    const arrays = traceNorm.start(trunk, 3, createRng(1), settings);
    const odd = { ...arrays, 'task/2/trunk/dense0/weight': filled([4, 4], 1) };
    const context = { trunk, taskCount: 3, settings };
    const found = traceNorm.penalty!(context, tensors(odd), tensor1d([1, 1])).dataSync()[0]!;
    expect(found).toBeCloseTo(normOf(arrays, 'embedding'), 4);
  });

  test('nothing for one task', () => {
    const settings = settingsOf();
    const arrays = traceNorm.start(trunk, 1, createRng(1), settings);
    const penalty = traceNorm.penalty!({ trunk, taskCount: 1, settings }, tensors(arrays), tensor1d([1, 1]));
    expect(penalty.dataSync()[0]).toBe(0);
    // It can be added to any objective.
    expect(add(sum(tensor1d([1, 2])), penalty).dataSync()[0]).toBe(3);
  });
});

describe('start', () => {
  test('every task from numbers of its own, or all from the same', () => {
    const own = traceNorm.start(trunk, 3, createRng(1), settingsOf());
    const same = traceNorm.start(trunk, 3, createRng(1), settingsOf({ start: 'same' }));
    const at = (arrays: HostArrays, k: number) => arrays[`task/${k}/trunk/dense0/weight`]!.data;
    expect(at(own, 1)).not.toEqual(at(own, 0));
    expect(at(same, 1)).toEqual(at(same, 0));
    expect(at(same, 0)).toEqual(at(own, 0));
  });

  test('from the twins: no pull and nothing to keep in their share of the epochs, the whole pull after it', () => {
    const settings = settingsOf({ start: 'twins', twinsShare: 0.3, gamma: 0.2 });
    const at = (epoch: number, epochs: number) =>
      traceNorm.steer!({ trunk, taskCount: 3, settings, epoch, epochs, parameters: () => ({}), strength: null });
    expect(at(3, 10)).toEqual({ controls: [0, 0], eligible: false });
    expect(at(4, 10)).toEqual({ controls: [0.2, 0.2], eligible: true });
    expect(at(1, 1).eligible).toBe(true);
  });

  test('an unfolding that is too large is refused with its size, for LAF never', () => {
    const wide = trunkOf(layer('dense0', longestSide + 1, longestSide + 44));
    for (const variant of ['tucker', 'tt']) {
      expect(() => traceNorm.start(wide, 3, createRng(1), settingsOf({ variant }))).toThrowError(
        expect.objectContaining({ code: 'recipe.unfolding-too-large' }),
      );
    }
    expect(Object.keys(traceNorm.start(wide, 3, createRng(1), settingsOf()))).toHaveLength(6);
  });
});

test('strengths tried: none, and 0.001 to 0.1 in equal factors', () => {
  const rounded = (count: number) => strengthsToTry(count).map((value) => Number(value.toPrecision(6)));
  expect(rounded(4)).toEqual([0, 0.001, 0.01, 0.1]);
  expect(rounded(2)).toEqual([0, 0.01]);
  expect(rounded(6)).toEqual([0, 0.001, 0.00316228, 0.01, 0.0316228, 0.1]);
});
