// A small made-up inspection for the tests of this folder: 240 rows, four inputs, three related tasks.

import { createRng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import type { Task } from '../contract/tasks.ts';
import { encodeInputs, fitFeatures } from '../data/features.ts';
import type { Table } from '../data/table.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TrainingRequest } from './train-run.ts';

const common = { data: 'main', importance: 1 } as const;
export const sampleTasks: readonly Task[] = [
  { ...common, id: 'size', target: 'size', kind: 'regression' },
  { ...common, id: 'judge', target: 'judge', kind: 'binary', positive: 'NG' },
  { ...common, id: 'grade', target: 'grade', kind: 'classification' },
];

/** Missing: one reading in ten of `b`, one `size` label in five. */
export function sampleTable(rowCount = 240): Table {
  const rng = createRng(7);
  const a = Float64Array.from({ length: rowCount }, () => rng.normal());
  const b = Float64Array.from({ length: rowCount }, () => (rng.next() < 0.1 ? Number.NaN : rng.normal() * 5 + 100));
  const line = Int32Array.from({ length: rowCount }, () => rng.integer(3));
  const size = a.map((value, i) => (rng.next() < 0.2 ? Number.NaN : 20 + 2 * value + line[i]! + 0.1 * rng.normal()));
  const judge = Int32Array.from(a, (value) => (value + 0.3 * rng.normal() > 0.8 ? 1 : 0));
  const grade = Int32Array.from(a, (value, i) => (value < -0.5 ? 0 : line[i] === 2 ? 1 : 2));
  const number = (name: string, values: Float64Array) => ({ kind: 'number', name, unit: null, values }) as const;
  const words = (name: string, codes: Int32Array, levels: string[]) =>
    ({ kind: 'category', name, unit: null, codes, levels }) as const;
  return {
    rowCount,
    columns: [
      number('a', a),
      number('b', b),
      words('line', line, ['L1', 'L2', 'L3']),
      number('size', size),
      words('judge', judge, ['OK', 'NG']),
      words('grade', grade, ['A', 'B', 'C']),
    ],
    source: { file: new Uint16Array(rowCount), line: new Uint32Array(rowCount), files: ['sample.csv'] },
  };
}

/** A short training on the sample. */
export function sampleRequest(
  recipe: Partial<Recipe> = {},
  tasks: readonly Task[] = sampleTasks,
): Promise<TrainingRequest> {
  return requestOf({ table: sampleTable(), targets: sampleTasks.map((task) => task.target) }, recipe, tasks);
}

/** Of every ten rows two are test, two validation. `targets` are kept out of the inputs. */
export async function requestOf(
  { table, targets }: { readonly table: Table; readonly targets: readonly string[] },
  recipe: Partial<Recipe>,
  tasks: readonly Task[],
): Promise<TrainingRequest> {
  const parts = Uint8Array.from({ length: table.rowCount }, (_, row) => (row % 10 < 2 ? 2 : row % 10 < 4 ? 1 : 0));
  const trainingRows = Uint32Array.from(parts.keys()).filter((row) => parts[row] === 0);
  const plan = fitFeatures(table, trainingRows, { exclude: [], targets });
  return {
    inputs: encodeInputs(table, plan),
    plan,
    targets: tasks.map((task) => encodeTargets(table, task)),
    parts,
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, tasks),
    budget: { epochs: 4 },
    seed: 3,
    executor: await createExecutor('cpu'),
    capacity: 'small',
  };
}
