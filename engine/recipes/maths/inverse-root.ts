// Inverse square roots of small symmetric matrices by matrix products alone: no eigenvectors, no
// branches, so that they can be recorded into a step.
//
// Coupled Newton-Schulz iteration (Higham 2008, Functions of Matrices, eq. 6.35), every step scaled for
// the interval in which the eigenvalues still lie (Chen and Chow 2014, "A stable scaling of Newton-Schulz").

import { div, eye, matMul, maximum, mul, reshape, sqrt, square, sub, sum } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';

/** Square roots of eigenvalues above this share of their Euclidean length are inverted; below it the inverse fades. */
const lowest = 1e-2;
/** Keeps a matrix of zeros from being divided by zero. */
const tiny = 1e-30;

/** Factors of the iteration x -> 1.5 f x - 0.5 (f x)^3 that bring all numbers in [low, 1] to 1, up to float32. */
export function scalings(low: number): number[] {
  const found: number[] = [];
  for (let least = low; 1 - least > 1e-7;) {
    const factor = Math.sqrt(3 / (1 + least + least * least));
    found.push(factor);
    least = 1.5 * factor * least - 0.5 * (factor * least) ** 3;
  }
  return found;
}

/**
 * C^(-1/2) of each of a stack of symmetric positive semi-definite matrices, `[count, n, n]`. Where an eigenvalue's
 * root is below a hundredth of the largest its inverse is smaller than exact, and bounded: also for zeros. Pure tfjs.
 */
export function inverseRoots(stacked: Tensor3D): Tensor3D {
  const [count, n] = stacked.shape;
  const one = reshape(eye(n), [1, n, n]);
  // By the trace first: squares of very small numbers would be lost.
  const trace = maximum(sum(mul(stacked, one), [1, 2], true), tiny);
  const byTrace = div(stacked, trace);
  const length = maximum(sqrt(sum(square(byTrace), [1, 2], true)), tiny);
  let root = div(byTrace, length);
  let inverse: Tensor | null = null;
  for (const factor of scalings(lowest)) {
    const product: Tensor = inverse ? matMul(inverse, root) : root;
    const step = sub(mul(one, 1.5 * factor), mul(product, 0.5 * factor ** 3));
    root = matMul(root, step);
    inverse = inverse ? matMul(step, inverse) : reshape(step, [count, n, n]);
  }
  return div(inverse!, mul(sqrt(trace), sqrt(length))) as Tensor3D;
}
