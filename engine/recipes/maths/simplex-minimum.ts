// The smallest value of a convex function on the simplex, inside a recorded graph: a primal-dual interior
// point method with a fixed number of Newton steps (Wright 1997, Primal-Dual Interior-Point Methods, ch. 1).
// Pure tfjs.

import {
  add,
  concat,
  div,
  eye,
  greater,
  less,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  reshape,
} from '@tensorflow/tfjs-core';
import { slice, sub, sum, where } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { solve } from './solve.ts';

/** A convex function by its slopes `[K]` and curvature `[K, K]`, both at a point `[K]`. */
export interface Convex {
  slope(at: Tensor1D): Tensor1D;
  /** Or what bounds it from above: a step then never overshoots. */
  curvature(at: Tensor1D): Tensor2D;
}

/** Newton steps: the gap to the optimum falls about tenfold each until float32 ends it. */
const steps = 12;
/** How much of the product of a weight and its multiplier each step aims to leave. */
const centring = 0.1;
/** Share of the way to the boundary that a step goes at most. */
const boundary = 0.99;
/** Weights and multipliers stay above it, so that their quotients stay finite. */
const smallest = 1e-12;

/**
 * Weights `[K]` >= 0, sum 1, zero where `present` is 0. Slopes should be of order 1. The value is within 1e-6 of
 * the optimum, relative to the largest slope, for K up to 40 (simplex-minimum.test.ts).
 */
export function simplexMinimum({ slope, curvature }: Convex, present: Tensor1D): Tensor1D {
  const [count] = present.shape;
  const number = maximum(sum(present), 1);
  const absent = sub(1, present);
  let weights = div(present, number) as Tensor1D;
  const first = slope(weights);
  const lowest = min(where(greater(present, 0), first, 3e38));
  const above = mul(sub(first, lowest), present);
  // Multipliers of the bounds, with which all slopes come out level.
  let multipliers = mul(add(above, add(mul(max(above), 0.5), 1e-2)), present) as Tensor1D;
  const both = mul(reshape(present, [count, 1]), reshape(present, [1, count]));
  for (let step = 0; step < steps; step++) {
    const safe = add(weights, absent) as Tensor1D;
    const barrier = mul(div(sum(mul(weights, multipliers)), number), centring);
    const stiffness = add(div(multipliers, safe), absent);
    const matrix = add(mul(curvature(weights), both), mul(eye(count), stiffness)) as Tensor2D;
    const push = mul(sub(div(barrier, safe), slope(weights)), present);
    // Two right sides: the push, and ones for the condition that the weights keep their sum.
    const right = concat([reshape(push, [count, 1]), reshape(present, [count, 1])], 1) as Tensor2D;
    const answer = solve(matrix, right);
    const [free, level] = [0, 1].map((i) => reshape(slice(answer, [0, i], [count, 1]), [count])) as [Tensor, Tensor];
    const change = sub(free, mul(level, div(sum(free), sum(level)))) as Tensor1D;
    const drop = sub(sub(div(barrier, safe), multipliers), mul(div(multipliers, safe), change));
    const dual = mul(drop, present) as Tensor1D;
    weights = mul(maximum(add(weights, mul(change, reach(weights, change))), smallest), present) as Tensor1D;
    multipliers = mul(maximum(add(multipliers, mul(dual, reach(multipliers, dual))), smallest), present) as Tensor1D;
  }
  return div(weights, maximum(sum(weights), smallest)) as Tensor1D;
}

/** How far along `change` the numbers stay positive, at most 1. */
function reach(numbers: Tensor1D, change: Tensor1D): Tensor {
  const falling = less(change, 0);
  const most = where(falling, div(numbers, neg(where(falling, change, -1))), 3e38);
  return minimum(1, mul(min(most), boundary));
}
