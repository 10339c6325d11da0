// Embedding of numbers (Gorishniy et al. 2022, "PLR"): sines and cosines of learned frequencies, a linear map of its
// own, ReLU; beside it the number itself.

import {
  add,
  broadcastTo,
  concat,
  cos,
  matMul,
  mul,
  relu,
  reshape,
  sin,
  slice,
  stack,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { filled, normal, uniform } from './arrays.ts';
import type { Layer, Parameters } from './trunk.ts';

export interface EmbeddingOptions {
  /** Frequencies a number; 0 = no embedding. */
  readonly frequencies: number;
  /** Numbers that an embedded number becomes. */
  readonly embedding: number;
}

/** Standard deviation of the first frequencies, in turns a standard deviation of the column. */
const frequencyDeviation = 0.3;

/** Behind the columns themselves, `[rows, width]`, the first `numbers` of them embedded. */
export function embedding(numbers: number, options: EmbeddingOptions): Layer {
  const { frequencies, embedding: size } = options;
  return {
    name: 'embedding',
    dropWidth: 0,
    fixed: {
      operations: numbers * 2 * frequencies * size,
      parameters: numbers * (frequencies + 2 * frequencies * size + size),
    },
    start: (rng) => ({
      frequency: normal([1, numbers, frequencies], frequencyDeviation, rng.fork('frequency')),
      weight: uniform([numbers, 2 * frequencies, size], Math.sqrt(1 / (2 * frequencies)), rng.fork('weight')),
      bias: filled([numbers, 1, size], 0),
    }),
    apply: (parameters, input) => {
      const rows = input.shape[0]!;
      const values = reshape(slice(input as Tensor2D, [0, 0], [rows, numbers]), [rows, numbers, 1]);
      const angle = mul(values, mul(parameters['frequency']!, 2 * Math.PI));
      const waves = transpose(concat([sin(angle), cos(angle)], 2), [1, 0, 2]);
      const mapped = relu(add(matMul(waves, parameters['weight']!), parameters['bias']!));
      return concat([input, reshape(transpose(mapped, [1, 0, 2]), [rows, numbers * size])], 1);
    },
    together: (branches, input) => together(numbers, size, branches, input),
  };
}

/** The same with a first axis for the branches, which only the last step takes apart. */
function together(numbers: number, size: number, branches: readonly Parameters[], input: Tensor): Tensor[] {
  const [rows, width] = input.shape as [number, number];
  const count = branches.length;
  const all = (name: string): Tensor => stack(branches.map((parameters) => parameters[name]!));
  const values = reshape(slice(input as Tensor2D, [0, 0], [rows, numbers]), [rows, numbers, 1]);
  const angle = mul(values, mul(all('frequency'), 2 * Math.PI));
  const waves = transpose(concat([sin(angle), cos(angle)], 3), [0, 2, 1, 3]);
  const mapped = relu(add(matMul(waves, all('weight')), all('bias')));
  const beside = reshape(transpose(mapped, [0, 2, 1, 3]), [count, rows, numbers * size]);
  const embedded = concat([broadcastTo(input, [count, rows, width]), beside], 2);
  return branches.map((_, b) =>
    reshape(slice(embedded, [b, 0, 0], [1, rows, width + numbers * size]), [rows, width + numbers * size]),
  );
}
