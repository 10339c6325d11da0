// What stands on the trunk for one task: one linear map a member.

import { add, matMul } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import { filled, uniform } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import type { Parameters } from './trunk.ts';

/**
 * First values of a head: small random weights, the bias at the training rows' own frequencies.
 * @param rng null = weights of zero, for a head that reads the inputs themselves
 */
export function startHead(members: number, width: number, startBias: readonly number[], rng: Rng | null): HostArrays {
  const size = startBias.length;
  return {
    weight: rng
      ? uniform([members, width, size], Math.sqrt(1 / width), rng.fork('weight'))
      : filled([members, width, size], 0),
    bias: {
      shape: [members, 1, size],
      data: Float32Array.from({ length: members * size }, (_, i) => startBias[i % size]!),
    },
  };
}

/** `[members, rows, width]` to `[members, rows, size]`. Pure tfjs. */
export function applyHead(parameters: Parameters, features: Tensor): Tensor3D {
  return add(matMul(features, parameters['weight']!), parameters['bias']!) as Tensor3D;
}
