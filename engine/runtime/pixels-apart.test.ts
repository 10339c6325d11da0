// Pictures so large that a CPU keeps their even and odd pixels apart (compile/passes/pixels-apart.ts), against tfjs.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { createEagerExecutor } from './eager.ts';
import type { HostTensor, TensorFunction } from './executor.ts';
import { createOnnxExecutor } from './onnx-runtime.ts';
import { shapesOf } from './signature.ts';
import { numbers } from './testing/case.ts';
import { differences, gradientTolerance } from './testing/suite.ts';

const learned = ['w', 'b', 'v', 's'];

/** A first convolution, and two by steps of two of which one reads single pixels; `x` small, so that sums stay short. */
function inputsOf(window: number, next: number): Record<string, HostTensor> {
  const rng = createRng(7);
  return {
    x: numbers(rng, [16, 32, 32, 2], [-0.1, 0.1]),
    w: numbers(rng, [window, window, 2, 16]),
    b: numbers(rng, [16]),
    v: numbers(rng, [next, next, 16, 16], [-0.1, 0.1]),
    s: numbers(rng, [1, 1, 16, 16], [-0.1, 0.1]),
  };
}

function withGradients(padding: 'same' | number): TensorFunction {
  const value = ({ x, w, b, v, s }: Record<string, Tensor>): Tensor => {
    const first = tf.relu(tf.add(tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same'), b!)) as Tensor4D;
    return tf.add(tf.conv2d(first, v as Tensor4D, 2, padding), tf.conv2d(first, s as Tensor4D, 2, 'same'));
  };
  return (inputs) => {
    const objective = (...given: Tensor[]): Tensor => {
      const result = value({ ...inputs, ...Object.fromEntries(learned.map((name, at) => [name, given[at]!])) });
      // Weighted by place, so that a pixel in the wrong place is seen.
      return tf.sum(tf.mul(result, tf.reshape(tf.sin(tf.range(1, result.size + 1)), result.shape)));
    };
    const slopes = tf.grads(objective)(learned.map((name) => inputs[name]!));
    return {
      value: value(inputs),
      ...Object.fromEntries(learned.map((name, at) => [`gradient of ${name}`, slopes[at]!])),
    };
  };
}

test.each([
  [3, 3, 1],
  [5, 3, 'same'],
  [3, 4, 'same'],
] as const)(
  'windows of %i and then of %i pixels, padding %s: as in tfjs, and the same bits again',
  async (window, next, padding) => {
    const inputs = inputsOf(window, next);
    const run = withGradients(padding);
    const oracle = await createEagerExecutor().compileFunction(run, shapesOf(inputs));
    const expected = await oracle.run(inputs);
    const compiled = await (await createOnnxExecutor('cpu', { threads: 2 })).compileFunction(run, shapesOf(inputs));
    const found = await compiled.run(inputs);
    for (const [name, want] of Object.entries(expected))
      expect(differences(found[name]!, want, gradientTolerance), name).toEqual([]);
    expect(await compiled.run(inputs)).toEqual(found);
    await compiled.dispose();
  },
  60_000,
);
