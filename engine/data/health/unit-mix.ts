// Two units in one column: the same quantity again, a thousand (or ten, or 25.4) times as large.

import { moments, quantile } from '../statistics.ts';

export interface UnitMix {
  /** How many times as large one unit's values are as the other's. */
  readonly factor: number;
  /** The rarer group, by its range, and its median; the median of the others. */
  readonly low: number;
  readonly high: number;
  readonly jump: number;
  readonly typical: number;
}

/** Factors that happen: powers of ten, inch to millimetre, kgf to newton, minutes, hours. */
const factors = [10, 100, 1000, 1_000_000, 25.4, 9.80665, 60, 3600];
/** A rarer group than this is a slip, not a unit. */
const smallestGroup = 5;
/** Both groups must be this tight (standard deviation of the decimal logarithm) for a factor to mean anything. */
const tight = 0.12;

/** @param ascending sorted, without missing values; only all-positive columns are looked at */
export function unitMix(ascending: Float64Array): UnitMix | null {
  if (!(ascending[0]! > 0)) return null;
  let cut = 0;
  let widest = 0;
  for (let i = 1; i < ascending.length; i++) {
    const ratio = ascending[i]! / ascending[i - 1]!;
    if (ratio > widest) [widest, cut] = [ratio, i];
  }
  const small = ascending.subarray(0, cut);
  const large = ascending.subarray(cut);
  if (widest < 4 || Math.min(small.length, large.length) < smallestGroup) return null;
  if (logarithmSpread(small) > tight || logarithmSpread(large) > tight) return null;
  // Two settings of a machine repeat exactly; a measured quantity does not.
  if (small[0] === small.at(-1) || large[0] === large.at(-1)) return null;
  const ratio = quantile(large, 0.5) / quantile(small, 0.5);
  const factor = factors.find((candidate) => Math.abs(ratio / candidate - 1) < 0.1);
  if (factor === undefined) return null;
  const [rare, common] = small.length <= large.length ? [small, large] : [large, small];
  return { factor, low: rare[0]!, high: rare.at(-1)!, jump: quantile(rare, 0.5), typical: quantile(common, 0.5) };
}

function logarithmSpread(values: Float64Array): number {
  return moments(values.map(Math.log10)).deviation;
}
