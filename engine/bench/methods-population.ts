// A population of 8 over the weights of two tasks against a grid of 9 fixed weights, both with the validation rows
// choosing: validation and test loss of what was chosen, and the time it took.

import { log } from '../base/log.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import { energy, gasTurbine } from './accuracy-cases.ts';
import type { AccuracyCase } from './accuracy-cases.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { prepareCase, readTable } from './case.ts';
import type { Case } from './case.ts';
import { sharedData } from './shared-data.ts';
import { mean, onTestRows } from './test-rows.ts';

interface SearchCase {
  readonly name: string;
  readonly case: AccuracyCase;
  /** Of the training and validation rows one in so many is used. */
  readonly oneIn: number;
  readonly epochs: number;
}

const cases: readonly SearchCase[] = [
  { name: 'energy', case: energy, oneIn: 1, epochs: 100 },
  { name: 'gas turbine, a sixth of the rows', case: gasTurbine, oneIn: 6, epochs: 60 },
];
const allSeeds = [1, 2, 3];

interface Searched {
  /** Mean over tasks of the loss against a constant answer's, on the test rows and, at the state kept, on the validation rows. */
  readonly loss: number;
  readonly validation: number;
  /** Test value of each task's own figure (mean absolute error): what the user is shown. */
  readonly errors: readonly number[];
  readonly seconds: number;
}

/** `quick`: the first table, one seed: no spread of seeds to judge by. */
export async function populationRows(quick: boolean): Promise<BenchRow[]> {
  const seeds = quick ? allSeeds.slice(0, 1) : allSeeds;
  const executor = await createExecutor('cpu');
  const rows: BenchRow[] = [];
  for (const one of quick ? cases.slice(0, 1) : cases) rows.push(...(await compare(one, seeds, executor)));
  return rows;
}

async function compare(one: SearchCase, seeds: readonly number[], executor: Executor): Promise<BenchRow[]> {
  const paths = one.case.files.map(sharedData);
  if (paths.some((path) => path === null)) {
    log(`population ${one.name}: not measured, the data set is not on this machine`);
    return [];
  }
  const table = await readTable(paths as string[]);
  const population: Searched[] = [];
  const grid: Searched[] = [];
  for (const seed of seeds) {
    const parts = thinned(one.case.parts(table, seed), one.oneIn);
    const prepared = prepareCase(table, one.case.tasks, one.case.exclude, parts);
    // One after the other on the same rows, so that a busy machine slows both alike.
    population.push(await search(one, prepared, { search: 'population' }, seed, executor));
    grid.push(await search(one, prepared, { search: 'grid' }, seed, executor));
    const [ours, theirs] = [population.at(-1)!, grid.at(-1)!];
    log(
      `population ${one.name}, seed ${seed}: test loss ${ours.loss.toFixed(4)} in ${ours.seconds.toFixed(0)} s,` +
        ` grid ${theirs.loss.toFixed(4)} in ${theirs.seconds.toFixed(0)} s`,
    );
  }
  const byValidation = population.map(({ validation }, i) => validation / grid[i]!.validation);
  const byLoss = population.map(({ loss }, i) => loss / grid[i]!.loss);
  const byError = population.map(({ errors }, i) => mean(errors.map((error, k) => error / grid[i]!.errors[k]!)));
  return [
    noWorse(`${one.name}: validation loss of a population of 8 against the best of a grid of 9`, byValidation),
    noWorse(`${one.name}: test loss of a population of 8 against the best of a grid of 9`, byLoss),
    noWorse(`${one.name}: mean absolute error of the same`, byError),
    timeRow(one.name, population, grid),
  ];
}

async function search(
  one: SearchCase,
  prepared: Case,
  recipe: Partial<Recipe>,
  seed: number,
  executor: Executor,
): Promise<Searched> {
  const outcome = await trainRun({
    ...prepared,
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, one.case.tasks),
    budget: { epochs: one.epochs },
    seed,
    executor,
    capacity: 'small',
  });
  const tested = onTestRows(prepared, outcome);
  const { heads } = outcome.model;
  const kept = outcome.history[outcome.bestEpoch - 1]!.validationLoss;
  return {
    loss: mean(tested.map(({ loss, constantLoss }) => loss! / constantLoss)),
    validation: mean(kept.map((loss, k) => loss! / heads[k]!.constantLoss)),
    errors: tested.map(({ metric }) => metric!),
    seconds: outcome.trainSeconds,
  };
}

/** No worse: not worse on average over seeds, or by less than seeds differ (one standard error of the mean). */
function noWorse(name: string, ratios: readonly number[]): BenchRow & { reached: boolean } {
  const ratio = mean(ratios);
  const error = Math.sqrt(mean(ratios.map((each) => (each - ratio) ** 2)) / Math.max(1, ratios.length - 1));
  return {
    name,
    ours: ratio,
    peer: 1,
    unit: "of the grid's",
    ratio,
    target: `no worse: at most 1 but for the spread of seeds (${error.toFixed(3)})`,
    reached: ratio <= 1 + error,
  };
}

function timeRow(name: string, ours: readonly Searched[], theirs: readonly Searched[]): BenchRow {
  const [own, other] = [ours, theirs].map((all) => mean(all.map(({ seconds }) => seconds))) as [number, number];
  return {
    name: `${name}: time of the search`,
    ours: own,
    peer: other,
    unit: 's',
    ratio: own / other,
    target: 'below 0.6',
  };
}

/** Training and validation rows left out but for one in `oneIn`. */
function thinned(parts: Uint8Array, oneIn: number): Uint8Array {
  return parts.map((part, row) => (part < 2 && row % oneIn !== 0 ? 255 : part));
}
