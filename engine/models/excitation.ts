// Squeeze and excitation: each channel is weighed by what the whole picture shows (Hu et al. 2018, eq. 2-4).

import { add, matMul, mean, mul, relu, reshape, sigmoid } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import { filled, normal } from './arrays.ts';
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

export function costOfExcitation(channels: number): Cost {
  const products = 2 * channels * squeezed(channels);
  return { operations: products, parameters: products + squeezed(channels) + channels };
}

/** `[rows, height, width, C]` to the same. Pure tfjs. */
export function excite(parameters: Parameters, x: Tensor): Tensor {
  const [rows, , , channels] = x.shape as [number, number, number, number];
  const seen = mean(x, [1, 2]) as Tensor2D;
  const inner = relu(add(matMul(seen, parameters['squeeze'] as Tensor2D), parameters['squeezeBias']!)) as Tensor2D;
  const open = sigmoid(add(matMul(inner, parameters['excite'] as Tensor2D), parameters['exciteBias']!));
  return mul(x, reshape(open, [rows, 1, 1, channels]));
}
