// Made-up results of the methods for the pictures of the gallery: seeded, plausible in size, the same each time.

import { createRng } from '../../base/rng.ts';
import type {
  AffinityMap,
  GatesShown,
  GroupsShown,
  PopulationShown,
  SharingShown,
  WeightHistory,
} from '../../contract/methods.ts';
import { epochs, weights } from './numbers.ts';

export function weightHistoryOf(tasks: readonly string[]): WeightHistory {
  const shares = weights().map((row) => row.slice(0, tasks.length));
  const contributions = shares.map((row, i) => {
    const raw = row.map((share, k) => share * (0.4 + Math.exp(-i / (10 + 9 * k))));
    const sum = raw.reduce((total, one) => total + one, 0);
    return raw.map((one) => one / sum);
  });
  return {
    tasks: [...tasks],
    epochs: [...epochs],
    weights: shares,
    contributions,
  };
}

/** Mutual help within the first two, a hurt, a difference too small to matter and cells that cannot be told. */
export function affinityOf(tasks: readonly string[]): AffinityMap {
  const values: Record<string, [number | null, number, AffinityMap['cells'][number]['verdict']]> = {
    '0 1': [0.62, 0.22, 'helps'],
    '1 0': [0.31, 0.17, 'helps'],
    '0 2': [-0.44, 0.2, 'hurts'],
    '2 0': [0.06, 0.4, 'unknown'],
    '1 2': [0.01, 0.03, 'no-difference'],
    '2 1': [null, 0, 'unknown'],
  };
  return {
    tasks: [...tasks],
    cells: tasks.flatMap((source, i) =>
      tasks.map((target, j) => {
        const [value, half, verdict] =
          i === j ? ([1, 0.1, 'helps'] as const) : (values[`${i} ${j}`] ?? [0.02, 0.3, 'unknown']);
        const relative = {
          value,
          low: value === null ? null : value - half,
          high: value === null ? null : value + half,
        };
        return {
          source,
          target,
          relative,
          gain: value === null ? null : 0.004 * value,
          verdict,
          n: value === null ? 3 : 120,
        };
      }),
    ),
    groups: [tasks.slice(0, 2), ...tasks.slice(2).map((id) => [id])].map((group) => [...group]),
    conflict: null,
    steps: 480,
    seconds: 37,
    seed: 1,
  };
}

export function groupsOf(tasks: readonly string[]): GroupsShown {
  const history = [
    { iteration: 0, groups: [0, 1, 2] },
    { iteration: 100, groups: [0, 0, 1] },
    { iteration: 260, groups: [1, 0, 0] },
    { iteration: 330, groups: [0, 0, 1] },
    { iteration: 900, groups: [0, 0, 0] },
    { iteration: 980, groups: [1, 1, 0] },
  ].map(({ iteration, groups }) => ({
    iteration,
    groups: groups.slice(0, tasks.length),
  }));
  const matrix = tasks.map((_, i) => tasks.map((_, k) => (i === k ? 0.01 : 0.004)));
  return {
    tasks: [...tasks],
    affinity: matrix,
    history,
    averageGroups: 2.02,
    iterations: 1400,
    updates: 2830,
    conflicts: tasks.map((_, i) => tasks.map((_, k) => (i === k ? 0 : 37))),
    notConverged: 2,
  };
}

/** Layers that grow apart towards the output; the last with each task's own part instead of one share. */
export function sharingOf(tasks: readonly string[]): SharingShown {
  const shares = [0.94, 0.71, 0.28];
  return {
    tasks: [...tasks],
    layers: [
      ...shares.map((share, l) => ({
        layer: `dense${l}`,
        share,
        ownership: tasks.map(() => 1 - share),
        singularValues: tasks.map((_, j) => 3.2 * (1 - share * 0.95) ** j),
        effectiveRank: 1 + l * 0.9,
        cosines: tasks.map((_, i) => tasks.map((_, j) => (i === j ? 1 : share - 0.07 * (i + j) - 0.2 * l))),
      })),
      {
        layer: 'embedding',
        share: null,
        ownership: tasks.map((_, k) => [0.12, 0.5, 1][k] ?? 0.3),
        singularValues: [],
        effectiveRank: null,
        cosines: [],
      },
    ],
    strength: 0.003,
    // The strength in use is the one with the lowest score.
    tried: [0.001, 0.003, 0.01].map((strength, i) => ({ strength, score: [0.43, 0.41, 0.45][i]! })),
  };
}

export function gatesOf(tasks: readonly string[], channels: readonly number[] = [32, 256]): GatesShown {
  const rng = createRng(12);
  const layers = channels.map((count, l) => {
    const gates = tasks.map((_, k) =>
      Array.from({ length: count }, () => (rng.next() < 0.12 + 0.22 * k + 0.1 * l ? 1 : 0)),
    );
    return {
      layer: `dense${l}`,
      channels: count,
      gates,
      ownRate: gates.map((row) => row.reduce<number>((sum, one) => sum + one, 0) / count),
      meanSoft: tasks.map((_, k) => 0.3 + 0.1 * k),
      mixing: tasks.map((_, k) => [0.5, 0.3, 0.2][k] ?? 0.1),
    };
  });
  return {
    tasks: [...tasks],
    layers,
    target: { kind: 'flopsOfSeparate', value: 0.6 },
    achieved: 0.587,
    measured: null,
    flops: { pruned: 21_130, hard: 14_200, separate: 36_000 },
    parameters: { pruned: 21_900, hard: 14_800, separate: 37_100 },
    pruneDifference: 2.4e-7,
    flippedLastEpoch: 3,
  };
}

export function populationOf(tasks: readonly string[], members = 6, rounds = 5): PopulationShown {
  const rng = createRng(5);
  const simplex = (): number[] => {
    const raw = tasks.map(() => -Math.log(1 - rng.next()));
    const sum = raw.reduce((total, one) => total + one, 0);
    return raw.map((one) => one / sum);
  };
  let present = Array.from({ length: members }, (_, i) => (i === 0 ? tasks.map(() => 1 / tasks.length) : simplex()));
  const lineage: PopulationShown['lineage'] = [];
  for (let round = 0; round < rounds; round++) {
    const from = present.map((_, member) =>
      round > 0 && (member * 7 + round * 3) % 5 === 4 ? (member + 2) % members : null,
    );
    if (round > 0) present = present.map((own, member) => (from[member] === null ? own : simplex()));
    present.forEach((own, member) =>
      lineage.push({
        round,
        member,
        weights: own,
        score: 0.9 - 0.08 * round + 0.05 * rng.next(),
        from: from[member]!,
      }),
    );
  }
  return {
    tasks: [...tasks],
    rounds,
    lineage,
    best: 3,
    schedule: Array.from({ length: rounds }, (_, i) => {
      const raw = tasks.map((_, k) => 1 + 0.35 * k * i);
      const sum = raw.reduce((total, one) => total + one, 0);
      return raw.map((one) => one / sum);
    }),
    found: tasks.map((_, k) => [0.2, 0.33, 0.47][k] ?? 0),
    searchedOn: 'small',
    usedOn: 'small',
  };
}
