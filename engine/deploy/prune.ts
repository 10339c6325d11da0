// The smaller network that a sharing leaves when what nobody reads is gone, and how far its answers lie
// from the whole one's.

import { tensor } from '@tensorflow/tfjs-core';
import type { EncodedInputs } from '../data/features.ts';
import { keepRows } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { Executor } from '../runtime/index.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import type { TrainedModel } from '../training/model.ts';
import { createNetwork, infer, sharingContext } from '../training/network.ts';
import type { Network } from '../training/network.ts';

/** What exporting needs of a model, and what is left of its numbers. */
export type DeployedModel = Pick<TrainedModel, 'plan' | 'heads' | 'state' | 'infer'>;

/** The model without what nobody reads; the model itself where its sharing leaves nothing out. */
export function prunedModel(model: TrainedModel): DeployedModel {
  const network = createNetwork(model.plan, model.heads, model.recipe, model.capacity);
  const pruned = network.sharing.prune?.(sharingContext(network), model.state as HostArrays);
  if (!pruned) return model;
  const heads = Object.entries(model.state as HostArrays).filter(([name]) => /^task\/\d+\/(head|line)\//.test(name));
  const ordered = heads.map(([name, array]) => [
    name,
    name.endsWith('/head/weight') ? keepRows(array, pruned.order) : array,
  ]);
  const state: HostArrays = { ...pruned.parameters, ...Object.fromEntries(ordered) };
  const smaller: Network = {
    ...network,
    sharing: { ...network.sharing, features: (_, parameters, prepared) => pruned.features(parameters, prepared) },
  };
  return {
    plan: model.plan,
    heads: model.heads,
    state,
    infer: (inputs) => {
      const parameters = Object.fromEntries(
        Object.entries(state).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]),
      );
      return infer(smaller, parameters, inputs);
    },
  };
}

/** Rows that pruned and whole model are compared on, at most. */
const mostRows = 256;

/**
 * Largest difference of any answer between two models on these rows of real data; where an answer is above 1,
 * as a share of it (single precision keeps seven digits of whatever size).
 */
export async function largestDifference(
  one: DeployedModel,
  other: DeployedModel,
  inputs: EncodedInputs,
  rows: Uint32Array,
  executor: Executor,
): Promise<number> {
  const chosen = rows.slice(0, mostRows);
  const shapes = inputShapes(inputs, chosen.length);
  const [a, b] = await Promise.all(
    [one, other].map(async (model) => {
      const compiled = await executor.compileFunction(model.infer, shapes);
      const answers = await compiled.run(inputTensors(inputs, chosen));
      await compiled.dispose();
      return answers;
    }),
  );
  let largest = 0;
  for (const [task, { data }] of Object.entries(a!)) {
    data.forEach((value, i) => {
      const second = b![task]!.data[i]!;
      largest = Math.max(largest, Math.abs(value - second) / Math.max(1, Math.abs(value)));
    });
  }
  return largest;
}
