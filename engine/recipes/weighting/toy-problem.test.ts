// The toy problem of methods.md 1.8 itself.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, mul, sum, tensor1d } from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { toyLosses, toyStarts } from './toy-problem.ts';

describe('the toy problem', () => {
  test('has the losses of the paper at its five starts', () => {
    const expected = [
      [0.655, 7.901],
      [0, 0],
      [0.794, 6.691],
      [0.039, -4.754],
      [-0.883, 2.814],
    ];
    toyStarts.forEach((start, i) => {
      Array.from(toyLosses(tensor1d([...start])).dataSync()).forEach((loss, k) =>
        expect(loss).toBeCloseTo(expected[i]![k]!, 2),
      );
    });
  });

  test('moves away from (0, 0): the gradient passes where x2 is 0', () => {
    const at = tensor1d([0, 0]);
    const { grads } = engine().gradients(() => sum(mul(toyLosses(at), tensor1d([1, 1]))) as Scalar, [at]);
    expect(Math.hypot(...grads[0]!.dataSync())).toBeGreaterThan(0);
  });
});
