// A mean over the rows that have a label.

import { div, maximum, mul, sum } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Mean of `each`, `[rows]`, over the rows where `present`, `[rows]`, is 1; 0 when there is none. Pure tfjs. */
export function meanOverLabelled(each: Tensor, present: Tensor): Tensor {
  return div(sum(mul(each, present)), maximum(sum(present), 1));
}
