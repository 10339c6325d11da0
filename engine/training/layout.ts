// All trained numbers of a run as one vector, and who owns which part of it.
//
// One vector means one optimiser update instead of one for each of dozens of small tensors. Order:
// shared parameters, then each task's own, then the weighting's variables, so that every owner is
// one stretch.

import { reshape, slice } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';

/** A task's index, or one of the two that are nobody's own. */
export type Owner = number | 'shared' | 'weighting';

export interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  readonly owner: Owner;
}

export interface Layout {
  readonly slots: readonly Slot[];
  /** Length of the vector. */
  readonly size: number;
  /** Length of its first part, the model: what is kept when training is over. */
  readonly modelSize: number;
}

/** Prefix of the weighting's variables. */
export const weightingPrefix = 'weighting/';

/** Places arrays named `shared/...`, `task/<k>/...` and `weighting/...` one after another. */
export function layOut(arrays: HostArrays): Layout {
  const names = Object.keys(arrays);
  const placed = names.map((name, index) => ({ name, index, owner: ownerOf(name) }));
  placed.sort((a, b) => rank(a.owner) - rank(b.owner) || a.index - b.index);
  const slots: Slot[] = [];
  let offset = 0;
  for (const { name, owner } of placed) {
    const { shape } = arrays[name]!;
    slots.push({ name, shape, offset, size: sizeOf(shape), owner });
    offset += sizeOf(shape);
  }
  return { slots, size: offset, modelSize: slots.find((slot) => slot.owner === 'weighting')?.offset ?? offset };
}

/** The arrays as one vector. */
export function flatten(arrays: HostArrays, layout: Layout): Float32Array {
  const vector = new Float32Array(layout.size);
  for (const slot of layout.slots) vector.set(arrays[slot.name]!.data, slot.offset);
  return vector;
}

/** The model's part of the vector by name; copies. */
export function modelArrays(vector: Float32Array, layout: Layout): HostArrays {
  const arrays: HostArrays = {};
  for (const { name, shape, offset, size, owner } of layout.slots) {
    if (owner !== 'weighting') arrays[name] = { shape, data: vector.slice(offset, offset + size) };
  }
  return arrays;
}

/** A copy of the vector with these arrays in their places. */
export function replaced(vector: Float32Array, layout: Layout, arrays: HostArrays): Float32Array {
  const copy = vector.slice();
  for (const [name, { data }] of Object.entries(arrays)) {
    const slot = layout.slots.find((one) => one.name === name);
    if (slot?.size !== data.length) throw new Error(`no place for ${name} of ${data.length} numbers`);
    copy.set(data, slot.offset);
  }
  return copy;
}

/** The vector cut into its tensors. Pure tfjs. */
export function pieces(vector: Tensor1D, slots: readonly Slot[]): Tensor[] {
  return slots.map(({ offset, size, shape }) => reshape(slice(vector, offset, size), [...shape]));
}

/** First and last-plus-one position of an owner's stretch; empty where it owns nothing. */
export function stretch(layout: Layout, owner: Owner): { readonly from: number; readonly to: number } {
  const own = layout.slots.filter((slot) => slot.owner === owner);
  const last = own.at(-1);
  return last ? { from: own[0]!.offset, to: last.offset + last.size } : { from: 0, to: 0 };
}

function ownerOf(name: string): Owner {
  if (name.startsWith(weightingPrefix)) return 'weighting';
  const match = /^task\/(\d+)\//.exec(name);
  return match ? Number(match[1]) : 'shared';
}

function rank(owner: Owner): number {
  return owner === 'shared' ? -1 : owner === 'weighting' ? Number.MAX_SAFE_INTEGER : owner;
}
