// What becomes of a population between two rounds: the rules of Ray Tune (methods.md 2.5), with one member
// whose weights stay uniform, and PB2's way to explore as an option.

import { numberOf, optionOf } from '../settings.ts';
import type { LineageRow, Move, SearchContext, SearchMember } from '../search/search.ts';
import { createBandit } from './bandit.ts';
import type { Bandit, Trial } from './bandit.ts';
import { exploreShares } from './simplex-draws.ts';

/** The member whose weights stay uniform: when it is replaced, it takes over the state and keeps the weights. */
export const uniformMember = 0;
const factors = [1.2, 0.8] as const;

/** The rules of one synchronisation: exactly `replacedCount` members are replaced, or none where fewer than two have a score. */
export function exploitAndExplore(members: readonly SearchMember[], context: SearchContext): Move[] {
  const moves: Move[] = members.map(() => ({ kind: 'continue' }));
  const order = ranked(members).filter((member) => !members[member]!.stopped);
  const scored = order.filter((member) => !Number.isNaN(members[member]!.score));
  if (scored.length < 2) return moves;
  const count = replacedCount(order.length, numberOf(context.settings, 'quantile'));
  const top = scored.slice(0, count);
  const bandit = optionOf(context.settings, 'explore') === 'bandit' ? banditOf(context) : null;
  for (const bottom of order.slice(-count)) {
    const from = top[context.rng.integer(top.length)]!;
    const weights =
      bottom === uniformMember ? uniformShares(context.taskCount) : explored(members[from]!, bandit, context);
    moves[bottom] = { kind: 'copy', from, point: { weights, strength: null } };
  }
  return moves;
}

/** min(ceil(quantile N), floor(N / 2)) (methods.md 2.5). */
export function replacedCount(members: number, quantile: number): number {
  return Math.min(Math.ceil(quantile * members), Math.floor(members / 2));
}

/** Of those that still train the best `count` go on, all others stop. */
export function bestOnly(members: readonly SearchMember[], count: number): Move[] {
  const best = ranked(members)
    .filter((member) => !members[member]!.stopped)
    .slice(0, count);
  return members.map((_, member) => ({ kind: best.includes(member) ? 'continue' : 'stop' }));
}

/** Members from best to worst; those without a score last, equal ones in their own order. */
function ranked(members: readonly SearchMember[]): number[] {
  const score = (member: number): number => {
    const own = members[member]!.score;
    return Number.isNaN(own) ? Number.POSITIVE_INFINITY : own;
  };
  return [...members.keys()].sort((a, b) => (score(a) === score(b) ? a - b : score(a) - score(b)));
}

function explored(source: SearchMember, bandit: Bandit | null, { settings, rng }: SearchContext): number[] {
  if (bandit) return bandit.choose(source.score, rng);
  return exploreShares(source.weights!, { resample: numberOf(settings, 'resample'), factors }, rng);
}

/** Learns from every round so far; null while there is too little to learn from. */
function banditOf({ lineage, taskCount, round }: SearchContext): Bandit | null {
  const scores = new Map(lineage.map((row) => [`${row.round} ${row.member}`, row.score]));
  const trials = lineage.map((row): Trial => ({
    round: row.round,
    shares: row.weights!,
    // All start from the same state: in the first round only differences after it count.
    before:
      row.round === 0 ? firstMean(lineage) : (scores.get(`${row.round - 1} ${row.from ?? row.member}`) ?? Number.NaN),
    after: row.score ?? Number.NaN,
  }));
  return createBandit(trials, round + 1, taskCount);
}

function firstMean(lineage: readonly LineageRow[]): number {
  const scores = lineage.flatMap((row) => (row.round === 0 && row.score !== null ? [row.score] : []));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Every task's share the same. */
export function uniformShares(taskCount: number): number[] {
  return new Array<number>(taskCount).fill(1 / taskCount);
}
