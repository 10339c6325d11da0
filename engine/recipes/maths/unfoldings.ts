// Unfoldings of the tensor of all tasks' weights of one layer (Yang and Hospedales 2016, eq. 3, 5 and 7;
// methods.md 4.3): which axes become rows, the others columns.
//
// The papers' tensor has the task axis last. Here it stands first, so that stacking is free. A matrix and its
// transpose, and columns in another order, have the same singular values, so no norm sees the difference; only
// which axes go together matters, and those are the papers' own.

import { reshape, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

export const variants = ['laf', 'tucker', 'tt'] as const;
export type Variant = (typeof variants)[number];

/**
 * The axes that become rows, one list a term, of a tensor `[tasks, D1, ... D(N-1)]`.
 * laf: the task axis. tucker: D1, ... D(N-1), then the task axis. tt: D1; D1, D2; ... all but the task axis.
 */
export function rowAxes(variant: Variant, rank: number): number[][] {
  const own = Array.from({ length: rank - 1 }, (_, i) => i + 1);
  if (variant === 'laf') return [[0]];
  if (variant === 'tucker') return [...own, 0].map((axis) => [axis]);
  return own.map((last) => own.slice(0, last));
}

/** Rows and columns of an unfolding, the smaller side first. */
export function sidesOf(shape: readonly number[], axes: readonly number[]): [number, number] {
  const rows = axes.reduce((product, axis) => product * shape[axis]!, 1);
  const columns = shape.reduce((product, side) => product * side, 1) / rows;
  return rows <= columns ? [rows, columns] : [columns, rows];
}

/** The unfolding, or its transpose where that has fewer rows. Pure tfjs. */
export function unfold(tensor: Tensor, axes: readonly number[]): Tensor2D {
  const others = [...tensor.shape.keys()].filter((axis) => !axes.includes(axis));
  const product = (list: readonly number[]): number => list.reduce((all, axis) => all * tensor.shape[axis]!, 1);
  const order = product(axes) <= product(others) ? [...axes, ...others] : [...others, ...axes];
  const inOrder = order.every((axis, i) => axis === i) ? tensor : transpose(tensor, order);
  return reshape(inOrder, sidesOf(tensor.shape, axes));
}
