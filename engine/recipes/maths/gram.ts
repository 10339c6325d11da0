// Inner products of gradients, `[K, K]`: their lengths, and a common scale. Pure tfjs.

import { add, div, eye, maximum, mul, reshape, sqrt, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** Squared lengths, `[K]`. */
export function squaresOf(gram: Tensor2D): Tensor1D {
  return sum(mul(gram, eye(gram.shape[0])), 1) as Tensor1D;
}

/** Lengths, `[K]`. */
export function lengthsOf(gram: Tensor2D): Tensor1D {
  return sqrt(squaresOf(gram));
}

/** Mean squared length of the gradients present, above 0: products divided by it are of order 1. */
export function meanSquare(gram: Tensor2D, present: Tensor1D): Scalar {
  return add(div(sum(mul(squaresOf(gram), present)), maximum(sum(present), 1)), 1e-30) as Scalar;
}

/** Inner products of the gradients before each was multiplied by its factor of `factors` `[K]`, all above 0. */
export function unscaled(gram: Tensor2D, factors: Tensor1D): Tensor2D {
  return div(div(gram, reshape(factors, [-1, 1])), reshape(factors, [1, -1])) as Tensor2D;
}
