// The same trainings on small, medium and large models: does joint training gain with size?
// (methods.md 2.4, insight 1: results relative to single-task models tend to grow with the size of the model.)

import { capacities } from './recipes.ts';
import type { Capacity, Recipe } from './recipes.ts';
import type { RunResult, RunSummary } from './runs.ts';
import { isSeparate, plainRecipe, separateRecipe, sizeOf } from './yardsticks.ts';

/** Each recipe on every size of model, with separate models of each size to measure it against. No recipe twice. */
export function capacitySweep(recipes: readonly Recipe[]): Recipe[] {
  const joint = recipes.filter((recipe) => !isSeparate(recipe));
  const wanted = capacities.flatMap((capacity) =>
    [recipes.find(isSeparate) ?? separateRecipe, ...(joint.length > 0 ? joint : [plainRecipe])].map((recipe) =>
      withSize(recipe, capacity),
    ),
  );
  return [...new Map(wanted.map((recipe) => [JSON.stringify(recipe), recipe])).values()];
}

/** One recipe on one size of model. */
export interface SizePoint {
  readonly capacity: Capacity;
  /** Mean over seeds of Delta-m against separate models of the same size, percent, lower is better. */
  readonly deltaM: number;
  /** Least and greatest over seeds. */
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

export interface SizeRow {
  /** The recipe without its size. */
  readonly recipe: Recipe;
  /** From small to large, at least two sizes. */
  readonly points: readonly SizePoint[];
}

/** What is read of a run. */
export interface SizedRun extends Pick<RunSummary, 'kind' | 'recipe'> {
  readonly result: Pick<RunResult, 'deltaM'> | null;
}

/** Joint against separate models by size, of every recipe that was trained on more than one size. */
export function bySize(runs: readonly SizedRun[]): SizeRow[] {
  const trained = runs.filter((run) => run.kind === 'recipe' && !isSeparate(run.recipe));
  const groups = Map.groupBy(trained, (run) => JSON.stringify(withSize(run.recipe, 'medium')));
  return [...groups].flatMap(([key, own]): SizeRow[] => {
    const points = capacities.flatMap((capacity): SizePoint[] => {
      const values = own.flatMap((run) =>
        sizeOf(run.recipe) === capacity && typeof run.result?.deltaM === 'number' ? [run.result.deltaM] : [],
      );
      if (values.length === 0) return [];
      const deltaM = values.reduce((sum, value) => sum + value, 0) / values.length;
      return [{ capacity, deltaM, low: Math.min(...values), high: Math.max(...values), seeds: values.length }];
    });
    return points.length < 2 ? [] : [{ recipe: JSON.parse(key) as Recipe, points }];
  });
}

/** Medium is what is meant where nothing is said: it is left out, so that runs made before count. */
function withSize({ capacity: _, ...recipe }: Recipe, capacity: Capacity): Recipe {
  const sized: unknown = capacity === 'medium' ? recipe : { ...recipe, capacity };
  return sized as Recipe;
}
