// How bilevel balancing scales losses before it compares them (methods.md 1, E4), and the discrepancy
// between neighbours that it drives to zero (E1). Pure tfjs.

import {
  cast,
  cumsum,
  customGrad,
  div,
  equal,
  fill,
  greater,
  less,
  log,
  matMul,
  max,
  maximum,
  min,
  mul,
  onesLike,
  range,
  reshape,
  sign,
  slice,
  sub,
  sum,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { stopGradient } from '../../models/stop-gradient.ts';

/** Losses and anchors are floored here: logarithms and quotients need them above 0. */
const smallest = 1e-8;

export type Normalisation = 'identical' | 'rescaled' | 'log';

/**
 * First losses as the scale of later ones; not differentiated. An entry of 0 has not been seen yet.
 * @param renew scalar 1 where every present task's anchor is taken anew, else 0
 */
export function takeAnchors(anchors: Tensor1D, losses: Tensor1D, present: Tensor1D, renew: Tensor): Tensor1D {
  return constant(losses, (now) => {
    const unseen = maximum(sub(1, sign(anchors)), renew);
    return where(greater(mul(unseen, present), 0), maximum(now, smallest), anchors) as Tensor1D;
  });
}

/** L_i of E4: the losses themselves, l_i min_j(l_j^0) / l_i^0, or log(l_i / l_i^0). `anchors` are l^0. */
export function normalise(kind: Normalisation, losses: Tensor1D, anchors: Tensor1D): Tensor1D {
  if (kind === 'identical') return losses;
  // A task not seen yet (anchor 0) is absent from the batch too; it only must not spoil the others.
  const inverse = constant(anchors, (first) => div(1, where(greater(first, 0), first, onesLike(first))) as Tensor1D);
  if (kind === 'log') return log(mul(maximum(losses, smallest), inverse)) as Tensor1D;
  const scale = constant(
    anchors,
    (first) => mul(min(where(greater(first, 0), first, fill(first.shape, 3e38))), inverse) as Tensor1D,
  );
  return mul(losses, scale) as Tensor1D;
}

/** A function of `x` that differentiation takes for a constant: what happens inside leaves no trace on the tape. */
function constant(x: Tensor1D, compute: (x: Tensor1D) => Tensor1D): Tensor1D {
  return customGrad((value) => ({
    value: compute(value as Tensor1D),
    gradFunc: () => zeros((value as Tensor1D).shape),
  }))(x) as Tensor1D;
}

/** |x| with subgradient 0 at 0 (tfjs's own is -1 there). */
function magnitude(x: Tensor): Tensor {
  return mul(x, stopGradient(sign(x)));
}

/**
 * Sum of |v_i - v_(i+1)| over neighbours in the given order, absent tasks skipped and their neighbours
 * joined; with `sorted` the sum over neighbours by size, which is largest minus smallest. 0 for one task.
 */
export function discrepancy(
  values: Tensor1D,
  present: Tensor1D,
  mayMiss: boolean,
  pairing: 'adjacent' | 'sorted',
): Scalar {
  const count = values.shape[0];
  if (count === 1) return mul(sum(values), 0) as Scalar;
  if (pairing === 'sorted') {
    if (!mayMiss) return sub(max(values), min(values)) as Scalar;
    const here = greater(present, 0);
    const any = max(present);
    return mul(sub(max(where(here, values, -3e38)), min(where(here, values, 3e38))), any) as Scalar;
  }
  if (!mayMiss) return sum(magnitude(sub(slice(values, 0, count - 1), slice(values, 1, count - 1)))) as Scalar;
  // Present values move to the front, keeping their order; then neighbours are compared as far as they go.
  const place = sub(cumsum(present), present); // how many present ones stand before
  const rows = reshape(range(0, count), [count, 1]);
  const toFront = mul(cast(equal(rows, reshape(place, [1, count])), 'float32'), reshape(present, [1, count]));
  const front = reshape(matMul(toFront as Tensor2D, reshape(values, [count, 1]) as Tensor2D), [count]);
  const counted = cast(less(range(1, count), sum(present)), 'float32');
  return sum(mul(magnitude(sub(slice(front, 0, count - 1), slice(front, 1, count - 1))), counted)) as Scalar;
}
