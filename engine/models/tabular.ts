// The trunk for tables: numeric embeddings, then fully connected layers shared by the members of a
// small ensemble.
//
// Where a plan has `plainNumbers`, there is no embedding. The ensemble is TabM's (Gorishniy et al. 2024): all
// members share the matrices, each has its own scaling of every layer's inputs and outputs (BatchEnsemble) and
// its own bias, and each is trained on its own loss.

import { add, matMul, mul, relu, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { FeaturePlan } from '../data/features.ts';
import { filled, keepLast, keepRows, signs, uniform } from './arrays.ts';
import { embedding } from './embedding.ts';
import type { EmbeddingOptions } from './embedding.ts';
import { createPreparation } from './preparation.ts';
import { keptBehind } from './trunk.ts';
import type { Inputs, Layer, Prepared, Trunk } from './trunk.ts';

export interface TabularOptions extends EmbeddingOptions {
  readonly width: number;
  /** Hidden layers, 1 or more. */
  readonly depth: number;
  /** Members of the ensemble, 1 or more. */
  readonly members: number;
}

export function createTabularTrunk(plan: FeaturePlan, options: TabularOptions): Trunk {
  const preparation = createPreparation(plan);
  const { width, members } = options;
  const layers = tabularLayers(preparation, options, plan);
  const prepare = (inputs: Inputs): Prepared => ({
    columns: preparation.apply(inputs),
    kept: keptBehind(layers, inputs),
  });
  return { prepare, layers, members, width };
}

/** The layers on columns `[rows, width]`, of which the first `numbers` are numbers to embed. */
export function tabularLayers(
  columns: { readonly width: number; readonly numbers: number },
  options: TabularOptions,
  { plainNumbers }: Pick<FeaturePlan, 'plainNumbers'>,
): Layer[] {
  const { width, depth, members } = options;
  const embeds = options.frequencies > 0 && columns.numbers > 0 && !plainNumbers;
  const embedded = columns.width + (embeds ? columns.numbers * options.embedding : 0);
  const layers: Layer[] = embeds ? [embedding(columns.numbers, options)] : [];
  for (let i = 0; i < depth; i++) layers.push(dense(`dense${i}`, i === 0 ? embedded : width, width, members, i === 0));
  return layers;
}

function dense(name: string, inputs: number, outputs: number, members: number, first: boolean): Layer {
  const limit = Math.sqrt(1 / inputs);
  return {
    name,
    dropWidth: outputs,
    fixed: { operations: 0, parameters: members > 1 ? members * inputs : 0 },
    channels: {
      count: outputs,
      each: { operations: members * inputs, parameters: inputs + members * (members > 1 ? 2 : 1) },
      keep: (parameters, kept, order) =>
        Object.fromEntries(
          Object.entries(parameters).map(([key, array]) => {
            const ordered =
              order && (key === 'in' ? keepLast(array, order) : key === 'weight' ? keepRows(array, order) : null);
            return [key, key === 'in' ? (ordered ?? array) : keepLast(ordered ?? array, kept)];
          }),
        ),
    },
    start: (rng) => ({
      weight: uniform([inputs, outputs], limit, rng.fork('weight')),
      bias: uniform([members, 1, outputs], limit, rng.fork('bias')),
      // Random signs in the first layer make the members differ; the others start alike (TabM, section 3.3).
      ...(members > 1
        ? {
            in: first ? signs([members, 1, inputs], rng.fork('in')) : filled([members, 1, inputs], 1),
            out: filled([members, 1, outputs], 1),
          }
        : {}),
    }),
    apply: (parameters, input, kept) => {
      const rows = first ? input.shape[0]! : input.shape[1]!;
      const entering = first ? reshape(input, [1, rows, inputs]) : input;
      const scaled = members > 1 ? mul(entering, parameters['in']!) : entering;
      const weight = parameters['weight'] as Tensor2D;
      const product = matMul(reshape(scaled, [members * rows, inputs]) as Tensor2D, weight);
      // Fewer than `outputs` where a method has removed some.
      const shaped = reshape(product, [members, rows, weight.shape[1]]) as Tensor3D;
      const active = relu(add(members > 1 ? mul(shaped, parameters['out']!) : shaped, parameters['bias']!)) as Tensor;
      return kept ? mul(active, reshape(kept, [1, rows, outputs])) : active;
    },
  };
}
