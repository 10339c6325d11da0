// What "compare all" would train for a project: the recommended trainings, timed on this PC, as many as fit.

import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import { coreReasons } from '../contract/views.ts';
import type { PlannedRun } from '../contract/views.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { recommendedRecipes } from '../recipes/recommended.ts';
import { estimate, type Estimate } from './estimate.ts';
import type { Prepared } from './units.ts';

/** Without a limit of the user's own, nobody waits longer than this for a comparison, in seconds. */
const longest = 1800;

export async function planRuns(document: ProjectDocument, prepared: Prepared): Promise<PlannedRun[]> {
  const trainingRows = prepared.parts.reduce((count, part) => count + (part === 0 ? 1 : 0), 0);
  const most = document.budget.totalSeconds ?? longest;
  const planned: PlannedRun[] = [];
  let total = 0;
  for (const { recipe, reason } of recommendedRecipes({ tasks: document.tasks, trainingRows })) {
    const { seconds, epochSeconds, epochs } = await estimated(recipe, document, prepared);
    // The yardsticks and the usual training are offered however long they take.
    if (!coreReasons.includes(reason) && total + seconds > most) continue;
    total += seconds;
    planned.push({ recipe, reason, seconds, epochSeconds, epochs });
  }
  return planned;
}

/** The networks of a run are trained one after another. */
async function estimated(recipe: Recipe, document: ProjectDocument, { units }: Prepared): Promise<Estimate> {
  let whole: Estimate = { seconds: 0, epochSeconds: 0, epochs: 0 };
  for (const unit of units) {
    const tasks = unit.targets.map(({ task }) => task);
    const request = {
      ...unit,
      recipe: resolveRecipe(recipe, tasks),
      budget: document.budget,
      seed: document.seeds[0]!,
    };
    const own = await estimate(request);
    whole = {
      seconds: whole.seconds + own.seconds,
      epochSeconds: whole.epochSeconds + own.epochSeconds,
      epochs: Math.max(whole.epochs, own.epochs),
    };
  }
  return whole;
}
