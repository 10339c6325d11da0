// What a training's methods have to show: weights over the epochs, groups, sharing, gates, population.

import type { MethodShown, WeightHistory } from '../contract/methods.ts';
import type { EpochRecord } from '../contract/runs.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { Standing } from './checkpoint.ts';
import { populationShown } from './population-shown.ts';
import type { Setup } from './setup.ts';

export function shownOf(setup: Setup, standing: Standing, place: number, state: HostArrays): MethodShown {
  const best = standing.members[place]!;
  const { network, schedule } = setup.plan;
  const { trunk, sharing, heads, recipe } = network;
  const taskIds = heads.map((head) => head.task.id);
  const groups = schedule.show?.(best.progress.schedule, taskIds);
  const population = populationShown(setup, standing, place);
  const context = { trunk, taskCount: heads.length, settings: recipe.sharing.settings };
  return {
    weightHistory: weightHistory(best.progress.records, taskIds),
    ...(groups ? { groups } : {}),
    ...(population ? { population } : {}),
    ...sharing.show?.(context, state, taskIds),
  };
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
