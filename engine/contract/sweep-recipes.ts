// The trainings behind the curve of accuracy against compute: one shared model, compute budgets between, and
// separate models.

import type { Recipe } from './recipes.ts';
import { plainRecipe, separateRecipe } from './yardsticks.ts';

/**
 * Recipes from the cheapest to the dearest. Budgets are shares of the separate models' operations, spread evenly
 * over what gates can reach: from about 1 / tasks (one shared body) to 1.
 * @param between how many budgets lie between the two ends; 3 gives 0.25, 0.5 and 0.75 of the way
 * @param base the other choices (weighting, size of model) that all of them have in common
 */
export function budgetSweep(taskCount: number, between = 3, base: Partial<Recipe> = {}): Recipe[] {
  const common = { ...plainRecipe, ...base };
  if (taskCount < 2) return [common as Recipe];
  const least = 1 / taskCount;
  const shares = Array.from({ length: between }, (_, i) => least + ((i + 1) / (between + 1)) * (1 - least));
  return [
    common as Recipe,
    ...shares.map((share): Recipe => {
      const budget = { flopsOfSeparate: Math.round(1000 * share) / 1000 };
      return { ...common, sharing: 'interrogate', budget } as Recipe;
    }),
    { ...common, ...separateRecipe } as Recipe,
  ];
}
