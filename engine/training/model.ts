// A trained model: everything needed to judge a row, and nothing else. Saved as one small file.

import type { FeaturePlan } from '../data/features.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { TrunkSize } from '../models/capacity.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import type { HostState, TensorFunction } from '../runtime/executor.ts';
import { tensor } from '@tensorflow/tfjs-core';
import type { TaskHead } from '../tasks/rules.ts';
import { packFile, unpackFile } from './binary-file.ts';
import { createNetwork, infer } from './network.ts';

export interface TrainedModel {
  readonly recipe: ResolvedRecipe;
  readonly capacity: TrunkSize;
  readonly plan: FeaturePlan;
  readonly heads: readonly TaskHead[];
  /** Parameters by name. */
  readonly state: HostState;
  /**
   * From raw `numeric` `[rows, F]` float32 (missing = NaN) and `categorical` `[rows, C]` int32 to one output a
   * task, by task id: `[rows]` in the target's unit, `[rows]` NG probabilities, or `[rows, classes]`. A table
   * without numbers has no `numeric` input, one without words no `categorical`. Parameters are constants in it.
   */
  readonly infer: TensorFunction;
}

export function createModel(parts: Omit<TrainedModel, 'infer'>): TrainedModel {
  const network = createNetwork(parts.plan, parts.heads, parts.recipe, parts.capacity);
  return {
    ...parts,
    infer: (inputs) => {
      const parameters = Object.fromEntries(
        Object.entries(parts.state).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]),
      );
      return infer(network, parameters, inputs);
    },
  };
}

/** Numbers the model learned. */
export function parameterCount(state: HostArrays): number {
  return Object.values(state).reduce((count, array) => count + array.data.length, 0);
}

export function saveModel({ recipe, capacity, plan, heads, state }: TrainedModel): Uint8Array {
  return packFile('model', { recipe, capacity, plan, heads }, state);
}

/** @throws Refusal `training.bad-checkpoint` when the bytes are damaged or from a newer version */
export function loadModel(bytes: Uint8Array): TrainedModel {
  const { header, arrays } = unpackFile('model', bytes);
  return createModel({ ...(header as Omit<TrainedModel, 'infer' | 'state'>), state: arrays });
}
