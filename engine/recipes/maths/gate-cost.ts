// What a gated network costs once its unused channels are gone (methods.md 5.6): multiply-adds for one
// row, counted once, and trained numbers.
//
// A channel costs its column of the layer's matrix: once for each task that owns it, once more if any task
// uses the common one. Mixing is needed where a common channel of the next layer reads features of which
// some are a task's own, and only of those channels: what all share, mixing gives back (equation 3).

import type { Cost, Trunk } from '../../models/trunk.ts';
import type { Apart, SharingContext } from '../sharing/sharing.ts';
import { blocksOf } from './gates.ts';
import type { Block } from './gates.ts';

/** By block, by task, one number a channel: 1 = own, 0 = common. */
export type Gates = readonly (readonly ArrayLike<number>[])[];

/** What has to be known of a network besides its gates. */
export interface Costing {
  readonly blocks: readonly Block[];
  readonly members: number;
  readonly width: number;
  /** Numbers each head puts out. */
  readonly outputSizes: readonly number[];
  /** Columns that each task's linear part reads; left out = no task has one. */
  readonly lines?: readonly number[];
}

export function costing(trunk: Trunk, outputSizes: readonly number[]): Costing {
  return { blocks: blocksOf(trunk), members: trunk.members, width: trunk.width, outputSizes };
}

/** The same from what a sharing is asked with. */
export function costingOf({ trunk, taskCount, outputSizes, lines = [] }: SharingContext): Costing {
  return { ...costing(trunk, outputSizes ?? new Array<number>(taskCount).fill(1)), lines };
}

/**
 * What a part costs with a network for each task, and the numbers of all those networks. Of several data sets a part
 * needs only the networks of its own, which read that one's columns alone.
 */
export function separateCost(context: SharingContext): Cost {
  const { apart, ...whole } = context;
  const all: readonly Apart[] = apart ?? [{ trunk: whole.trunk, tasks: taskPlaces(whole), partsJudged: 1 }];
  return all.reduce(
    (sum, { trunk, tasks, partsJudged }) => {
      const pick = (numbers: readonly number[] | undefined, otherwise: number): number[] =>
        tasks.map((k) => numbers?.[k] ?? otherwise);
      const lines = pick(whole.lines, 0).map((columns) => (columns > 0 ? trunk.line!.width : 0));
      const cost = { ...costing(trunk, pick(whole.outputSizes, 1)), lines };
      const { operations, parameters } = costOf(cost, uniformGates(cost, 1));
      return { operations: sum.operations + partsJudged * operations, parameters: sum.parameters + parameters };
    },
    { operations: 0, parameters: 0 },
  );
}

/** Of the operations of separate models, the share that one shared model takes: gates cannot undercut it. */
export function sharedShare(context: SharingContext): number {
  const cost = costingOf(context);
  return costOf(cost, uniformGates(cost, 0)).operations / separateCost(context).operations;
}

function taskPlaces({ taskCount }: SharingContext): number[] {
  return Array.from({ length: taskCount }, (_, k) => k);
}

export function costOf({ blocks, members, width, outputSizes, lines = [] }: Costing, gates: Gates): Cost {
  const counts = gates.map((layer) => ({ own: layer.map(countOwn), common: commonChannels(layer).length }));
  const total = { operations: 0, parameters: 0 };
  const book = (operations: number, parameters: number): void => {
    total.operations += operations;
    total.parameters += parameters;
  };
  blocks.forEach((block, l) => {
    const { own, common } = counts[l]!;
    for (const kept of [...own, common].filter((count) => count > 0)) {
      for (const { fixed } of block.layers) book(fixed?.operations ?? 0, fixed?.parameters ?? 0);
      book(kept * block.channels.each.operations, kept * block.channels.each.parameters);
    }
    if (mixes(gates, l)) {
      const each = ownedChannels(gates[l]!).length * gates[l]!.length;
      book((block.channels.places ?? members) * each, each);
    }
  });
  for (const size of outputSizes) book(members * width * size, members * (width + 1) * size);
  // One multiply-add and one number a column: a quantity has one output.
  for (const columns of lines) book(columns, columns);
  return total;
}

/** True where the block after `l` reads a mixture. */
export function mixes(gates: Gates, l: number): boolean {
  const next = gates[l + 1];
  return next !== undefined && commonChannels(next).length > 0 && gates[l]!.some((task) => countOwn(task) > 0);
}

/** Channels that some task takes from the common branch, ascending. */
export function commonChannels(layer: readonly ArrayLike<number>[]): number[] {
  return Array.from({ length: layer[0]!.length }, (_, c) => c).filter((c) => layer.some((task) => task[c] === 0));
}

/** Channels that some task owns, ascending. */
export function ownedChannels(layer: readonly ArrayLike<number>[]): number[] {
  return Array.from({ length: layer[0]!.length }, (_, c) => c).filter((c) => layer.some((task) => task[c] === 1));
}

/** All gates at 0 (hard sharing) or 1 (a network for each task). */
export function uniformGates({ blocks, outputSizes }: Costing, value: 0 | 1): Gates {
  return blocks.map(({ channels }) => outputSizes.map(() => new Uint8Array(channels.count).fill(value)));
}

function countOwn(task: ArrayLike<number>): number {
  return Array.from(task).reduce((sum, gate) => sum + gate, 0);
}
