// The two-task toy problem of Liu et al. 2024 (FAMO), on which bilevel balancing is shown to reach one
// balanced point from every start (methods.md 1.8). For tests.

import { abs, add, log, maximum, mul, slice, square, stack, sub, reshape, tanh, div } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

export const toyStarts: readonly (readonly [number, number])[] = [
  [-8.5, 7.5],
  [0, 0],
  [9, 9],
  [-7.5, -0.5],
  [9, -1],
];

/** The pair of losses at `[x1, x2]`, less `least`: taken off inside, where float32 has digits to spare. Pure tfjs. */
export function toyLosses(point: Tensor1D, least: readonly [number, number] = [0, 0]): Tensor1D {
  const x1 = reshape(slice(point, 0, 1), []);
  const x2 = reshape(slice(point, 1, 1), []);
  const depth = (inner: Tensor): Tensor => add(log(maximum(abs(inner), 5e-6)), 6);
  const a1 = depth(sub(mul(0.5, sub(mul(x1, -1), 7)), tanh(mul(x2, -1))));
  const a2 = depth(add(add(mul(0.5, add(mul(x1, -1), 3)), tanh(mul(x2, -1))), 2));
  // max(u, 0) passes its gradient at u = 0, as torch's clamp does; relu would freeze the start (0, 0).
  const c1 = maximum(tanh(mul(x2, 0.5)), 0);
  const c2 = maximum(tanh(mul(x2, -0.5)), 0);
  // Without its constant -20, which joins `least` below.
  const bowl = (along: Tensor): Tensor => div(add(square(along), mul(0.1, square(sub(mul(x2, -1), 8)))), 10);
  const q1 = bowl(sub(7, x1));
  const q2 = bowl(sub(mul(x1, -1), 7));
  const l1 = add(mul(0.1, add(mul(a1, c1), mul(q1, c2))), sub(mul(c2, -2), least[0]));
  const l2 = add(add(mul(a2, c1), mul(q2, c2)), sub(mul(c2, -20), least[1]));
  return stack([l1, l2]) as Tensor1D;
}
