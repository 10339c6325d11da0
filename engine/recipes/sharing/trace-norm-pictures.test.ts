// Soft sharing of convolution kernels: the unfoldings of methods.md 4.3 on [k, k, in, out] with the tasks stacked.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { fill, tensor, tensor1d, transpose, unstack } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { traceNorms } from '../maths/trace-norm.ts';
import { rowAxes, unfold } from '../maths/unfoldings.ts';
import type { Variant } from '../maths/unfoldings.ts';
import { settingsOf, tensorsOf } from '../testing/small-gated.ts';
import { pictureTrunk } from '../testing/small-pictures.ts';
import { traceNorm } from './trace-norm.ts';

// W = sin((1 + n)^2) of 3 x 3 x 2 x 4 and three tasks, n counting row-major with the task axis last.
const known = tensor(
  Array.from({ length: 3 * 3 * 2 * 4 * 3 }, (_, n) => Math.sin((1 + n) ** 2)),
  [3, 3, 2, 4, 3],
);
/** Sums of singular values by NumPy 2.4.6 (float64). */
const expected: Record<Variant, readonly number[]> = {
  laf: [17.683729],
  tucker: [17.796809, 17.774543, 14.55157, 20.539177, 17.683729],
  tt: [17.796809, 29.719157, 33.387567, 17.683729],
};

describe('kernels of three tasks', () => {
  test.each(Object.keys(expected) as Variant[])(
    '%s: every term agrees with the singular values of NumPy',
    (variant) => {
      const stacked = transpose(known, [4, 0, 1, 2, 3]);
      const found = traceNorms(rowAxes(variant, 5).map((axes) => unfold(stacked, axes))).dataSync();
      expect(found).toHaveLength(expected[variant].length);
      expected[variant].forEach((value, i) => expect(Math.abs(found[i]! / value - 1)).toBeLessThan(1e-4));
    },
  );

  test.each(Object.keys(expected) as Variant[])(
    '%s: the penalty is gamma times the sum over layers of those terms',
    (variant) => {
      const trunk = pictureTrunk({ stages: [4, 12] });
      const settings = settingsOf(3, { sharing: 'trace-norm', variant } as never);
      const context = { trunk, taskCount: 3, settings };
      const parameters: Record<string, Tensor> = tensorsOf(traceNorm.start(trunk, 3, createRng(1), settings));
      // The first layer's kernels are the known ones, every other layer's vanish.
      for (const name of Object.keys(parameters)) {
        if (name.endsWith('/weight')) parameters[name] = fill(parameters[name]!.shape, 0);
      }
      const kernels = unstack(known, 4);
      kernels.forEach((kernel, t) => (parameters[`task/${t}/trunk/conv0/weight`] = kernel));
      const penalty = traceNorm.penalty!(context, parameters, tensor1d([0.5, 0.01])).dataSync()[0]!;
      const sum = expected[variant].reduce((a, b) => a + b);
      expect(Math.abs(penalty / (0.01 * sum) - 1)).toBeLessThan(1e-4);
    },
  );
});

test('every layer of a convolution trunk is pulled, and shown with its likeness', () => {
  const trunk = pictureTrunk();
  const settings = settingsOf(2, { sharing: 'trace-norm' });
  const arrays = traceNorm.start(trunk, 2, createRng(1), settings);
  const { sharing } = traceNorm.show!({ trunk, taskCount: 2, settings }, arrays, ['a', 'b']);
  expect(sharing!.layers.map(({ layer }) => layer)).toEqual(trunk.layers.map(({ name }) => name));
  for (const { share, singularValues } of sharing!.layers) {
    expect(singularValues).toHaveLength(2);
    // Drawn apart: nearly at right angles.
    expect(share!).toBeLessThan(0.3);
  }
});
