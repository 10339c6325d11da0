// A value that gradients do not flow through: the identity forward, zero backward.

import { customGrad, zerosLike } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The same values, treated as a constant by differentiation. */
export function stopGradient<T extends Tensor>(x: T): T {
  return customGrad((value) => ({
    // A clone, because a custom gradient must not hand back its own argument.
    value: (value as Tensor).clone(),
    gradFunc: (dy: Tensor) => zerosLike(dy),
  }))(x) as T;
}
