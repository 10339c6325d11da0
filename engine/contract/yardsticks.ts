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

/** The size of model a recipe asks for; medium is what is meant where nothing is said. */
export function sizeOf({ capacity }: Recipe): Capacity {
  return capacity ?? 'medium';
}

export interface Yardsticks {
  readonly equal: RunResult | null;
  readonly twins: RunResult | null;
}

/** The yardsticks for a result among all results: of the same size of model, the same seed where there is one. */
export function yardsticks(result: RunResult, all: readonly RunResult[]): Yardsticks {
  const pick = (fits: (recipe: Recipe) => boolean): RunResult | null => {
    if (fits(result.recipe)) return result;
    const same = all.filter((one) => fits(one.recipe) && sizeOf(one.recipe) === sizeOf(result.recipe));
    return same.find((one) => one.seed === result.seed) ?? same[0] ?? null;
  };
  return { equal: pick(isPlain), twins: pick(isSeparate) };
}
