// What a training's methods have to show: weights over the epochs, groups, sharing, gates, population.

import type { MethodShown, SharingShown, WeightHistory } from '../contract/methods.ts';
import type { EpochRecord } from '../contract/runs.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { Standing } from './checkpoint.ts';
import { sharingContext } from './network.ts';
import { populationShown } from './population-shown.ts';
import type { Setup } from './setup.ts';

/** @param shares by task, how much of its answer is linear */
export function shownOf(
  setup: Setup,
  standing: Standing,
  place: number,
  state: HostArrays,
  shares: readonly number[],
): MethodShown {
  const best = standing.members[place]!;
  const { network, schedule } = setup.plan;
  const { sharing, heads } = network;
  const taskIds = heads.map((head) => head.task.id);
  const groups = schedule.show?.(best.progress.schedule, taskIds);
  const population = populationShown(setup, standing, place);
  const lines = taskIds.flatMap((id, k) => (shares[k]! > 0 ? [[id, shares[k]!] as const] : []));
  const shown = sharing.show?.(sharingContext(network, state), state, taskIds);
  return {
    weightHistory: weightHistory(best.progress.records, taskIds),
    ...(groups ? { groups } : {}),
    ...(population ? { population } : {}),
    ...(lines.length > 0 ? { lines: Object.fromEntries(lines) } : {}),
    ...shown,
    ...(shown?.sharing ? { sharing: searchedStrength(shown.sharing, standing, place) } : {}),
  };
}

/** With the strength a search chose, and all that it tried with their validation scores (lower is better). */
function searchedStrength(shown: SharingShown, { members }: Standing, place: number): SharingShown {
  const chosen = members[place]!.point.strength;
  if (chosen === null) return shown;
  const tried = members.flatMap(({ point, kept }) =>
    point.strength === null || !kept.scores.every(Number.isFinite)
      ? []
      : [{ strength: point.strength, score: kept.scores.reduce((sum, score) => sum + score, 0) }],
  );
  return { ...shown, strength: chosen, tried };
}

/** The records' weights and contributions. */
export function weightHistory(records: readonly EpochRecord[], taskIds: readonly string[]): WeightHistory {
  return {
    tasks: [...taskIds],
    epochs: records.map((record) => record.epoch),
    weights: records.map((record) => record.weights),
    contributions: records.every((record) => record.contributions)
      ? records.map((record) => record.contributions!)
      : [],
  };
}
