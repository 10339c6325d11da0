// What "compare all" proposes for a project: the trainings that answer a manager's first questions, and those
// whose method fits these tasks and this amount of data. Each row says why; further methods add their own row.

import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import type { PlannedRun } from '../contract/views.ts';

export interface Recommended {
  readonly recipe: Recipe;
  readonly reason: PlannedRun['reason'];
}

/** What is known of a project before training. */
export interface ProjectFacts {
  readonly tasks: readonly Pick<Task, 'kind'>[];
  readonly trainingRows: number;
}

/** One shared model, every task counting alike. */
export const plainRecipe = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' } satisfies Recipe;

/** In the order of their importance: what does not fit into the time is left off from the end. */
export function recommendedRecipes({ tasks }: ProjectFacts): readonly Recommended[] {
  // For one task there is nothing to share: one plain training.
  if (tasks.length === 1) return [{ recipe: plainRecipe, reason: 'plain' }];
  const rows: readonly Recommended[] = [
    { recipe: { ...plainRecipe, sharing: 'single-task' }, reason: 'twin' },
    { recipe: plainRecipe, reason: 'plain' },
    { recipe: { ...plainRecipe, weighting: 'bilevel' }, reason: 'automatic' },
  ];
  return rows;
}
