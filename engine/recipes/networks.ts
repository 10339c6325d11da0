// One recipe for a run of several networks: each takes from it what its own tasks can use.

import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from './recipe.ts';
import type { ResolvedRecipe } from './recipe.ts';

/**
 * The recipe as each network follows it. Of several networks, one of a single task is trained plainly: it has nothing
 * to weigh and nobody to share with, and is the same under every recipe. Settings by task are those of the network's
 * own tasks.
 *
 * @param networks the tasks of each
 * @throws Refusal as `resolveRecipe` for the network with most tasks
 */
export function recipesOfNetworks(recipe: Recipe, networks: readonly (readonly Task[])[]): ResolvedRecipe[] {
  const ofNetwork = (own: readonly Task[]): ResolvedRecipe => {
    const strangers = networks.filter((other) => other !== own).flatMap((tasks) => tasks.map(({ id }) => id));
    return resolveRecipe(withoutTasks(recipe, strangers), own);
  };
  const whole = ofNetwork(largestNetwork(networks));
  if (networks.length === 1) return [whole];
  const { capacity } = recipe;
  const plain = { ...plainRecipe, ...(capacity === undefined ? {} : { capacity }) };
  return networks.map((own) => (own.length === 1 ? resolveRecipe(plain, own) : ofNetwork(own)));
}

/** The tasks of the network that has most of them: where a method shows what it is worth. */
export function largestNetwork(networks: readonly (readonly Task[])[]): readonly Task[] {
  return networks.reduce((a, b) => (b.length > a.length ? b : a));
}

/** Without what is said by task of these; ids of no task at all stay, and are refused. */
function withoutTasks(recipe: Recipe, ids: readonly string[]): Recipe {
  if (ids.length === 0) return recipe;
  const entries = Object.entries(recipe).map(([key, value]) => {
    const isByTask = typeof value === 'object' && value !== null && ids.some((id) => Object.hasOwn(value, id));
    if (!isByTask) return [key, value];
    return [key, Object.fromEntries(Object.entries(value as object).filter(([id]) => !ids.includes(id)))];
  });
  return Object.fromEntries(entries) as Recipe;
}
