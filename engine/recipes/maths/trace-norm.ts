// Trace norms (sums of singular values) of matrices with few rows, and their gradients, by products alone.
//
// For X = U S V' the gradient of |X|_* is U V' = (X X')^(-1/2) X (Yang and Hospedales 2016, eq. 8; methods.md
// 4.3). The squares of the singular values in the Gram matrix X X' keep little of the small ones in float32. So
// the root is taken twice: the first brings the singular values within a factor of a hundred of each other,
// the second makes all of them one. Those above 1e-4 of the largest are pulled in full; below, the gradient
// fades to zero, the sub-gradient of least length, instead of following rounding (float32 holds no 1e-6 here).

import { customGrad, matMul, mul, reshape, slice, stack, sum, unstack } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { inverseRoots } from './inverse-root.ts';

/** U V' of each matrix, all with the same number of rows, no more rows than columns. Pure tfjs. */
export function orthogonalParts(matrices: readonly Tensor2D[]): Tensor2D[] {
  return rooted(rooted(matrices));
}

function rooted(matrices: readonly Tensor2D[]): Tensor2D[] {
  const grams = stack(matrices.map((matrix) => matMul(matrix, matrix, false, true))) as Tensor3D;
  const roots = unstack(inverseRoots(grams));
  return matrices.map((matrix, i) => matMul(roots[i] as Tensor2D, matrix));
}

/**
 * Sum of singular values of each matrix, `[matrices]`, differentiable once. No matrix has more rows than
 * columns; those with equal rows share one iteration. Pure tfjs.
 */
export function traceNorms(matrices: readonly Tensor2D[]): Tensor1D {
  const norms = customGrad((...given) => {
    const save = given.at(-1) as (tensors: Tensor[]) => void;
    const parts = partsByRows(given.slice(0, -1) as Tensor2D[]);
    save(parts);
    return {
      value: stack(parts.map((part, i) => sum(mul(part, given[i] as Tensor)))),
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        saved.map((part, i) => mul(reshape(slice(dy as Tensor1D, i, 1), [1, 1]), part)),
    };
  });
  return norms(...matrices) as Tensor1D;
}

function partsByRows(matrices: readonly Tensor2D[]): Tensor2D[] {
  const parts = new Array<Tensor2D>(matrices.length);
  for (const rows of new Set(matrices.map((matrix) => matrix.shape[0]))) {
    const places = [...matrices.keys()].filter((i) => matrices[i]!.shape[0] === rows);
    const found = orthogonalParts(places.map((i) => matrices[i]!));
    places.forEach((i, at) => (parts[i] = found[at]!));
  }
  return parts;
}
