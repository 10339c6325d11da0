// A small system of linear equations, solved inside a recorded graph. Pure tfjs.

import { add, concat, div, eye, mul, reshape, slice, sqrt, sub, sum, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Added to the scaled diagonal: two rows may be the same as far as float32 can tell. */
const ridge = 2e-6;

/**
 * X of M X = B, `[n, n]` and `[n, m]`, for symmetric positive definite M: elimination (Gauss and Jordan)
 * after scaling to a diagonal of ones. No row is exchanged, none has to be. Some eight operations a row.
 */
export function solve(matrix: Tensor2D, right: Tensor2D): Tensor2D {
  const [count, width] = right.shape;
  const roots = sqrt(sum(mul(matrix, eye(count)), 1, true)); // [n, 1]
  const even = add(div(div(matrix, roots), reshape(roots, [1, count])), mul(eye(count), ridge));
  let rest = concat([even, div(right, roots)], 1) as Tensor2D;
  for (let k = 0; k < count; k++) {
    // Columns left of the pivot are done with and have been dropped: the pivot stands in column 0.
    const columns = count - k - 1 + width;
    const others = slice(rest, [0, 1], [count, columns]);
    const row = div(slice(rest, [k, 1], [1, columns]), slice(rest, [k, 0], [1, 1]));
    // The pivot less 1, so that its own row too comes out divided by the pivot.
    const factors = sub(slice(rest, [0, 0], [count, 1]), unit(k, count));
    rest = sub(others, mul(factors, row)) as Tensor2D;
  }
  return div(rest, roots) as Tensor2D;
}

/** 1 in place k, `[n, 1]`. */
function unit(k: number, count: number): Tensor2D {
  const data = new Float32Array(count);
  data[k] = 1;
  return tensor2d(data, [count, 1]);
}
