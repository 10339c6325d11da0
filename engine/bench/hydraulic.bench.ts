// A hydraulic test rig: four conditions judged from cycles of eight sensors, whole blocks of neighbouring cycles left
// out; one joint network against one for each condition, four divisions. About ten minutes on two cores.
//
// Division 4 holds out the cold start: in cycles 1 to 29 the oil warms up from 36 to 50 degrees with a failing cooler;
// in every other block it is at 53 to 58 then. No training row is like them, the rig's own flag calls them not stable,
// and these 29 are all that is judged wrong (93.45 %), by the joint network and by the cooler's own alike. On the same
// columns and rows scikit-learn's random forest comes to 99.5, histogram boosting to 99.3, logistic regression to 98.4,
// multi-layer perceptrons to 92 to 94, extra trees to 90 to 92 %.

import { readFileSync } from 'node:fs';
import { log } from '../base/log.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { plainRecipe, separateRecipe } from '../contract/yardsticks.ts';
import { joinSignals } from '../data/series/index.ts';
import { makeSplit } from '../data/split.ts';
import type { Table } from '../data/table.ts';
import { combineSeeds, compareTask } from '../evaluation/index.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { encodeTargets } from '../tasks/index.ts';
import { trainRun } from '../training/index.ts';
import type { TrainingOutcome } from '../training/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { prepareCase } from './case.ts';
import type { Case } from './case.ts';
import { sharedData } from './shared-data.ts';
import { judgedOn, mean } from './test-rows.ts';

const sensors = ['CE', 'CP', 'SE', 'TS1', 'TS2', 'TS3', 'TS4', 'VS1'];
/** In the order of the columns of the profile. */
const conditions = ['cooler', 'valve', 'pump', 'accumulator'];
const tasks = conditions.map((id): Task => ({ id, data: 'main', target: id, kind: 'classification', importance: 1 }));
const seeds = [1, 2, 3, 4];
/** The issue's own limit, percent of the test cycles. */
const wanted = 99;

export async function run(): Promise<BenchRow[]> {
  const profile = sharedData('hydraulic/profile.txt');
  if (profile === null) {
    log('hydraulic: not measured, the data set is not on this machine (shared/data/hydraulic)');
    return [];
  }
  const table = await readCycles(profile);
  const executor = await createExecutor('cpu', { threads: 2 });
  const found: Found[] = [];
  for (const seed of seeds) {
    const prepared = divided(table, seed);
    const train = async (recipe: Recipe): Promise<TrainingOutcome> =>
      trainRun({ ...prepared, recipe: resolveRecipe(recipe, tasks), budget: {}, seed, executor });
    const joint = await train(plainRecipe);
    log(`hydraulic, seed ${seed}: ${describe(prepared, joint)}`);
    const twins = await train(separateRecipe);
    log(`hydraulic, seed ${seed}, a network for each task: ${describe(prepared, twins)}`);
    found.push({ prepared, joint, twins });
  }
  return [...found.map(coolerRow), ...tasks.map((task, k) => verdictRow(task, k, found))];
}

interface Found {
  readonly prepared: Case;
  readonly joint: TrainingOutcome;
  readonly twins: TrainingOutcome;
}

async function readCycles(profile: string): Promise<Table> {
  const lines = readFileSync(profile, 'utf8').trim().split(/\r?\n/);
  const columns = conditions.map((name, k) => {
    const words = lines.map((line) => line.trim().split(/\s+/)[k]!);
    const levels = [...new Set(words)].sort();
    return {
      kind: 'category' as const,
      name,
      unit: null,
      levels,
      codes: Int32Array.from(words, (word) => levels.indexOf(word)),
    };
  });
  const source = {
    file: new Uint16Array(lines.length),
    line: Uint32Array.from(lines.keys(), (row) => row + 1),
    files: ['profile.txt'],
  };
  const files = sensors.map((sensor) => ({
    path: sharedData(`hydraulic/${sensor}.txt.gz`)!,
    name: `${sensor}.txt.gz`,
  }));
  return joinSignals({ rowCount: lines.length, columns, source }, files);
}

function divided(table: Table, seed: number): Case {
  const targets = tasks.map((task) => encodeTargets(table, task));
  const { parts } = makeSplit(table, targets, { kind: 'blocks', blocks: 20, test: 0.2, validation: 0.15, seed });
  return prepareCase(table, tasks, [], parts);
}

/** Percent of the test cycles whose condition is judged right. */
function accuracy(prepared: Case, outcome: TrainingOutcome, k: number): number {
  return mean(judgedRight(prepared, outcome, k).map(({ right }) => (right ? 100 : 0)));
}

/** Each test cycle, counted from 1, and whether its condition is judged right. */
function judgedRight(prepared: Case, outcome: TrainingOutcome, k: number): { cycle: number; right: boolean }[] {
  const { actual, predicted, classes, rows } = judgedOn(prepared, outcome, k);
  const n = classes.length;
  return Array.from(actual, (value, i) => {
    const own = predicted.subarray(i * n, (i + 1) * n);
    return { cycle: rows[i]! + 1, right: own.indexOf(Math.max(...own)) === value };
  });
}

function coolerRow({ prepared, joint }: Found, i: number): BenchRow {
  const ours = accuracy(prepared, joint, 0);
  return {
    name: `hydraulic, cooler, seed ${seeds[i]}: accuracy against what is wanted`,
    ours,
    peer: wanted,
    unit: '%',
    ratio: ours / wanted,
    target: 'at least 1',
  };
}

function verdictRow(task: Task, k: number, found: readonly Found[]): BenchRow & { readonly reached: boolean } {
  const ours = mean(found.map(({ prepared, joint }) => accuracy(prepared, joint, k)));
  const peer = mean(found.map(({ prepared, twins }) => accuracy(prepared, twins, k)));
  const { verdict } = combineSeeds(
    found.map(({ prepared, joint, twins }) =>
      compareTask(task, judgedOn(prepared, joint, k), judgedOn(prepared, twins, k), 'single-task'),
    ),
  );
  return {
    name: `hydraulic, ${task.id}: joint against its own network (verdict: ${verdict})`,
    ours,
    peer,
    unit: '%',
    ratio: ours / peer,
    target: 'no worse, or the verdict says so',
    reached: verdict !== 'unknown',
  };
}

function describe(prepared: Case, outcome: TrainingOutcome): string {
  const each = tasks.map(({ id }, k) => `${id} ${accuracy(prepared, outcome, k).toFixed(2)} %`).join(', ');
  const wrong = judgedRight(prepared, outcome, 0).flatMap(({ cycle, right }) => (right ? [] : [cycle]));
  const where = wrong.length > 0 ? `; cooler wrong in cycles ${wrong.join(', ')}` : '';
  return `${each} (${outcome.trainSeconds.toFixed(0)} s, best epoch ${outcome.bestEpoch})${where}`;
}
