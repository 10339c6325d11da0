// AdamW on one vector, with clipping by global norm (Kingma and Ba 2015; Loshchilov and Hutter 2019).

import {
  add,
  concat,
  div,
  gather,
  isFinite as isFiniteTensor,
  logicalAnd,
  maximum,
  minimum,
  mul,
  reshape,
  slice,
  sqrt,
  square,
  sub,
  sum,
  tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { stretch } from './layout.ts';
import type { Layout, Slot } from './layout.ts';

export const beta1 = 0.9;
export const beta2 = 0.99;
const epsilon = 1e-8;
/** Gradients longer than this are shortened to it. */
const longest = 1;
/** Pull of matrices towards zero, as a share of the learning rate. */
const decay = 1e-2;

export interface Moments {
  readonly vector: Tensor1D;
  readonly first: Tensor1D;
  readonly second: Tensor1D;
}

export interface UpdateInputs {
  /** Learning rate and the two bias corrections 1 / (1 - beta^t), `[3]`. */
  readonly pace: Tensor1D;
  /** False for a batch whose losses or gradients are not finite: nothing moves then, not even the moments. */
  readonly sound: Tensor;
  /** `[length]`, 1 where the number may move; null = everywhere. */
  readonly mask: Tensor1D | null;
}

/** One update. Pure tfjs. */
export function adamW(
  state: Moments,
  gradient: Tensor1D,
  rates: Tensor1D,
  decays: Tensor1D,
  { pace, sound, mask }: UpdateInputs,
): Moments {
  const on = where(sound, 1, 0);
  const clean = where(sound, gradient, zerosLike(gradient)) as Tensor1D;
  const moving = mask ? mul(mask, on) : on;
  const first = add(state.first, mul(sub(clean, state.first), mul(moving, 1 - beta1))) as Tensor1D;
  const second = add(state.second, mul(sub(square(clean), state.second), mul(moving, 1 - beta2))) as Tensor1D;
  const [rate, correction1, correction2] = [0, 1, 2].map((i) => reshape(slice(pace, i, 1), []));
  const direction = div(mul(first, correction1!), add(sqrt(mul(second, correction2!)), epsilon));
  const step = mul(add(mul(direction, rates), mul(state.vector, decays)), mul(moving, rate!));
  return { vector: sub(state.vector, step) as Tensor1D, first, second };
}

/** The gradient, as a vector, of length `longest` at most; its length before that, and whether it is finite. */
export function clip(gradients: readonly Tensor[]): { readonly gradient: Tensor1D; readonly length: Scalar } {
  const gradient = concat(gradients.map((piece) => reshape(piece, [piece.size]))) as Tensor1D;
  const length = sqrt(sum(square(gradient))) as Scalar;
  return { gradient: mul(gradient, minimum(1, div(longest, maximum(length, 1e-12)))) as Tensor1D, length };
}

/** True where losses and gradient length are all finite; a scalar. */
export function isSound(losses: Tensor1D, length: Scalar): Tensor {
  // The sum is finite only if every term is, and costs one operation for any number of tasks.
  return logicalAnd(isFiniteTensor(sum(losses)), isFiniteTensor(length));
}

/** Learning-rate factor of every number: 1, or that of the longest prefix that fits its name. */
export function rateVector(slots: readonly Slot[], factors: Readonly<Record<string, number>>): Float32Array {
  return perSlot(slots, ({ name }) => {
    const fitting = Object.keys(factors).filter((prefix) => name.startsWith(prefix));
    return factors[fitting.sort((a, b) => b.length - a.length)[0] ?? ''] ?? 1;
  });
}

/** Decay of every number: matrices only; biases, scalings and the weighting's variables are left alone. */
export function decayVector(slots: readonly Slot[]): Float32Array {
  return perSlot(slots, ({ name, owner }) => (owner !== 'weighting' && name.endsWith('/weight') ? decay : 0));
}

/** `[length]` of 0 and 1 from a mask over tasks: a task's own numbers follow it, the others move if any task does. */
export function ownerMask(layout: Layout, taskMask: Tensor1D): Tensor1D {
  const taskCount = taskMask.shape[0];
  const any = minimum(1, sum(taskMask, undefined, true));
  const index = new Int32Array(layout.size).fill(taskCount);
  for (let k = 0; k < taskCount; k++) {
    const { from, to } = stretch(layout, k);
    index.fill(k, from, to);
  }
  return gather(concat([taskMask, reshape(any, [1])]), tensor(index, [layout.size], 'int32')) as Tensor1D;
}

function perSlot(slots: readonly Slot[], value: (slot: Slot) => number): Float32Array {
  const vector = new Float32Array(slots.reduce((size, slot) => size + slot.size, 0));
  for (const slot of slots) vector.fill(value(slot), slot.offset, slot.offset + slot.size);
  return vector;
}
