// What "compare all" proposes for a project: the trainings that answer a manager's first questions, and those
// whose method fits these tasks and this amount of data. Each row says why; further methods add their own row.

import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import type { PlannedRun } from '../contract/views.ts';
import { plainRecipe, separateRecipe } from '../contract/yardsticks.ts';

export interface Recommended {
  readonly recipe: Recipe;
  readonly reason: PlannedRun['reason'];
}

/** What is known of a project before training. */
export interface ProjectFacts {
  readonly tasks: readonly Pick<Task, 'kind'>[];
  readonly trainingRows: number;
  /** Operations of one shared model over those of separate models: below it no compute budget can be met. */
  readonly sharedShare: number;
}

/** Below this many training rows separate networks overfit, which is what pulling them together is against. */
const fewRows = 3000;
/** Own branches for every task cost as many forward and backward passes. */
const mostBranches = 6;
/** The compute budget that is proposed, as a share of the separate models' operations. */
const budget = 0.6;
/** A budget has to leave this much above one shared model, or there is nothing to choose in it. */
const leastRoom = 0.05;
/** With two tasks groups hardly ever merge (methods.md 3.9). */
const fewestForGroups = 3;

/** In the order of their importance: what does not fit into the time is left off from the end. */
export function recommendedRecipes({ tasks, trainingRows, sharedShare }: ProjectFacts): readonly Recommended[] {
  // For one task there is nothing to share: one plain training.
  if (tasks.length === 1) return [{ recipe: plainRecipe, reason: 'plain' }];
  const mixesKinds = new Set(tasks.map((task) => task.kind)).size > 1;
  const few = tasks.length <= mostBranches;
  const rows: readonly (Recommended | false)[] = [
    { recipe: separateRecipe, reason: 'twin' },
    { recipe: plainRecipe, reason: 'plain' },
    { recipe: { ...plainRecipe, weighting: 'bilevel' }, reason: 'automatic' },
    // Losses of different kinds have no common scale; a learned uncertainty of each gives them one.
    mixesKinds && { recipe: { ...plainRecipe, weighting: 'uncertainty' }, reason: 'scale' },
    tasks.length >= fewestForGroups && { recipe: { ...plainRecipe, schedule: 'task-groups' }, reason: 'groups' },
    // From the same first numbers the networks are alike where they should be; how much is found on validation rows.
    few &&
      trainingRows < fewRows && {
        recipe: { ...plainRecipe, sharing: 'trace-norm', start: 'same', search: 'strength' },
        reason: 'soft',
      },
    few &&
      sharedShare + leastRoom <= budget && {
        recipe: { ...plainRecipe, sharing: 'interrogate', budget: { flopsOfSeparate: budget } },
        reason: 'compute',
      },
    few && { recipe: { ...plainRecipe, search: 'population' }, reason: 'search' },
  ];
  return rows.filter((row): row is Recommended => row !== false);
}
