// The loss of a measured or forecast quantity (Huber 1964): square near the label, straight from `bend` on, so that one wild
// label does not rule. As numbers for judging, as tensors for training.

import { add, minimum, mul, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Where the loss turns from square to straight, in standard deviations of the quantity. */
const bend = 1;

/** @param error in standard deviations, of either sign */
export function huber(error: number): number {
  const size = Math.abs(error);
  const near = Math.min(size, bend);
  return near ** 2 / 2 + bend * (size - near);
}

/** Number by number. Pure tfjs. @param sizes of errors, 0 or above */
export function huberOf(sizes: Tensor): Tensor {
  const near = minimum(sizes, bend);
  return add(mul(square(near), 0.5), mul(sub(sizes, near), bend));
}
