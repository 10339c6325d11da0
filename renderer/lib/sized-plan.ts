// A plan tried on small and large models as well: every training on each size, beside separate models of that
// size, with a guess of its time.

import { capacitySweep } from '../../engine/contract/capacity-sweep.ts';
import type { Capacity, Recipe } from '../../engine/contract/recipes.ts';
import type { PlannedRun } from '../../engine/contract/views.ts';
import { sizeOf } from '../../engine/contract/yardsticks.ts';

/** A planned training; `size` = added to try another size of model. */
export type WindowRun = Omit<PlannedRun, 'reason'> & { readonly reason: PlannedRun['reason'] | 'size' };

/**
 * Time of a step against the medium model, measured on two tasks, seven columns and batches of 32 rows: 0.52, 1.34
 * and 8.07 ms. A guess for other data; what is left while training is measured there.
 */
const pace: Record<Capacity, number> = { small: 0.4, medium: 1, large: 6 };

/** @param like the planned training that takes about as long as this recipe, its size aside */
export function tryingSizes(
  chosen: readonly WindowRun[],
  like: (recipe: Recipe) => WindowRun | undefined,
): readonly WindowRun[] {
  if (chosen.length === 0) return chosen;
  return capacitySweep(chosen.map((one) => one.recipe)).map((recipe): WindowRun => {
    const key = JSON.stringify(recipe);
    const given = chosen.find((one) => JSON.stringify(one.recipe) === key);
    if (given) return given;
    const model = like(recipe);
    if (!model) return { recipe, reason: 'size', seconds: 0 };
    const factor = pace[sizeOf(recipe)] / pace[sizeOf(model.recipe)];
    const { seconds, epochSeconds = seconds, mostEpochSeconds = epochSeconds, epochs, allEpochs } = model;
    return {
      recipe,
      reason: 'size',
      seconds: Math.max(0, seconds - epochSeconds) + factor * epochSeconds,
      epochSeconds: factor * epochSeconds,
      mostEpochSeconds: factor * mostEpochSeconds,
      ...(epochs === undefined ? {} : { epochs }),
      ...(allEpochs === undefined ? {} : { allEpochs }),
    };
  });
}
