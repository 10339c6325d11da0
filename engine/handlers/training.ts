// Recipes on offer, the plan of a comparison, and the start of training.

import type { Handlers } from '../contract/commands.ts';
import { describeRecipes } from '../recipes/recipe.ts';
import type { Context } from './context.ts';
import { requireDocument } from './project-view.ts';

export function trainingHandlers(context: Context) {
  const { jobs } = context;
  return {
    'recipe.list': async () => describeRecipes().map(({ axis, abouts }) => ({ axis, choices: abouts })),
    // Without the limits of the project file: `training.start` trains under those of the form alone.
    'training.plan': async ({ projectId }) => jobs.plan({ ...requireDocument(context, projectId), budget: {} }),
    'training.start': async ({ projectId, recipes, seeds, budget }) => {
      const document = requireDocument(context, projectId);
      return jobs.start(projectId, { ...document, budget }, recipes, seeds);
    },
  } satisfies Partial<Handlers>;
}
