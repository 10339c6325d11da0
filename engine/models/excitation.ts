// Squeeze and excitation: each channel is weighed by what the whole picture shows (Hu et al. 2018, eq. 2-4).

import { add, matMul, mean, mul, relu, reshape, sigmoid, sub, sum } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import { filled, keepLast, keepRows, normal } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import type { Cost, Parameters } from './trunk.ts';

/** The paper's reduction is 16; small networks keep at least eight numbers. */
function squeezed(channels: number): number {
  return Math.max(8, channels >> 3);
}

export function startExcitation(channels: number, rng: Rng): HostArrays {
  const inner = squeezed(channels);
  return {
    squeeze: normal([channels, inner], Math.sqrt(2 / channels), rng.fork('squeeze')),
    squeezeBias: filled([inner], 0),
    excite: normal([inner, channels], Math.sqrt(1 / inner), rng.fork('excite')),
    // Channels start about open.
    exciteBias: filled([channels], 2),
  };
}

/** Of each channel, and what it costs however many of them remain. */
export function costOfExcitation(channels: number): {
  readonly each: Cost;
  readonly fixed: Cost;
} {
  const inner = squeezed(channels);
  return {
    each: { operations: 2 * inner, parameters: 2 * inner + 1 },
    fixed: { operations: 0, parameters: inner },
  };
}

/** The parameters of these channels only, in this order; other ones of the layer stay out of it. */
export function keepExcited(parameters: HostArrays, kept: readonly number[]): HostArrays {
  const { squeeze, squeezeBias, excite: opening, exciteBias } = parameters;
  if (!squeeze || !squeezeBias || !opening || !exciteBias) return {};
  return {
    squeeze: keepRows(squeeze, kept),
    squeezeBias,
    excite: keepLast(opening, kept),
    exciteBias: keepLast(exciteBias, kept),
  };
}

/**
 * `[rows, height, width, C]` to the same. Pure tfjs.
 * @param read `[C]`, 0 for channels that are not to count because nobody reads them; null = all count
 */
export function excite(parameters: Parameters, x: Tensor, read: Tensor | null = null): Tensor {
  const [rows, , , channels] = x.shape as [number, number, number, number];
  const whole = mean(x, [1, 2]);
  // Where nobody reads any, all count.
  const seen = (read ? mul(whole, add(read, relu(sub(1, sum(read))))) : whole) as Tensor2D;
  const inner = relu(add(matMul(seen, parameters['squeeze'] as Tensor2D), parameters['squeezeBias']!)) as Tensor2D;
  const open = sigmoid(add(matMul(inner, parameters['excite'] as Tensor2D), parameters['exciteBias']!));
  return mul(x, reshape(open, [rows, 1, 1, channels]));
}
