// What "compare all" proposes: the few recipes that answer a manager's first questions. Each row says
// why; further methods add their own row.

import type { Recipe } from '../contract/recipes.ts';
import type { PlannedRun } from '../contract/views.ts';

export interface Recommended {
  readonly recipe: Recipe;
  readonly reason: PlannedRun['reason'];
}

const base = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' } satisfies Recipe;

/** For one task there is nothing to share: one plain training. */
export function recommendedRecipes(taskCount: number): readonly Recommended[] {
  if (taskCount === 1) return [{ recipe: base, reason: 'plain' }];
  return [
    { recipe: { ...base, sharing: 'single-task' }, reason: 'twin' },
    { recipe: base, reason: 'plain' },
    { recipe: { ...base, weighting: 'bilevel' }, reason: 'automatic' },
  ];
}
