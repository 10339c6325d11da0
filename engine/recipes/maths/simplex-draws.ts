// Random points of the simplex (shares that sum to 1) and how a search moves them. Source: methods.md 2.5, 2.7.

import type { Rng } from '../../base/rng.ts';
import { simplex } from './simplex.ts';

export interface Exploring {
  /** Probability with which a share is drawn anew instead of scaled. */
  readonly resample: number;
  /** The two factors, equally likely (Ray Tune: 1.2 and 0.8). */
  readonly factors: readonly [number, number];
}

/** Evenly likely over the simplex, Dirichlet(1, ..., 1), no share near zero. `[count]`, sum 1. */
export function drawShares(count: number, rng: Rng): number[] {
  return simplex(dirichlet(count, rng));
}

/**
 * Each share on its own: drawn anew from the prior, or scaled by one of the two factors; then floored and
 * divided by their sum.
 */
export function exploreShares(shares: readonly number[], { resample, factors }: Exploring, rng: Rng): number[] {
  return simplex(
    shares.map((share, k) => {
      if (rng.next() < resample) return dirichlet(shares.length, rng)[k]!;
      return share * factors[rng.next() < 0.5 ? 0 : 1];
    }),
  );
}

/** Exponential draws over their sum. */
function dirichlet(count: number, rng: Rng): number[] {
  const draws = Array.from({ length: count }, () => -Math.log(1 - rng.next()));
  const sum = draws.reduce((a, b) => a + b, 0);
  return draws.map((draw) => draw / sum);
}
