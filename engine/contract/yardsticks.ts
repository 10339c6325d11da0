// The runs that others are measured against: equal weights with nothing else, and separate models.

import type { Capacity, Recipe } from './recipes.ts';
import type { RunResult } from './runs.ts';

/** One shared model, every task counting alike. */
export const plainRecipe = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' } satisfies Recipe;

/** A model for each task alone. */
export const separateRecipe = { ...plainRecipe, sharing: 'single-task' } satisfies Recipe;

/** Equal weights on one shared model: what every method's cost is told against. */
export function isPlain({ sharing, weighting, schedule, search }: Recipe): boolean {
  return sharing === 'hard' && weighting === 'equal' && schedule === 'joint' && search === 'none';
}

/** A model for each task alone: the base of every comparison. */
export function isSeparate({ sharing }: Recipe): boolean {
  return sharing === 'single-task';
}

/**
 * Shares of a limit of time for a whole comparison that a training gets. The separate models get two: they are several
 * trainings, and where they end too early no other one can be compared with them.
 */
export function sharesOfTime(recipe: Recipe): number {
  return isSeparate(recipe) ? 2 : 1;
}

/** Whether tasks share weights: separate models do not, and under a trace norm each task's own are pulled together. */
export function hasSharedPart({ sharing }: Recipe): boolean {
  return sharing !== 'single-task' && sharing !== 'trace-norm';
}

/** The size of model a recipe asks for; medium is what is meant where nothing is said. */
export function sizeOf({ capacity }: Recipe): Capacity {
  return capacity ?? 'medium';
}

const byCustom: readonly Capacity[] = ['medium', 'small', 'large'];

/** The size that a ranking is of: what most of the recipes have, medium where counts are equal. */
export function leadingSize(recipes: readonly Recipe[]): Capacity {
  const count = (size: Capacity): number => recipes.filter((one) => sizeOf(one) === size).length;
  return byCustom.reduce((leader, size) => (count(size) > count(leader) ? size : leader));
}

export interface Yardsticks {
  readonly equal: RunResult | null;
  readonly twins: RunResult | null;
}

/**
 * The yardsticks for a result: of the same size of model, the same seed where there is one, and of several the newest.
 *
 * @param all results on the same rows, oldest first
 */
export function yardsticks(result: RunResult, all: readonly RunResult[]): Yardsticks {
  const pick = (fits: (recipe: Recipe) => boolean): RunResult | null => {
    if (fits(result.recipe)) return result;
    const same = all.filter((one) => fits(one.recipe) && sizeOf(one.recipe) === sizeOf(result.recipe));
    return same.findLast((one) => one.seed === result.seed) ?? same.at(-1) ?? null;
  };
  return { equal: pick(isPlain), twins: pick(isSeparate) };
}
