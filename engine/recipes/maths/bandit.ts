// Where to look next: the explore step of population-based bandits (PB2, Parker-Holder et al. 2020).
//
// A Gaussian process over (round, score before, shares) learns how much a round of training improved the
// score; the next shares are those with the largest optimistic improvement. Ours where the paper leaves it
// open: improvements are ratios of scores, of which only differences within a round count (early rounds improve
// more, whatever the shares), and the optimum is sought among random shares and small moves of those seen.

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
  [0.03, 0.1, 0.3, 1].flatMap((noise) => [0, 0.1, 0.3].map((fading) => ({ length, noise, fading, common: 10 }))),
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

/** Logarithms of the ratios of scores, each round's mean taken off, with deviation 1 over all rounds. */
function standardised(trials: readonly Trial[]): number[] {
  const ratio = ({ before, after }: Trial): number => Math.log(Math.max(before, 1e-12) / Math.max(after, 1e-12));
  const means = new Map(
    [...Map.groupBy(trials, (trial) => trial.round)].map(([round, own]) => [
      round,
      own.reduce((sum, trial) => sum + ratio(trial), 0) / own.length,
    ]),
  );
  const centred = trials.map((trial) => ratio(trial) - means.get(trial.round)!);
  const deviation = Math.sqrt(centred.reduce((sum, each) => sum + each * each, 0) / centred.length);
  return centred.map((each) => each / (deviation || 1));
}
