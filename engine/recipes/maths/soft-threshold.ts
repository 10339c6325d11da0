// Singular values lowered by a threshold, those below it made zero: the proximal step of the trace norm
// (Cai, Candes and Shen 2010, eq. 2.2), by matrix products alone.
//
// With X = U S V', Z = U V' and A = X Z' = U S U': the result is P (X - t Z), where P = (1 + sign(A - t)) / 2
// keeps the directions whose singular value is above t. The sign is a Newton-Schulz iteration; where it has
// not settled, the singular value is so near t that both answers are the same.

import { add, div, eye, matMul, maximum, mul, sqrt, square, sub, sum } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { scalings } from './inverse-root.ts';
import { orthogonalParts } from './trace-norm.ts';

/** Distances from the threshold smaller than this, as a share of all singular values, need not settle. */
const nearest = 1e-6;

/** The matrix `[rows, columns]`, rows <= columns, with every singular value lowered by `threshold` (a scalar, at least 0). Pure tfjs. */
export function softThreshold(matrix: Tensor2D, threshold: Tensor): Tensor2D {
  const [part] = orthogonalParts([matrix]) as [Tensor2D];
  const one = eye(matrix.shape[0]);
  const lengths = matMul(matrix, part, false, true);
  const sides = mul(add(lengths, matMul(part, matrix, false, true)), 0.5);
  const keeps = mul(add(one, signOf(sub(sides, mul(one, threshold)) as Tensor2D)), 0.5);
  return matMul(keeps as Tensor2D, sub(matrix, mul(part, threshold)) as Tensor2D);
}

/** The matrix with every eigenvalue replaced by its sign; symmetric. */
function signOf(symmetric: Tensor2D): Tensor2D {
  const three = mul(eye(symmetric.shape[0]), 1.5);
  let sign = div(symmetric, maximum(sqrt(sum(square(symmetric))), 1e-30)) as Tensor2D;
  for (const scale of scalings(nearest)) {
    const cube = mul(matMul(sign, sign), (scale * scale * scale) / 2);
    sign = matMul(sign, sub(mul(three, scale), cube) as Tensor2D);
  }
  return sign;
}
