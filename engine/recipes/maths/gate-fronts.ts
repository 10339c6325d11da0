// Which channels of a gated layer are computed where once nobody's are gone, and what each task finds of them:
// channels that some task owns come first, those that all share behind.

import { concat, slice } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Gates } from './gate-cost.ts';
import { lookUp } from './gate-lookup.ts';

export type LayerGates = Gates[number];

/** Channels by who owns them: every task, some, none. */
export interface Split {
  readonly all: readonly number[];
  readonly some: readonly number[];
  readonly none: readonly number[];
}

export function splitOf(layer: LayerGates): Split {
  const channels = Array.from({ length: layer[0]!.length }, (_, c) => c);
  const owners = channels.map((c) => layer.filter((task) => task[c] === 1).length);
  return {
    all: channels.filter((c) => owners[c] === layer.length),
    some: channels.filter((c) => owners[c]! > 0 && owners[c]! < layer.length),
    none: channels.filter((c) => owners[c] === 0),
  };
}

/** Channels that this task's own branch computes. */
export function ownOf({ all, some }: Split, task: ArrayLike<number>): readonly number[] {
  return [...all, ...some.filter((c) => task[c] === 1)];
}

/** Channels that the common branch computes. */
export function commonOf({ some, none }: Split): readonly number[] {
  return [...some, ...none];
}

/** What the branches put out, channels on the last axis; null where a branch has none. */
export interface Outputs {
  readonly own: readonly (Tensor | null)[];
  readonly common: Tensor | null;
}

export interface Fronts {
  /** By task, in one order; null where nobody owns any channel. */
  readonly fronts: readonly (Tensor | null)[];
  /** What all tasks have behind it; null where nothing is left. */
  readonly tail: Tensor | null;
}

/** @param mixed whether fronts are mixed: those of a layer that is not may hold what belongs into the tail */
export function frontsOf(layer: LayerGates, split: Split, { own, common }: Outputs, mixed: boolean): Fronts {
  const { all, some, none } = split;
  // Nothing to look up: what all own is each task's own output, what none does the common one.
  if (some.length === 0) return { fronts: own, tail: common };
  const parts = [...own.flatMap((each) => each ?? []), common!];
  const joined = concat(parts, common!.rank - 1);
  const behind = mixed ? none.length : 0;
  const channels = mixed ? [...all, ...some] : [...all, ...some, ...none];
  const shared = placesOf(commonOf(split), joined.shape.at(-1)! - common!.shape.at(-1)!);
  let from = 0;
  const places = layer.map((task) => {
    const mine = placesOf(ownOf(split, task), from);
    from += mine.size;
    return channels.map((c) => mine.get(c) ?? shared.get(c)!);
  });
  return { fronts: lookUp(joined, places), tail: behind > 0 ? lastChannels(joined, behind) : null };
}

/** Where channels lie that were put one after another from this place on. */
function placesOf(channels: readonly number[], from: number): ReadonlyMap<number, number> {
  return new Map(channels.map((c, i) => [c, from + i]));
}

function lastChannels(features: Tensor, count: number): Tensor {
  const others = features.shape.slice(0, -1);
  const from = features.shape.at(-1)! - count;
  return slice(features, [...others.map(() => 0), from], [...others.map(() => -1), count]);
}
