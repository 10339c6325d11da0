// What "compare all" would train for a project: the recommended trainings, timed on this PC, as many as fit.

import type { ProjectDocument } from '../contract/project.ts';
import { coreReasons } from '../contract/views.ts';
import type { PlannedRun } from '../contract/views.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { recommendedRecipes } from '../recipes/recommended.ts';
import { estimate } from './estimate.ts';
import type { Prepared } from './prepare.ts';

/** Without a limit of the user's own, nobody waits longer than this for a comparison, in seconds. */
const longest = 1800;

export async function planRuns(document: ProjectDocument, prepared: Prepared): Promise<PlannedRun[]> {
  const trainingRows = prepared.parts.reduce((count, part) => count + (part === 0 ? 1 : 0), 0);
  const most = document.budget.totalSeconds ?? longest;
  const planned: PlannedRun[] = [];
  let total = 0;
  for (const { recipe, reason } of recommendedRecipes({ tasks: document.tasks, trainingRows })) {
    const resolved = resolveRecipe(recipe, document.tasks);
    const request = { ...prepared, recipe: resolved, budget: document.budget, seed: document.seeds[0]! };
    const { seconds, epochSeconds, epochs } = await estimate(request);
    // The yardsticks and the usual training are offered however long they take.
    if (!coreReasons.includes(reason) && total + seconds > most) continue;
    total += seconds;
    planned.push({ recipe, reason, seconds, epochSeconds, epochs });
  }
  return planned;
}
