// The trainings behind the curve of accuracy against compute: one shared model, compute budgets between, and
// separate models.

import type { Recipe } from './recipes.ts';
import type { RunResult } from './runs.ts';
import type { Task } from './tasks.ts';
import { isPlain, isSeparate, plainRecipe, separateRecipe } from './yardsticks.ts';

/** Where one shared model takes more than this share of the separate models' operations, nothing lies between. */
const mostShared = 0.9;

/**
 * The sweep for a project: between what one shared model takes, as measured, and separate models. Before both have been
 * trained the share is what it would be if all networks were alike: a part needs those of its own data set alone.
 */
export function projectSweep(tasks: readonly Pick<Task, 'data'>[], finished: readonly RunResult[]): Recipe[] {
  const flops = (is: (recipe: Recipe) => boolean): number | undefined =>
    finished.find(({ recipe }) => is(recipe) && recipe.capacity === undefined)?.flops;
  const [shared, separate] = [flops(isPlain), flops(isSeparate)];
  const alike = new Set(tasks.map(({ data }) => data)).size / tasks.length;
  return budgetSweep(tasks.length, shared && separate ? shared / separate : alike);
}

/**
 * Recipes from the cheapest to the dearest. Budgets are shares of the separate models' operations, spread evenly
 * over what gates can reach, from `least` to 1; there are none where that is no range to speak of.
 * @param least share that one shared model takes
 * @param between how many budgets lie between the two ends; 3 gives 0.25, 0.5 and 0.75 of the way
 * @param base the other choices (weighting, size of model) that all of them have in common
 */
export function budgetSweep(
  taskCount: number,
  least = 1 / taskCount,
  between = 3,
  base: Partial<Recipe> = {},
): Recipe[] {
  const common = { ...plainRecipe, ...base };
  if (taskCount < 2) return [common as Recipe];
  const steps = least > mostShared ? 0 : between;
  const shares = Array.from({ length: steps }, (_, i) => least + ((i + 1) / (steps + 1)) * (1 - least));
  return [
    common as Recipe,
    ...shares.map((share): Recipe => {
      const budget = { flopsOfSeparate: Math.round(1000 * share) / 1000 };
      return { ...common, sharing: 'interrogate', budget } as Recipe;
    }),
    { ...common, ...separateRecipe } as Recipe,
  ];
}
