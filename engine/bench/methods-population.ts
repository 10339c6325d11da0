// A population of 8 over the weights of two tasks against a grid of 9 fixed weights, both with the validation rows
// choosing: validation and test loss of what was chosen, and the time it took.
//
// What three seeds of one table say of the test rows moves by more than there is to be seen: judged is the mean over all
// tables and seeds. The validation loss is what a search goes by, and moves less: it is judged table by table.

import { log } from '../base/log.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { prepareCase } from './case.ts';
import type { Case } from './case.ts';
import { populationCases } from './population-cases.ts';
import type { PopulationCase } from './population-cases.ts';
import { mean, onTestRows } from './test-rows.ts';

const allSeeds = [1, 2, 3];

interface Searched {
  /** Mean over tasks of the loss against a constant answer's: on the validation rows at the state kept, and on the test rows. */
  readonly validation: number;
  readonly test: number;
  /** As `test`, on the rows judged apart; null where there are none. */
  readonly apart: number | null;
  readonly epochs: number;
  readonly seconds: number;
}

/** Population and grid on the same rows. */
interface Pair {
  readonly ours: Searched;
  readonly theirs: Searched;
}

/** `quick`: the first table, one seed: no spread of seeds to judge by. */
export async function populationRows(quick: boolean): Promise<BenchRow[]> {
  const cases = await populationCases(quick ? 1 : undefined);
  if (cases.length === 0) log('population: not measured, none of its tables is on this machine (shared/data)');
  const executor = await createExecutor('cpu');
  const rows: BenchRow[] = [];
  const all: Pair[] = [];
  for (const one of cases) {
    const pairs: Pair[] = [];
    for (const seed of quick ? allSeeds.slice(0, 1) : allSeeds) pairs.push(await compare(one, seed, executor));
    rows.push(...rowsOf(one, pairs));
    all.push(...pairs);
  }
  if (cases.length < 2) return rows;
  const tests = all.map(({ ours, theirs }) => ours.test / theirs.test);
  return [...rows, noWorse(`all ${cases.length} tables: test loss of a population of 8 against a grid of 9`, tests)];
}

/** One after the other on the same rows, so that a busy machine slows both alike. */
async function compare(one: PopulationCase, seed: number, executor: Executor): Promise<Pair> {
  const prepared = prepareCase(one.table, one.tasks, one.exclude, one.parts(seed));
  const ours = await search(one, prepared, { search: 'population' }, seed, executor);
  const theirs = await search(one, prepared, { search: 'grid' }, seed, executor);
  const told = ({ validation, test, epochs, seconds }: Searched): string =>
    `validation ${validation.toPrecision(4)}, test ${test.toPrecision(4)}, ${epochs} epochs in ${seconds.toFixed(0)} s`;
  log(`population, ${one.name}, seed ${seed}: ${told(ours)}; grid: ${told(theirs)}`);
  return { ours, theirs };
}

async function search(
  one: PopulationCase,
  prepared: Case,
  recipe: Partial<Recipe>,
  seed: number,
  executor: Executor,
): Promise<Searched> {
  const outcome = await trainRun({
    ...prepared,
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, one.tasks),
    budget: { epochs: one.epochs },
    seed,
    executor,
    capacity: 'small',
  });
  const { heads } = outcome.model;
  const kept = outcome.history[outcome.bestEpoch - 1]!.validationLoss;
  const lossOn = (belongs: (row: number) => boolean): number => {
    const parts = prepared.parts.map((part, row) => (part === 2 && !belongs(row) ? 255 : part));
    return mean(onTestRows({ ...prepared, parts }, outcome).map(({ loss, constantLoss }) => loss! / constantLoss));
  };
  const { apart } = one;
  return {
    validation: mean(kept.map((loss, k) => loss! / heads[k]!.constantLoss)),
    test: lossOn((row) => !apart?.has(row)),
    apart: apart ? lossOn((row) => apart.has(row)) : null,
    epochs: outcome.epochs,
    seconds: outcome.trainSeconds,
  };
}

function rowsOf(one: PopulationCase, pairs: readonly Pair[]): BenchRow[] {
  const what = 'of a population of 8 against a grid of 9';
  const { apart } = one;
  const rows = [
    noWorse(
      `${one.name}: validation loss ${what}`,
      pairs.map(({ ours, theirs }) => ours.validation / theirs.validation),
    ),
    forItself(
      `${one.name}: test loss of the same`,
      pairs.map(({ ours, theirs }) => ours.test / theirs.test),
    ),
  ];
  if (apart) {
    const ratios = pairs.map(({ ours, theirs }) => ours.apart! / theirs.apart!);
    rows.push(forItself(`${one.name}: test loss of the same in ${apart.name}`, ratios));
  }
  return [...rows, timeRow(one.name, pairs)];
}

/** No worse: not worse on average, or by less than one standard error of the mean. */
function noWorse(name: string, ratios: readonly number[]): BenchRow & { reached: boolean } {
  const { ratio, error } = averageOf(ratios);
  return {
    ...rowOf(name, ratio),
    target: `no worse: at most 1 but for the spread of ${ratios.length} pairs (${error.toFixed(3)})`,
    reached: ratio <= 1 + error,
  };
}

/** Told without a verdict: the few seeds of one table. */
function forItself(name: string, ratios: readonly number[]): BenchRow {
  const { ratio, error } = averageOf(ratios);
  return { ...rowOf(name, ratio), target: `none by itself: spread of seeds ${error.toFixed(3)}` };
}

function rowOf(name: string, ratio: number): Omit<BenchRow, 'target'> {
  return { name, ours: ratio, peer: 1, unit: "of the grid's", ratio };
}

/** Geometric mean of ratios, so that half and double are even, and the standard error of their mean logarithm. */
function averageOf(ratios: readonly number[]): { readonly ratio: number; readonly error: number } {
  const logarithms = ratios.map(Math.log);
  const centre = mean(logarithms);
  const variance = logarithms.reduce((sum, each) => sum + (each - centre) ** 2, 0) / Math.max(1, ratios.length - 1);
  return { ratio: Math.exp(centre), error: Math.sqrt(variance / ratios.length) };
}

function timeRow(name: string, pairs: readonly Pair[]): BenchRow {
  const ours = mean(pairs.map((pair) => pair.ours.seconds));
  const theirs = mean(pairs.map((pair) => pair.theirs.seconds));
  return {
    name: `${name}: time of the search`,
    ours,
    peer: theirs,
    unit: 's',
    ratio: ours / theirs,
    target: 'below 0.6',
  };
}
