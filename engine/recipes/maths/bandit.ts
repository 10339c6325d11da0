// Where to look next: the explore step of population-based bandits (PB2, Parker-Holder et al. 2020).
//
// A Gaussian process over (round, score before, shares) learns how much a round of training improved the
// score; the next shares are those with the largest optimistic improvement. Ours where the paper leaves it
// open: improvements are standardised round by round (early rounds improve more, whatever the shares), and
// the optimum is sought among random shares and small moves of those seen.

import type { Rng } from '../../base/rng.ts';
import { drawShares, exploreShares } from './simplex-draws.ts';
import { fitProcess, likeliestKernel } from './gaussian-process.ts';
import type { Kernel, Observation } from './gaussian-process.ts';

/** One training through one round. */
export interface Trial {
  readonly round: number;
  readonly shares: readonly number[];
  /** Score before and after the round, lower is better. */
  readonly before: number;
  readonly after: number;
}

export interface Bandit {
  /** Shares for the next round of a training that stands at this score; remembers what it gave, so that the next differs. */
  choose(score: number, rng: Rng): number[];
}

const kernels: readonly Kernel[] = [0.1, 0.2, 0.4, 0.8].flatMap((length) =>
  [0.1, 0.3, 0.7, 1].flatMap((noise) => [0, 0.1, 0.3].map((fading) => ({ length, noise, fading }))),
);
const randomPlaces = 256;
const movedPlaces = 64;
/** Older rounds than these many trials are left out: the work grows with their cube. */
const mostTrials = 120;

/**
 * @param trials rounds so far, oldest first; fewer than three teach nothing
 * @param round the coming one
 */
export function createBandit(trials: readonly Trial[], round: number, taskCount: number): Bandit | null {
  const recent = trials.filter(({ before, after }) => Number.isFinite(before - after)).slice(-mostTrials);
  if (recent.length < 3) return null;
  const scores = recent.map((trial) => trial.before);
  const lowest = Math.min(...scores);
  const spread = Math.max(...scores) - lowest || 1;
  const placeOf = (score: number, shares: readonly number[]): number[] => [(score - lowest) / spread, ...shares];
  const improvements = standardised(recent);
  const seen: Observation[] = recent.map((trial, i) => ({
    time: trial.round,
    place: placeOf(trial.before, trial.shares),
    value: improvements[i]!,
  }));
  const kernel = likeliestKernel(seen, kernels);
  const known = fitProcess(seen, kernel);
  // Chosen places are taken as seen with what was expected there: only their uncertainty falls.
  const pending: Observation[] = [];
  const optimism = Math.sqrt(0.2 * Math.log(Math.max(3, 0.4 * seen.length)));
  return {
    choose: (score, rng) => {
      const uncertain = pending.length > 0 ? fitProcess([...seen, ...pending], kernel) : known;
      const best = recent[improvements.indexOf(Math.max(...improvements))]!.shares;
      const candidates = [
        ...Array.from({ length: randomPlaces }, () => drawShares(taskCount, rng)),
        ...Array.from({ length: movedPlaces }, () =>
          exploreShares(best, { resample: 0, factors: [1 + 0.1 * rng.next(), 1 - 0.1 * rng.next()] }, rng),
        ),
      ];
      const worth = candidates.map((shares) => {
        const place = placeOf(score, shares);
        return known.at(round, place).mean + optimism * uncertain.at(round, place).deviation;
      });
      const chosen = candidates[worth.indexOf(Math.max(...worth))]!;
      const place = placeOf(score, chosen);
      pending.push({ time: round, place, value: known.at(round, place).mean });
      return chosen;
    },
  };
}

/** Improvements of each round with mean 0 and deviation 1, cut at two deviations: one outlier must not rule. */
function standardised(trials: readonly Trial[]): number[] {
  const byRound = Map.groupBy(trials, (trial) => trial.round);
  return trials.map(({ round, before, after }) => {
    const all = byRound.get(round)!.map((trial) => trial.before - trial.after);
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const deviation = Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length);
    return Math.max(-2, Math.min(2, (before - after - mean) / (deviation || 1)));
  });
}
