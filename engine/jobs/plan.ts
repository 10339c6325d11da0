// What "compare all" would train for a project: the recommended trainings, timed on this PC, as many as fit.

import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import { coreReasons } from '../contract/views.ts';
import type { PlannedRun } from '../contract/views.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { rowsOfPart } from '../data/split.ts';
import { recipesOfNetworks } from '../recipes/networks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { recommendedRecipes } from '../recipes/recommended.ts';
import { createExecutor } from '../runtime/index.ts';
import { slowReference } from '../training/baselines.ts';
import { sharingContext } from '../training/network.ts';
import { networkOf } from '../training/setup.ts';
import { estimate, type Estimate } from './estimate.ts';
import { tasksOfUnits, type Prepared } from './units.ts';

const gatedRecipe: Recipe = { ...plainRecipe, sharing: 'interrogate' };

/** Without a limit of the user's own, nobody waits longer than this for a comparison, in seconds. */
const longest = 1800;

export async function planRuns(document: ProjectDocument, prepared: Prepared): Promise<PlannedRun[]> {
  // A method shows in the network with most tasks; others are trained the same under every recipe.
  const units = await prepared.unitsFor(gatedRecipe);
  const largest = units.reduce((a, b) => (b.targets.length > a.targets.length ? b : a));
  const tasks = largest.targets.map(({ task }) => task);
  const training = rowsOfPart(largest.parts, 0);
  const network = networkOf({ ...largest, recipe: resolveRecipe(gatedRecipe, tasks) }, training);
  const facts = {
    tasks,
    trainingRows: training.length,
    sharedShare: network.sharing.leastShare!(sharingContext(network)),
  };
  const most = document.budget.totalSeconds ?? longest;
  const first = await referenceSeconds(document, prepared);
  const planned: PlannedRun[] = [];
  let total = 0;
  for (const { recipe, reason } of recommendedRecipes(facts)) {
    const expected = await estimated(recipe, document, prepared);
    const { seconds } = expected;
    // The yardsticks and the usual training are offered however long they take.
    if (!coreReasons.includes(reason) && total + seconds > most) continue;
    total += seconds;
    planned.push({ recipe, reason, ...expected, ...(first > 0 ? { referenceSeconds: first } : {}) });
  }
  return planned;
}

/** Of the reference, where it is trained like a network: on photos and on very many rows; 0 where it takes moments. */
async function referenceSeconds({ budget, seeds }: ProjectDocument, { unitsFor }: Prepared): Promise<number> {
  const executor = await createExecutor('cpu');
  const asked = (await unitsFor(plainRecipe)).map((unit) => ({ ...unit, budget, seed: seeds[0]!, executor }));
  const networks = asked.flatMap((one) => slowReference(one) ?? []);
  return networks.length === 0 ? 0 : (await estimate(networks, budget.seconds)).seconds;
}

async function estimated(
  recipe: Recipe,
  { budget, seeds }: ProjectDocument,
  { unitsFor }: Prepared,
): Promise<Estimate> {
  const units = await unitsFor(recipe);
  const recipes = recipesOfNetworks(recipe, tasksOfUnits(units));
  const networks = units.map((unit, place) => ({ ...unit, recipe: recipes[place]!, budget, seed: seeds[0]! }));
  return estimate(networks, budget.seconds);
}
