// Comparisons of one task, repeated with one seed or several, as one.

import type { Comparison } from '../contract/runs.ts';
import { verdictOf } from './compare-task.ts';

/** Student's t, two-sided 95 %, by degrees of freedom from 1; beyond the list it is close to 2. */
const t95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/**
 * What is known of chance in training before any seed is repeated: the difference between a joint model and its twin
 * varies from seed to seed about as much as it does with the rows drawn for the test. Made-up tables of independent,
 * related and conflicting tasks, 34 cases of 2 to 3 seeds: the median ratio of both deviations is 0.9, with few large
 * ones, which 4 degrees of freedom stand for. Without it, 4 of 22 comparisons of linear tasks that share nothing were
 * called help or harm; with it none.
 */
const chanceBefore = { ratio: 1, freedom: 4 } as const;

/**
 * The mean over seeds. Its interval holds both sources of doubt: which rows are in the test part (the mean
 * paired interval) and chance in training. That chance is estimated from the seeds together with what is known of it
 * beforehand (a scaled inverse chi-squared prior, Gelman et al., Bayesian Data Analysis, 3.3), so that a single seed
 * has it too. A comparison of one run with a baseline is a claim on that very model: its chance counts only where seeds
 * are repeated. With several seeds a difference smaller than the spread that either model shows from seed to seed
 * (largest minus smallest) is no difference.
 *
 * @param perSeed the same task, metric and counterpart, one a seed; not empty
 */
export function combineSeeds(perSeed: readonly Comparison[]): Comparison {
  const first = perSeed[0]!;
  if (perSeed.length === 1 && first.against !== 'single-task') return first;
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
  const bounded = known.filter((one) => one.difference.low !== null && one.difference.high !== null);
  const below = mean(bounded.map((one) => one.difference.value! - one.difference.low!));
  const above = mean(bounded.map((one) => one.difference.high! - one.difference.value!));
  const chance = marginOfChance(differences, (below + above) / 2 / 1.96);
  const difference =
    bounded.length > 0
      ? { value, low: value - Math.hypot(below, chance), high: value + Math.hypot(above, chance) }
      : { value, low: null, high: null };
  const spread = Math.max(range(known.map((one) => one.joint!)), range(known.map((one) => one.other!)));
  const untold = perSeed.some((one) => one.verdict === 'unknown');
  const isWithinSpread = known.length > 1 && Math.abs(value) <= spread;
  const verdict = untold ? 'unknown' : isWithinSpread ? 'no-difference' : verdictOf(difference);
  const because = perSeed.find((one) => one.because)?.because;
  return {
    ...first,
    ...(because ? { because } : {}),
    joint: mean(known.map((one) => one.joint!)),
    other: mean(known.map((one) => one.other!)),
    difference,
    verdict,
  };
}

/** Half the 95 % interval of the mean over seeds, from chance in training alone. `rowError`: standard error from the test rows. */
function marginOfChance(differences: readonly number[], rowError: number): number {
  const { ratio, freedom } = chanceBefore;
  const count = differences.length;
  const squares = differences.reduce((sum, one) => sum + (one - mean(differences)) ** 2, 0);
  const all = freedom + count - 1;
  const variance = (freedom * (ratio * rowError) ** 2 + squares) / all;
  return (t95[all - 1] ?? 2.2) * Math.sqrt(variance / count);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function range(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
