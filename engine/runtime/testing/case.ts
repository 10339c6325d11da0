// What a conformance case is: a function of named tensors, values to feed it, and what it exercises.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Rng } from '../../base/rng.ts';
import type { HostTensor } from '../executor.ts';

export interface Case {
  readonly name: string;
  /** The tfjs kernels this case is there for. */
  readonly kernels: readonly string[];
  readonly run: (inputs: Record<string, Tensor>) => Tensor | readonly Tensor[];
  readonly inputs: (rng: Rng) => Record<string, HostTensor>;
  /** Inputs with respect to which the gradient is compared; none where there is no gradient to speak of. */
  readonly gradientOf: readonly string[];
}

/** Standard normal values, or uniform ones when `range` is given. */
export function numbers(rng: Rng, shape: readonly number[], range?: readonly [number, number]): HostTensor {
  const draw = (): number => (range ? range[0] + (range[1] - range[0]) * rng.next() : rng.normal());
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) };
}

/** Whole numbers in [0, below). */
export function indices(rng: Rng, shape: readonly number[], below: number): HostTensor {
  return { shape, data: Int32Array.from({ length: sizeOf(shape) }, () => rng.integer(below)) };
}

export function values(...list: readonly number[]): HostTensor {
  return { shape: [list.length], data: Float32Array.from(list) };
}

export function integersOf(...list: readonly number[]): HostTensor {
  return { shape: [list.length], data: Int32Array.from(list) };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
