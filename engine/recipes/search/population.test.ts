// Checkable properties 2.12 of methods.md that concern the search alone; 2, 4 and 6 on real trainings are in
// engine/training/population.test.ts, 3 in engine/data/batches.test.ts.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { add, grad, mul, ones, square, stack, sub, tensor1d, unstack } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Task } from '../../contract/tasks.ts';
import { createBandit } from '../maths/bandit.ts';
import type { Trial } from '../maths/bandit.ts';
import { fitProcess } from '../maths/gaussian-process.ts';
import { exploitAndExplore, replacedCount } from '../maths/population-rules.ts';
import { drawShares, exploreShares } from '../maths/simplex-draws.ts';
import { resolveRecipe } from '../recipe.ts';
import { equal } from '../weighting/equal.ts';
import { fixed } from '../weighting/fixed.ts';
import type { Weighting, WeightingInput } from '../weighting/weighting.ts';
import { population } from './population.ts';
import type { LineageRow, Point, SearchContext, SearchMember } from './search.ts';

const factors = [1.2, 0.8] as const;

function settingsOf(given: Record<string, unknown> = {}) {
  const tasks = ['a', 'b'].map((id): Task => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }));
  const recipe = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'population', ...given };
  return resolveRecipe(recipe as Parameters<typeof resolveRecipe>[0], tasks).search.settings;
}

function context(given: Partial<SearchContext> = {}): SearchContext {
  return { taskCount: 2, settings: settingsOf(), rng: createRng(1), lineage: [], round: 0, rounds: 5, ...given };
}

const membersWith = (scores: readonly number[]): SearchMember[] =>
  scores.map((score, i) => ({ weights: [0.1 + 0.1 * i, 0.9 - 0.1 * i], strength: null, score, stopped: false }));

describe('2.12.1: shares after start and explore', () => {
  test.each([2, 3, 12, 40])('of %i tasks are above 0 and sum to 1', (count) => {
    const rng = createRng(count);
    for (let i = 0; i < 300; i++) {
      let shares = drawShares(count, rng);
      for (let j = 0; j < 20; j++) shares = exploreShares(shares, { resample: 0.25, factors }, rng);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      expect(Math.abs(shares.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-6);
    }
  });
  test('start evenly over the simplex: the mean share is 1/K, its variance (K - 1) / (K^2 (K + 1))', () => {
    const draws = Array.from({ length: 20_000 }, (_, i) => drawShares(3, createRng(i))[0]!);
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(1 / 3, 2);
    expect(variance).toBeCloseTo(2 / (9 * 4), 2);
  });
  test('keep the ratio 1.2 to 0.8, or stay, where nothing is drawn anew', () => {
    const rng = createRng(5);
    const ratios = new Set(
      Array.from({ length: 100 }, () => {
        const [a, b] = exploreShares([0.5, 0.5], { resample: 0, factors }, rng);
        return (a! / b!).toFixed(4);
      }),
    );
    expect([...ratios].sort()).toEqual(['0.6667', '1.0000', '1.5000']);
  });
});

describe('a population', () => {
  test('begins with one uniform member, and has as many as asked for', () => {
    const points = population.start({ taskCount: 3, settings: settingsOf({ members: 5 }), rng: createRng(1) })!;
    expect(points).toHaveLength(5);
    expect(points[0]!.weights).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });
  test('of one task is one plain training', () => {
    expect(population.start({ taskCount: 1, settings: settingsOf(), rng: createRng(1) })).toBeNull();
  });
  test('is compared twelve times over all epochs, at least one epoch apart', () => {
    expect(population.roundEnds!(settingsOf(), 24)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
    expect(population.roundEnds!(settingsOf(), 30)).toEqual([3, 5, 8, 10, 13, 15, 18, 20, 23, 25, 28, 30]);
    expect(population.roundEnds!(settingsOf(), 4)).toEqual([1, 2, 3, 4]);
    expect(population.roundEnds!(settingsOf(), 1)).toEqual([1]);
  });
  test('trains all for a third of the rounds, then half, a quarter and an eighth of them: four trainings for eight', () => {
    const alive: number[] = [];
    let members = membersWith([0.8, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    for (let round = 0; round < 12; round++) {
      alive.push(members.filter(({ stopped }) => !stopped).length);
      const moves = population.next!(members, context({ round, rounds: 12 }));
      // The score of those that have stopped stays: one of them, then better than all that train, must not come back.
      members = members.map((member, i) =>
        moves[i]!.kind === 'stop' ? { ...member, stopped: true, score: 0 } : member,
      );
    }
    expect(alive).toEqual([8, 8, 8, 8, 4, 4, 2, 2, 1, 1, 1, 1]);
    expect(population.trainings!(settingsOf(), 2)).toBeCloseTo(alive.reduce((a, b) => a + b) / 12, 12);
    expect(members.map(({ stopped }) => stopped)).toEqual([true, false, true, true, true, true, true, true]);
  });
  test('is not halved below the number of finalists, of whom the worst still takes over the best', () => {
    const settings = settingsOf({ members: 4, finalists: 3 });
    const moves = population.next!(
      membersWith([0.3, 0.1, Number.NaN, 0.2]),
      context({ settings, round: 3, rounds: 12 }),
    );
    expect(moves.map((move) => move.kind)).toEqual(['continue', 'continue', 'stop', 'continue']);
    const left = membersWith([0.3, 0.1, 0.05, 0.2]).map((member, i) => ({ ...member, stopped: i === 2 }));
    const later = population.next!(left, context({ settings, round: 4, rounds: 12 }));
    expect(later.map((move) => move.kind)).toEqual(['copy', 'continue', 'continue', 'continue']);
    expect(later[0]).toMatchObject({ from: 1 });
  });
  test('the last two both go on as they are: a copy of the better would be the same training twice', () => {
    const left = membersWith([0.1, 0.3, 0.05, 0.2]).map((member, i) => ({ ...member, stopped: i % 2 === 0 }));
    const moves = population.next!(
      left,
      context({ settings: settingsOf({ members: 4, finalists: 2 }), round: 6, rounds: 12 }),
    );
    expect(moves.every((move) => move.kind === 'continue')).toBe(true);
  });
  test('replaces nobody before a sixth of the rounds', () => {
    const scores = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
    const replaced = [0, 1].map((round) =>
      population.next!(membersWith(scores), context({ round, rounds: 12 })).flatMap((move, i) =>
        move.kind === 'copy' ? [i] : [],
      ),
    );
    expect(replaced).toEqual([[], [6, 7]]);
  });
});

describe('2.12.4: one synchronisation', () => {
  test.each([
    [8, 0.25, 2],
    [4, 0.25, 1],
    [5, 0.25, 2],
    [3, 0.5, 1],
    [2, 0.5, 1],
  ])('of %i members at quantile %f replaces %i', (members, quantile, count) => {
    expect(replacedCount(members, quantile)).toBe(count);
    const scores = Array.from({ length: members }, (_, i) => (i * 7) % members);
    const moves = exploitAndExplore(membersWith(scores), context({ settings: settingsOf({ quantile }) }));
    expect(moves).toHaveLength(members);
    expect(moves.filter((move) => move.kind === 'copy')).toHaveLength(count);
  });
  test('replaces the worst by copies of the best; the middle and the top go on', () => {
    const moves = exploitAndExplore(membersWith([0.5, 0.1, 0.9, 0.4, 0.2, 0.8, 0.6, 0.3]), context());
    expect(moves.flatMap((move, i) => (move.kind === 'copy' ? [i] : []))).toEqual([2, 5]);
    for (const move of moves) if (move.kind === 'copy') expect([1, 4]).toContain(move.from);
  });
  test('a member that diverged is among the worst, and never copied', () => {
    const moves = exploitAndExplore(membersWith([Number.NaN, 0.1, 0.2, Number.NaN]), context());
    expect(moves[3]!.kind).toBe('copy');
    for (const move of moves) if (move.kind === 'copy') expect(move.from).toBe(1);
  });
  test('with fewer than two scores nothing happens', () => {
    const moves = exploitAndExplore(membersWith([Number.NaN, 0.1, Number.NaN]), context());
    expect(moves.every((move) => move.kind === 'continue')).toBe(true);
  });
  test('with equal scores the order is that of the members, and the last are replaced', () => {
    const moves = exploitAndExplore(membersWith([1, 1, 1, 1, 1, 1, 1, 1]), context());
    expect(moves.flatMap((move, i) => (move.kind === 'copy' ? [[i, move.from < 2]] : []))).toEqual([
      [6, true],
      [7, true],
    ]);
  });
  test('the uniform member, replaced, takes over a state and stays uniform', () => {
    const [first] = exploitAndExplore(membersWith([9, 1, 2, 3]), context());
    expect(first).toEqual({ kind: 'copy', from: 1, point: { weights: [0.5, 0.5], strength: null } });
  });
});

/** Plays a population on a made-up landscape, where a round improves the score by `gain` of the weights. */
function play(rounds: number, gain: (share: number) => number, explore: 'perturb' | 'bandit', seed: number) {
  const settings = settingsOf({ explore, together: 1 });
  const rng = createRng(seed);
  let members: SearchMember[] = population
    .start({ taskCount: 2, settings, rng: rng.fork('start') })!
    .map((point) => ({ ...point, score: 10, stopped: false }));
  let from: (number | null)[] = members.map(() => null);
  const lineage: LineageRow[] = [];
  for (let round = 0; round < rounds; round++) {
    members = members.map((member) => ({ ...member, score: member.score - gain(member.weights![0]!) }));
    members.forEach(({ weights, score }, member) =>
      lineage.push({ round, member, weights, strength: null, score, from: from[member]! }),
    );
    const moves = population.next!(members, {
      taskCount: 2,
      settings,
      rng: rng.fork(`round ${round}`),
      lineage,
      round,
      rounds: rounds + 1,
    });
    from = moves.map((move) => (move.kind === 'copy' ? move.from : null));
    members = moves.map((move, i) => {
      if (move.kind !== 'copy') return members[i]!;
      const point: Point = move.point;
      return { ...point, score: members[move.from]!.score, stopped: false };
    });
  }
  return { lineage, members };
}

test('2.12.2: uniform shares 1/T train as equal weights do at 1/T of the learning rate (plain gradient descent)', () => {
  // Two parameters, three losses that pull them apart.
  const losses = (at: Tensor1D): Tensor1D => {
    const [x, y] = unstack(at) as [Tensor, Tensor];
    return stack([square(sub(x, 1)), square(add(x, y)), square(sub(mul(y, 2), 3))]) as Tensor1D;
  };
  const descend = (objective: Weighting['objective'], share: number, rate: number): number[] => {
    let at = tensor1d([0.3, -0.2]);
    const all = ones([3]) as Tensor1D;
    for (let step = 0; step < 50; step++) {
      const input = { importance: all, present: all, weights: mul(all, share) } as WeightingInput;
      const slope = grad((place) => objective({ ...input, losses: losses(place as Tensor1D) }).objective)(at);
      at = sub(at, mul(slope, rate));
    }
    return [...at.dataSync()];
  };
  const tuned = descend(fixed.objective, 1 / 3, 0.06);
  const plain = descend(equal.objective, 1, 0.02);
  tuned.forEach((value, i) => expect(value).toBeCloseTo(plain[i]!, 5));
  expect(tuned[0]).not.toBeCloseTo(0.3, 1);
});

test('2.12.5: there are at most N + nq R different weights after R rounds', () => {
  for (const explore of ['perturb', 'bandit'] as const) {
    const { lineage } = play(10, (share) => share, explore, 3);
    const different = new Set(lineage.map((row) => row.weights!.join()));
    expect(different.size).toBeLessThanOrEqual(8 + 2 * 10);
    expect(different.size).toBeGreaterThan(8);
  }
});

test('2.12.6: the same seed gives the same lineage, another one another', () => {
  const gain = (share: number): number => -((share - 0.7) ** 2);
  for (const explore of ['perturb', 'bandit'] as const) {
    expect(play(6, gain, explore, 4)).toEqual(play(6, gain, explore, 4));
    expect(play(6, gain, explore, 4)).not.toEqual(play(6, gain, explore, 5));
  }
});

describe('the bandit', () => {
  const gain = (share: number): number => 1 - 4 * (share - 0.72) ** 2;

  test('a process passes through what it has seen and knows nothing far away', () => {
    const seen = [0.1, 0.5, 0.9].map((x) => ({ time: 0, place: [x], value: Math.sin(6 * x) }));
    const process = fitProcess(seen, { length: 0.2, fading: 0, noise: 1e-4, common: 0 });
    for (const { place, value } of seen) {
      expect(process.at(0, place).mean).toBeCloseTo(value, 3);
      expect(process.at(0, place).deviation).toBeLessThan(1e-2);
    }
    expect(process.at(0, [50]).mean).toBeCloseTo(0, 6);
    expect(process.at(0, [50]).deviation).toBeCloseTo(1, 6);
  });
  test('what was seen long ago counts less', () => {
    const process = fitProcess([{ time: 0, place: [0], value: 1 }], { length: 1, fading: 0.3, noise: 1e-3, common: 0 });
    // The covariance over t rounds is 0.7^(t / 2).
    expect(process.at(4, [0]).mean).toBeCloseTo(0.7 ** 2, 3);
  });
  test('finds the best share of a known function from a few noisy rounds', () => {
    const rng = createRng(8);
    const trials: Trial[] = Array.from({ length: 24 }, (_, i) => {
      const shares = drawShares(2, rng);
      return { round: Math.floor(i / 8), shares, before: 5, after: 5 - gain(shares[0]!) - 0.02 * rng.normal() };
    });
    const bandit = createBandit(trials, 3, 2)!;
    const chosen = Array.from({ length: 5 }, () => bandit.choose(5, createRng(9))[0]!);
    for (const share of chosen) expect(Math.abs(share - 0.72)).toBeLessThan(0.2);
    expect(Math.abs(chosen.reduce((a, b) => a + b, 0) / 5 - 0.72)).toBeLessThan(0.12);
  });
  test('what all places of one time have in common is told apart from what the place does', () => {
    // y = x + t: a slope of 1 at both times, lifted by 1 at the second.
    const seen = [0, 1].flatMap((time) => [0, 0.5, 1].map((x) => ({ time, place: [x], value: x + time })));
    const process = fitProcess(seen, { length: 1, fading: 0, noise: 0.01, common: 10 });
    expect(process.at(2, [0.75]).mean - process.at(2, [0.25]).mean).toBeCloseTo(0.5, 1);
  });
  test('proposes better shares than small random changes do', () => {
    const regret = (explore: 'perturb' | 'bandit'): number => {
      const proposed = Array.from({ length: 4 }, (_, seed) => play(8, gain, explore, seed).lineage)
        .flat()
        .filter((row) => row.from !== null && row.member !== 0 && row.round >= 3);
      return proposed.reduce((sum, { weights }) => sum + 1 - gain(weights![0]!), 0) / proposed.length;
    };
    expect(regret('bandit')).toBeLessThan(regret('perturb') / 2);
  });
  test('learns nothing from fewer than three trials', () => {
    expect(createBandit([], 0, 2)).toBeNull();
  });
});
