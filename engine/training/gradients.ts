// Gradients of a scalar function of tensors, and values carried out of it.

import { engine, zerosLike } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** Gradients of `objective` at `leaves`; zeros where it does not depend on one. */
export function gradientsOf(leaves: readonly Tensor[], objective: () => Scalar): Tensor[] {
  const { grads } = engine().gradients(objective, [...leaves], undefined, true);
  return leaves.map((leaf, i) => (grads[i] as Tensor | undefined) ?? zerosLike(leaf));
}

/** Values kept out of a differentiated function, handed over to the surrounding tidy. */
export function release(seen: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(seen).map(([name, kept]) => {
      const value = kept.clone();
      kept.dispose();
      return [name, value];
    }),
  );
}
