// A small gated network for tests: two tasks or more, two layers of six channels behind an embedding.

import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createRng } from '../../base/rng.ts';
import type { Rng } from '../../base/rng.ts';
import type { Recipe } from '../../contract/recipes.ts';
import type { Task } from '../../contract/tasks.ts';
import type { FeaturePlan } from '../../data/features.ts';
import type { HostArrays } from '../../models/arrays.ts';
import { createTabularTrunk } from '../../models/tabular.ts';
import type { Trunk } from '../../models/trunk.ts';
import { resolveRecipe } from '../recipe.ts';
import type { Settings } from '../settings.ts';
import { interrogate } from '../sharing/interrogate.ts';
import type { SharingContext } from '../sharing/sharing.ts';
import { costing } from '../maths/gate-cost.ts';
import type { Costing, Gates } from '../maths/gate-cost.ts';

const plan: FeaturePlan = {
  numeric: ['a', 'b', 'c'].map((column) => ({
    column,
    part: 'value',
    origin: 0,
    center: 0,
    scale: 1,
    quantiles: [-1, 1],
    canMiss: false,
  })),
  categorical: [],
  leftOut: [],
};

export const smallTrunk = (members: number, depth = 2): Trunk =>
  createTabularTrunk(plan, { width: 6, depth, members, frequencies: 2, embedding: 3 });

export function settingsOf(taskCount: number, given: Partial<Recipe> = {}): Settings {
  const tasks = Array.from({ length: taskCount }, (_, k): Task => ({
    id: `t${k}`,
    data: 'main',
    target: `t${k}`,
    kind: 'regression',
    importance: 1,
  }));
  const recipe = { sharing: 'interrogate', weighting: 'equal', schedule: 'joint', search: 'none', ...given } as Recipe;
  return resolveRecipe(recipe, tasks).sharing.settings;
}

export interface SmallGated {
  readonly context: SharingContext;
  readonly cost: Costing;
  /** Every branch with values of its own, so that nothing agrees by chance. */
  readonly parameters: HostArrays;
}

export function smallGated(taskCount: number, members: number, depth = 2, seed = 1): SmallGated {
  return gatedOn(smallTrunk(members, depth), taskCount, 0.3, seed);
}

/** A gated network on this trunk; its first values, gates apart, moved by noise of this deviation. */
export function gatedOn(trunk: Trunk, taskCount: number, deviation: number, seed: number): SmallGated {
  const settings = settingsOf(taskCount);
  const rng = createRng(seed);
  const start = interrogate.start(trunk, taskCount, rng, settings);
  const parameters = Object.fromEntries(
    Object.entries(start).map(([name, { shape, data }]) => [
      name,
      /gate|held/.test(name) ? { shape, data } : { shape, data: data.map((x) => x + deviation * rng.normal()) },
    ]),
  );
  const outputSizes = Array.from({ length: taskCount }, (_, t) => 1 + (t % 2));
  return { context: { trunk, taskCount, settings, outputSizes }, cost: costing(trunk, outputSizes), parameters };
}

/** The parameters with these gates: +0.7 where own, -0.7 where common. */
export function withGates({ cost, parameters }: Pick<SmallGated, 'cost' | 'parameters'>, gates: Gates): HostArrays {
  const set: HostArrays = { ...parameters };
  cost.blocks.forEach(({ name }, l) =>
    gates[l]!.forEach((task, t) => {
      set[`task/${t}/gate/${name}`] = {
        shape: [task.length],
        data: Float32Array.from(task, (gate) => (gate === 1 ? 0.7 : -0.7)),
      };
    }),
  );
  return set;
}

/** Gates thrown with this chance of own. */
export function chanceGates({ blocks, outputSizes }: Costing, own: number, rng: Rng): Gates {
  return blocks.map(({ channels }) =>
    outputSizes.map(() => Uint8Array.from({ length: channels.count }, () => (rng.next() < own ? 1 : 0))),
  );
}

export const tensorsOf = (arrays: HostArrays): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]));

/** Nine rows of chance inputs. */
export function chanceInputs(): Record<string, Tensor> {
  const rng = createRng(5);
  return {
    numeric: tensor(
      Float32Array.from({ length: 27 }, () => rng.normal()),
      [9, 3],
    ),
  };
}
