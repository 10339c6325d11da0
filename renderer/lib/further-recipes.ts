// Trainings that follow from a result, put together from what the choices say of their settings: no method is
// named here. Null where the program offers no such choice.

import type { Axis, Recipe } from '../../engine/contract/recipes.ts';
import { taskNames } from '../../engine/contract/task-names.ts';
import type { Task } from '../../engine/contract/tasks.ts';
import type { Choices } from './recipe-names.ts';

const plain: Recipe = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' };

/** A large model with these weights, one a task. */
export function largeWithWeights(choices: Choices, weights: Readonly<Record<string, number>>): Recipe | null {
  const found = withSetting(choices, 'weighting', 'per-task');
  return found && ({ ...plain, weighting: found.id, [found.key]: { ...weights }, capacity: 'large' } as Recipe);
}

/** Weights by the names shown, as the tasks that have these names keep them. */
export function weightsById(
  tasks: readonly Pick<Task, 'id' | 'name'>[],
  weights: Readonly<Record<string, number>>,
): Record<string, number> {
  const nameOf = taskNames(tasks);
  const ids = new Map(tasks.map(({ id }) => [nameOf(id), id]));
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [ids.get(name) ?? name, weight]));
}

/** A training that keeps to a compute budget. */
export function withinBudget(choices: Choices, budget: Readonly<Record<string, number>>): Recipe | null {
  const found = withSetting(choices, 'sharing', 'budget');
  return found && ({ ...plain, sharing: found.id, [found.key]: { ...budget } } as Recipe);
}

/** The first choice of an axis that has a setting of this kind, and that setting's key. */
function withSetting(choices: Choices, axis: Axis, kind: string): { id: string; key: string } | null {
  for (const about of choices.find((entry) => entry.axis === axis)?.choices ?? []) {
    const setting = about.settings.find((one) => one.kind === kind);
    if (setting) return { id: about.id, key: setting.key };
  }
  return null;
}
