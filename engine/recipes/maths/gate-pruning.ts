// A gated network without the channels that nobody reads (methods.md 5.5): fewer columns in every matrix,
// the same answers.
//
// Channels are put in a new order, those that all tasks own first, then those that some own, then those that
// none does: where no channel is of the middle kind, what a task reads is its own columns followed by common
// ones, and nothing has to be looked up. Rows of the next matrix follow the order.

import { add, concat, mul, slice } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { arraysUnder, keepLast, prefixed } from '../../models/arrays.ts';
import type { HostArray, HostArrays } from '../../models/arrays.ts';
import { under } from '../../models/trunk.ts';
import type { Parameters, Prepared } from '../../models/trunk.ts';
import { applyBranches } from './gate-branches.ts';
import type { Branch } from './gate-branches.ts';
import { commonOf, frontsOf, ownOf, splitOf } from './gate-fronts.ts';
import type { LayerGates } from './gate-fronts.ts';
import type { Block } from './gates.ts';
import { mixes } from './gate-cost.ts';
import type { Costing, Gates } from './gate-cost.ts';

/** The order in which block `l` finds its inputs; null = as they came. */
function orderBefore(gates: Gates, l: number): readonly number[] | null {
  return l === 0 ? null : channelOrder(gates[l - 1]!);
}

/** The channels in the order in which the next layer finds them. */
export function channelOrder(layer: LayerGates): readonly number[] {
  const { all, some, none } = splitOf(layer);
  return [...all, ...some, ...none];
}

/**
 * What is left of a trunk's parameters: `task/<k>/trunk/...` and `shared/trunk/...` with fewer outputs or none,
 * and the finished mixing shares `[T, channels that someone owns]` as `shared/mix/...` where something is mixed.
 */
export function pruneParameters({ blocks }: Costing, gates: Gates, parameters: HostArrays): HostArrays {
  const kept: HostArrays = {};
  blocks.forEach((block, l) => {
    const split = splitOf(gates[l]!);
    const { all, some } = split;
    const order = orderBefore(gates, l);
    const keep = (branch: string, channels: readonly number[]): void => {
      if (channels.length > 0) Object.assign(kept, keepChannels(block, branch, channels, order, parameters));
    };
    gates[l]!.forEach((task, t) => keep(`task/${t}/trunk/`, ownOf(split, task)));
    keep('shared/trunk/', commonOf(split));
    const name = `shared/mix/${block.name}`;
    if (mixes(gates, l)) kept[name] = keepLast(sharesOf(parameters[name]!.data, gates[l]!.length), [...all, ...some]);
  });
  return kept;
}

/** What each head reads, `[members, rows, width]` in `channelOrder`, from what `pruneParameters` left. Pure tfjs. */
export function prunedFeatures(
  { blocks }: Costing,
  gates: Gates,
  parameters: Parameters,
  { columns, kept }: Prepared,
): readonly Tensor[] {
  let own: readonly Tensor[] = gates[0]!.map(() => columns);
  let common = columns;
  blocks.forEach((block, l) => {
    const split = splitOf(gates[l]!);
    const branch = (prefix: string, input: Tensor, channels: readonly number[]): Branch[] =>
      channels.length > 0 ? [{ parameters: under(prefix, parameters), input, channels }] : [];
    const commonBranch = branch('shared/trunk/', common, commonOf(split));
    const ownBranches = gates[l]!.map((task, t) => branch(`task/${t}/trunk/`, own[t]!, ownOf(split, task)));
    const branches = [...ownBranches.flat(), ...commonBranch];
    const outputs = applyBranches(block, branches, orderBefore(gates, l), kept).values();
    const next = ({ length }: readonly Branch[]): Tensor | null => (length > 0 ? outputs.next().value! : null);
    const put = { own: ownBranches.map(next), common: next(commonBranch) };
    const { fronts, tail } = frontsOf(gates[l]!, split, put, mixes(gates, l));
    const mixed = mixes(gates, l) ? mixedOf(fronts as Tensor[], parameters[`shared/mix/${block.name}`]!) : null;
    own = fronts.map((front) => joined(front, tail));
    common = mixed ? joined(mixed, tail) : own[0]!;
  });
  return own;
}

function joined(front: Tensor | null, tail: Tensor | null): Tensor {
  return front && tail ? concat([front, tail], front.rank - 1) : (front ?? tail)!;
}

function mixedOf(fronts: readonly Tensor[], shares: Tensor): Tensor {
  const channels = shares.shape[1]!;
  return fronts.map((front, t) => mul(front, slice(shares, [t, 0], [1, channels]))).reduce((a, b) => add(a, b));
}

function keepChannels(
  block: Block,
  branch: string,
  channels: readonly number[],
  order: readonly number[] | null,
  parameters: HostArrays,
): HostArrays {
  if (order && block.layers.length > 1) throw new Error(`what ${block.name} reads cannot be put in another order`);
  return Object.assign(
    {},
    ...block.layers.map((layer) => {
      const prefix = `${branch}${layer.name}/`;
      const all = arraysUnder(prefix, parameters);
      return prefixed(prefix, layer.channels ? layer.channels.keep(all, channels, order) : all);
    }),
  ) as HostArrays;
}

/** Softmax over tasks of `[channels, T]`, as `[T, channels]`. */
export function sharesOf(mixing: Float32Array, taskCount: number): HostArray {
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
