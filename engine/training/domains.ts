// Domains: where every labelled row belongs to one task only, batches can be drawn by task.

import { Refusal } from '../contract/errors.ts';
import { weightingOf } from '../recipes/recipe.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import type { TaskTargets } from '../tasks/targets.ts';

/**
 * The rows of each task where the recipe draws batches by task, otherwise null.
 * @throws Refusal `training.rows-of-several-tasks` where a row has the labels of two tasks
 */
export function domainsFor(
  recipe: ResolvedRecipe,
  targets: readonly TaskTargets[],
  rows: Uint32Array,
): Uint32Array[] | null {
  const shares = weightingOf(recipe).drawsBy?.(recipe.weighting.settings, targets.length);
  return shares ? domainsOf(targets, rows) : null;
}

/**
 * The rows of each task, one list a task; rows without any label belong to none.
 * @throws Refusal `training.rows-of-several-tasks` where a row has the labels of two tasks
 */
export function domainsOf(targets: readonly TaskTargets[], rows: Uint32Array): Uint32Array[] {
  const own: number[][] = targets.map(() => []);
  let several = 0;
  for (const row of rows) {
    const labelled = [...targets.keys()].filter((k) => !Number.isNaN(targets[k]!.values[row]!));
    if (labelled.length > 1) several++;
    for (const k of labelled) own[k]!.push(row);
  }
  if (several > 0) throw new Refusal('training.rows-of-several-tasks', { rows: several, of: rows.length });
  return own.map((list) => Uint32Array.from(list));
}
