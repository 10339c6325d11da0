// A gated network without the channels that nobody reads (methods.md 5.5): fewer columns in every matrix,
// the same answers. Each consumer finds its channels among the remaining ones by a fixed index.

import { add, concat, gather, mul, slice, tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { arraysUnder, prefixed } from '../../models/arrays.ts';
import type { HostArrays } from '../../models/arrays.ts';
import { under } from '../../models/trunk.ts';
import type { Parameters, Prepared } from '../../models/trunk.ts';
import { applyBlock } from './gates.ts';
import type { Block } from './gates.ts';
import { commonChannels, mixes, ownChannels } from './gate-cost.ts';
import type { Costing, Gates } from './gate-cost.ts';

/**
 * What is left of a trunk's parameters: `task/<k>/trunk/...` and `shared/trunk/...` with fewer outputs or none,
 * and the finished mixing shares `[T, channels]` as `shared/mix/...` where something is mixed.
 */
export function pruneParameters({ blocks }: Costing, gates: Gates, parameters: HostArrays): HostArrays {
  const kept: HostArrays = {};
  blocks.forEach((block, l) => {
    const branches: [string, number[]][] = gates[l]!.map((task, t) => [`task/${t}/trunk/`, ownChannels(task)]);
    for (const [branch, channels] of [...branches, ['shared/trunk/', commonChannels(gates[l]!)] as const]) {
      if (channels.length > 0) Object.assign(kept, keepChannels(block, branch, channels, parameters));
    }
    if (!mixes(gates, l)) return;
    const name = `shared/mix/${block.name}`;
    kept[name] = sharesOf(parameters[name]!.data, gates[l]!.length);
  });
  return kept;
}

/** What each head reads, `[members, rows, width]`, from parameters that `pruneParameters` left. Pure tfjs. */
export function prunedFeatures(
  { blocks }: Costing,
  gates: Gates,
  parameters: Parameters,
  { columns, kept }: Prepared,
): readonly Tensor[] {
  let own: readonly Tensor[] = gates[0]!.map(() => columns);
  let common = columns;
  blocks.forEach((block, l) => {
    const shared = commonChannels(gates[l]!);
    const branch = (prefix: string, input: Tensor): Tensor => applyBlock(block, under(prefix, parameters), input, kept);
    const commonOut = shared.length > 0 ? branch('shared/trunk/', common) : null;
    own = gates[l]!.map((task, t) => {
      const mine = ownChannels(task);
      if (mine.length === 0) return commonOut!;
      const ownOut = branch(`task/${t}/trunk/`, own[t]!);
      if (mine.length === task.length) return ownOut;
      const places = Int32Array.from(task, (gate, c) =>
        gate === 1 ? mine.indexOf(c) : mine.length + shared.indexOf(c),
      );
      return gather(concat([ownOut, commonOut!], 2), tensor1d(places, 'int32'), 2);
    });
    common = mixes(gates, l) ? mixed(own, parameters[`shared/mix/${block.name}`]!) : own[0]!;
  });
  return own;
}

function mixed(features: readonly Tensor[], shares: Tensor): Tensor {
  const channels = shares.shape[1]!;
  return features.map((each, t) => mul(each, slice(shares, [t, 0], [1, channels]))).reduce((a, b) => add(a, b));
}

function keepChannels(block: Block, branch: string, channels: readonly number[], parameters: HostArrays): HostArrays {
  return Object.assign(
    {},
    ...block.layers.map((layer) => {
      const prefix = `${branch}${layer.name}/`;
      const all = arraysUnder(prefix, parameters);
      return prefixed(prefix, layer.channels ? layer.channels.keep(all, channels) : all);
    }),
  ) as HostArrays;
}

/** Softmax over tasks of `[channels, T]`, as `[T, channels]`. */
export function sharesOf(mixing: Float32Array, taskCount: number): { shape: number[]; data: Float32Array } {
  const channels = mixing.length / taskCount;
  const data = new Float32Array(mixing.length);
  for (let c = 0; c < channels; c++) {
    const row = mixing.subarray(c * taskCount, (c + 1) * taskCount);
    const highest = Math.max(...row);
    const raised = Array.from(row, (value) => Math.exp(value - highest));
    const sum = raised.reduce((a, b) => a + b, 0);
    raised.forEach((value, t) => (data[t * channels + c] = value / sum));
  }
  return { shape: [taskCount, channels], data };
}
