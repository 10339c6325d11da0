// Numbers from a Beta distribution, as the share of one Gamma number in the sum of two.
//
// Marsaglia and Tsang 2000, "A simple method for generating gamma variables". Logarithms throughout: with a shape
// far below 1 both numbers are mostly too small to be told from 0, but not their ratio.

import type { Rng } from './rng.ts';

/** One number of Beta(`a`, `b`), 0 to 1. @param a above 0 @param b above 0 */
export function drawBeta(a: number, b: number, rng: Rng): number {
  const difference = logGamma(b, rng) - logGamma(a, rng);
  return 1 / (1 + Math.exp(difference));
}

/** Logarithm of one number of Gamma(`shape`, 1). */
function logGamma(shape: number, rng: Rng): number {
  // The method takes shapes from 1 on; a smaller one is brought there and back by a power of a uniform number.
  if (shape < 1) return logGamma(shape + 1, rng) + Math.log(1 - rng.next()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = rng.normal();
    const root = 1 + c * normal;
    const uniform = 1 - rng.next();
    if (root <= 0) continue;
    const cube = root ** 3;
    if (Math.log(uniform) < normal ** 2 / 2 + d - d * cube + d * Math.log(cube)) return Math.log(d * cube);
  }
}
