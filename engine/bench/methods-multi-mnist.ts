// MultiMNIST through every method: test accuracy of both digits on the LeNet of the literature, mean of the seeds.

import { milliseconds } from '../base/clock.ts';
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
import { mean } from './test-rows.ts';

/** Pairs; the published figures are from 60,000, a quarter ranks the methods as well in a quarter of the time. */
const whole = { seeds: [1, 2, 3], counts: [15_000, 2000, 10_000], epochs: 15 } as const;
const firstLook = { seeds: [1], counts: [3000, 500, 2000], epochs: 3 } as const;
/** Uniform scaling in Sener and Koltun 2018, percent of the left and of the right digits. */
const published = [96.5, 95];
/** Points that equal weights may fall behind by. */
const beside = 0.5;

const methods: Readonly<Record<string, Partial<Recipe>>> = {
  'equal weights': {},
  'single-task': { sharing: 'single-task' },
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

/**
 * Two rows a method, left and right digit, beside the single-task twins of the same seeds; equal weights beside what is
 * published as well. One to two hours (a first look: two minutes); what each run gave is logged at once.
 */
export async function multiMnistRows(quick: boolean): Promise<BenchRow[]> {
  const { seeds, counts, epochs } = quick ? firstLook : whole;
  const executor = await createExecutor('cpu');
  const found = new Map(Object.keys(methods).map((name): [string, number[][]] => [name, []]));
  for (const seed of seeds) {
    const set = multiMnist(counts, seed);
    if (set === null) {
      log('MultiMNIST: not measured, the pictures are not on this machine (shared/data/mnist)');
      return [];
    }
    for (const [name, change] of Object.entries(methods)) {
      const started = milliseconds();
      const accuracy = await accuracyOf(set, change, seed, executor, { capacity: 'lenet', epochs });
      found.get(name)!.push(accuracy);
      const seconds = ((milliseconds() - started) / 1000).toFixed(0);
      log(`MultiMNIST, seed ${seed}, ${name}: ${accuracy.map((value) => value.toFixed(2)).join(' ')} % (${seconds} s)`);
    }
  }
  const means = new Map([...found].map(([name, all]) => [name, [0, 1].map((k) => mean(all.map((one) => one[k]!)))]));
  const sides = ['left', 'right'] as const;
  const row = (name: string, ours: number, peer: number): BenchRow => {
    return { name, ours, peer, unit: '%', ratio: ours / peer, target: 'none: the table' };
  };
  const [equal, twins] = [means.get('equal weights')!, means.get('single-task')!];
  return [
    ...sides.map((side, k) => ({
      ...row(`MultiMNIST ${side}: LeNet, equal weights, against the published`, equal[k]!, published[k]!),
      ...(quick ? {} : { target: `no more than ${beside} points below`, reached: equal[k]! >= published[k]! - beside }),
    })),
    ...[...means].flatMap(([name, accuracy]) =>
      sides.map((side, k) => row(`MultiMNIST ${side}: ${name} against single-task`, accuracy[k]!, twins[k]!)),
    ),
  ];
}

/** Test accuracy of both digits in percent. */
export async function accuracyOf(
  set: MultiMnist,
  change: Partial<Recipe>,
  seed: number,
  executor: Executor,
  model: { readonly capacity: TrunkSize; readonly epochs: number },
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
