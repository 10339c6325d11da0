// What soft sharing by the trace norm costs beside the single-task twins, and what it brings on small real tables:
// test loss with the strength chosen by validation, against the twins and one shared model. Takes about five minutes.

import { log } from '../base/log.ts';
import { createRng, permutation } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { prepareCase } from './case.ts';
import { median, prepareStep, timeSteps } from './prepared-step.ts';
import { studyTables } from './study-tables.ts';
import type { StudyTable } from './study-tables.ts';
import { mean, onTestRows } from './test-rows.ts';

const steps: Readonly<Record<string, Partial<Recipe>>> = {
  laf: {},
  'laf, proximal': { method: 'proximal' },
  tucker: { variant: 'tucker' },
  tt: { variant: 'tt' },
};
/** Tucker and TT are refused for more tasks on this trunk: an unfolding would be too large. */
const sizes: readonly (readonly [number, readonly string[]])[] = [
  [2, ['laf', 'laf, proximal', 'tucker', 'tt']],
  [5, ['laf', 'laf, proximal']],
  [12, ['laf', 'laf, proximal']],
];
const allRounds = 12;

const cases: Readonly<Record<string, { readonly rows: number; readonly epochs: number }>> = {
  edm: { rows: 120, epochs: 100 },
  energy: { rows: 60, epochs: 100 },
  hydraulic: { rows: 300, epochs: 40 },
};
const allSeeds = [1, 2, 3];
const soft = { sharing: 'trace-norm', search: 'strength' };
const compared: Readonly<Record<string, Partial<Recipe>>> = {
  'one shared model': {},
  'trace norm from own numbers': soft,
  'trace norm from the same numbers': { ...soft, start: 'same' },
};

/** `quick`: one table, one seed, a quarter of the rounds. */
export async function traceNormRows(quick: boolean): Promise<BenchRow[]> {
  const seeds = quick ? allSeeds.slice(0, 1) : allSeeds;
  const executor = await createExecutor('cpu', { threads: 1 });
  const rows = await costOf(executor, quick ? allRounds / 4 : allRounds);
  const tables = (await studyTables()).filter(({ id }) => (quick ? id === 'edm' : id in cases));
  if (tables.length === 0) log('trace norm: accuracy not measured, the data sets are not on this machine');
  for (const table of tables) {
    const twins = await meanLoss(table, { sharing: 'single-task' }, seeds, executor);
    for (const [name, recipe] of Object.entries(compared)) {
      const ours = await meanLoss(table, recipe, seeds, executor);
      rows.push({
        name: `${table.id}, ${cases[table.id]!.rows} rows: ${name} against the twins`,
        ours,
        peer: twins,
        unit: "test loss over a constant answer's",
        ratio: ours / twins,
        target: 'for information',
      });
    }
  }
  return rows;
}

/** In turns, and of each round the ratio, so that a busy machine slows both alike. */
async function costOf(executor: Executor, rounds: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [taskCount, names] of sizes) {
    const twins = await prepareStep({ taskCount, recipe: { sharing: 'single-task' }, executor });
    for (const name of names) {
      const ours = await prepareStep({ taskCount, recipe: { sharing: 'trace-norm', ...steps[name] }, executor });
      const times: [number, number][] = [];
      for (let round = 0; round <= rounds; round++) times.push([await timeSteps(ours, 3), await timeSteps(twins, 3)]);
      times.shift(); // the first round warms up
      rows.push({
        name: `trace norm ${name}, ${taskCount} tasks: time of a step against the twins'`,
        ours: median(times.map(([own]) => own)),
        peer: median(times.map(([, peer]) => peer)),
        unit: 'ms',
        ratio: median(times.map(([own, peer]) => own / peer)),
        target: 'for information',
      });
      await ours.step.dispose();
    }
    await twins.step.dispose();
  }
  return rows;
}

async function meanLoss(
  table: StudyTable,
  recipe: Partial<Recipe>,
  seeds: readonly number[],
  executor: Executor,
): Promise<number> {
  let total = 0;
  for (const seed of seeds) total += (await testLoss(table, recipe, seed, executor)) / seeds.length;
  return total;
}

/** Mean over tasks of the test loss against a constant answer's. */
async function testLoss(table: StudyTable, recipe: Partial<Recipe>, seed: number, executor: Executor): Promise<number> {
  const { rows, epochs } = cases[table.id]!;
  const parts = table.parts(seed).slice();
  thin(parts, 0, rows, seed);
  thin(parts, 1, rows / 3, seed);
  const prepared = prepareCase(table.table, table.tasks, table.exclude, parts);
  const outcome = await trainRun({
    ...prepared,
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, table.tasks),
    budget: { epochs },
    seed,
    executor,
    capacity: 'small',
  });
  return mean(onTestRows(prepared, outcome).map(({ loss, constantLoss }) => loss! / constantLoss));
}

/** Leaves `most` rows of one part at most, drawn by the seed. */
function thin(parts: Uint8Array, part: number, most: number, seed: number): void {
  const own = Array.from(permutation(parts.length, createRng(seed))).filter((row) => parts[row] === part);
  for (const row of own.slice(most)) parts[row] = 255;
}
