// Comparisons of one task repeated with several seeds, as one.

import type { Comparison } from '../contract/runs.ts';
import { verdictOf } from './compare-task.ts';

/** Student's t, two-sided 95 %, by degrees of freedom from 1; beyond the list it is close to 2. */
const t95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/**
 * The mean over seeds. Its interval holds both sources of doubt: which rows are in the test part (the mean
 * paired interval) and chance in training (Student's t over seeds). A difference smaller than the spread
 * that either model shows from seed to seed (largest minus smallest) is no difference.
 *
 * @param perSeed the same task, metric and counterpart, one a seed; not empty
 */
export function combineSeeds(perSeed: readonly Comparison[]): Comparison {
  const first = perSeed[0]!;
  if (perSeed.length === 1) return first;
  const known = perSeed.filter((one) => one.difference.value !== null && one.joint !== null && one.other !== null);
  if (known.length === 0)
    return {
      ...first,
      joint: null,
      other: null,
      difference: { value: null, low: null, high: null },
      verdict: 'unknown',
    };
  const differences = known.map((one) => one.difference.value!);
  const value = mean(differences);
  const chance =
    known.length > 1 ? (t95[known.length - 2] ?? 2.2) * Math.sqrt(variance(differences) / known.length) : 0;
  const bounded = known.filter((one) => one.difference.low !== null && one.difference.high !== null);
  const down = Math.hypot(mean(bounded.map((one) => one.difference.value! - one.difference.low!)), chance);
  const up = Math.hypot(mean(bounded.map((one) => one.difference.high! - one.difference.value!)), chance);
  const difference =
    bounded.length > 0 ? { value, low: value - down, high: value + up } : { value, low: null, high: null };
  const spread = Math.max(range(known.map((one) => one.joint!)), range(known.map((one) => one.other!)));
  const untold = perSeed.some((one) => one.verdict === 'unknown');
  const verdict = untold ? 'unknown' : Math.abs(value) <= spread ? 'no-difference' : verdictOf(difference);
  return {
    ...first,
    joint: mean(known.map((one) => one.joint!)),
    other: mean(known.map((one) => one.other!)),
    difference,
    verdict,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

function range(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
