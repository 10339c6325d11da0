// MultiMNIST through every method: test accuracy of both digits on the flat-input perceptron, mean of the seeds.

import { log } from '../base/log.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import type { TrunkSize } from '../models/capacity.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { multiMnist } from './multi-mnist.ts';
import type { MultiMnist } from './multi-mnist.ts';

const seeds = [1, 2, 3];
const counts = [12_000, 2000, 4000] as const;
const epochs = 8;

const methods: Readonly<Record<string, Partial<Recipe>>> = {
  'equal weights': {},
  UW: { weighting: 'uncertainty' },
  DWA: { weighting: 'dwa' },
  PCGrad: { weighting: 'pcgrad' },
  MGDA: { weighting: 'mgda' },
  CAGrad: { weighting: 'cagrad' },
  FAMO: { weighting: 'famo' },
  bilevel: { weighting: 'bilevel' },
  'task groups': { schedule: 'task-groups' },
  'trace norm': { sharing: 'trace-norm' },
  InterroGate: { sharing: 'interrogate', budget: { flopsOfSeparate: 0.7 } },
};

/** Two rows a method, left and right digit, beside the single-task twins of the same seeds. */
export async function multiMnistRows(): Promise<BenchRow[]> {
  const made = seeds.map((seed) => multiMnist(counts, seed));
  if (made.includes(null)) {
    log('MultiMNIST: not measured, the pictures are not on this machine (shared/data/mnist)');
    return [];
  }
  const executor = await createExecutor('cpu');
  const twins = await meanAccuracy(made as MultiMnist[], { sharing: 'single-task' }, executor);
  const rows: BenchRow[] = [];
  for (const [name, change] of Object.entries(methods)) {
    const accuracy = await meanAccuracy(made as MultiMnist[], change, executor);
    accuracy.forEach((value, k) =>
      rows.push({
        name: `MultiMNIST ${k === 0 ? 'left' : 'right'}: ${name} against single-task`,
        ours: value,
        peer: twins[k]!,
        unit: '%',
        ratio: value / twins[k]!,
        target: 'none: the table',
      }),
    );
  }
  return rows;
}

async function meanAccuracy(
  sets: readonly MultiMnist[],
  change: Partial<Recipe>,
  executor: Executor,
): Promise<number[]> {
  const all: number[][] = [];
  for (const [i, set] of sets.entries()) all.push(await accuracyOf(set, change, seeds[i]!, executor));
  return [0, 1].map((k) => all.reduce((sum, one) => sum + one[k]!, 0) / all.length);
}

/** Test accuracy of both digits in percent. */
export async function accuracyOf(
  set: MultiMnist,
  change: Partial<Recipe>,
  seed: number,
  executor: Executor,
  model: { readonly capacity: TrunkSize; readonly epochs: number } = { capacity: 'perceptron', epochs },
): Promise<number[]> {
  const recipe = resolveRecipe({ ...plainRecipe, ...change } as Recipe, set.tasks);
  const outcome = await trainRun({
    ...set,
    recipe,
    budget: { epochs: model.epochs },
    seed,
    executor,
    capacity: model.capacity,
  });
  const places = [...outcome.rows.keys()].filter((place) => set.parts[outcome.rows[place]!] === 2);
  return set.tasks.map((task, k) => {
    const { values } = set.targets[k]!;
    const probabilities = outcome.predictions[task.id]!;
    const right = places.filter((place) => {
      const own = probabilities.subarray(place * 10, place * 10 + 10);
      return own.indexOf(Math.max(...own)) === values[outcome.rows[place]!];
    });
    return (100 * right.length) / places.length;
  });
}
