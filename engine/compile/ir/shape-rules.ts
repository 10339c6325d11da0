// What the types of several operations have in common: operands that must be there, fit or broadcast.

import type { Attributes, Dtype, TensorType } from './graph.ts';

/** Thrown when operands do not fit; a bug of the model or of a pass. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** The shape of an elementwise result, extents of 1 repeated as in NumPy. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) throw new ShapeError(`Shapes [${a}] and [${b}] do not broadcast.`);
    return left === 1 ? right : left;
  });
}

export function given(input: TensorType | undefined): TensorType {
  if (input === undefined) throw new ShapeError('An input is missing.');
  return input;
}

export function only(dtype: Dtype, type: TensorType): TensorType {
  if (type.dtype !== dtype) throw new ShapeError(`Expected ${dtype}, got ${type.dtype}.`);
  return type;
}

export function pictures(images: TensorType | undefined): TensorType {
  const type = only('float32', given(images));
  if (type.shape.length !== 4) throw new ShapeError(`Windows are laid over [N, H, W, C], not over [${type.shape}].`);
  return type;
}

export function same([x]: readonly TensorType[]): TensorType {
  return { dtype: given(x).dtype, shape: given(x).shape };
}

export function float(inputs: readonly TensorType[]): TensorType {
  return only('float32', same(inputs));
}

export function pair([a, b]: readonly TensorType[]): TensorType {
  only(given(a).dtype, given(b));
  return { dtype: given(a).dtype, shape: broadcastShapes(given(a).shape, given(b).shape) };
}

export function arithmetic(inputs: readonly TensorType[]): TensorType {
  const type = pair(inputs);
  if (type.dtype === 'bool') throw new ShapeError('There is no arithmetic on bool.');
  return type;
}

export function compare(inputs: readonly TensorType[]): TensorType {
  return { dtype: 'bool', shape: pair(inputs).shape };
}

export function reduce([x]: readonly TensorType[], { axes, keepDims }: Attributes['reduceSum']): TensorType {
  const { dtype, shape } = given(x);
  if (axes.some((axis) => axis < 0 || axis >= shape.length)) throw new ShapeError(`[${shape}] has no axes [${axes}].`);
  const kept = keepDims
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis));
  return { dtype, shape: kept };
}

export function product(a: TensorType, b: TensorType, { transposeA, transposeB }: Attributes['matmul']): TensorType {
  only('float32', a);
  only('float32', b);
  const [rows, inner] = lastTwo(a.shape, transposeA);
  const [depth, columns] = lastTwo(b.shape, transposeB);
  if (inner !== depth)
    throw new ShapeError(`Matrices [${a.shape}] and [${b.shape}] do not fit: ${inner} and ${depth}.`);
  return { dtype: 'float32', shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns] };
}

function lastTwo(shape: readonly number[], transposed: boolean): [number, number] {
  const [rows, columns] = [shape.at(-2), shape.at(-1)];
  if (rows === undefined || columns === undefined) throw new ShapeError(`[${shape}] is not a matrix.`);
  return transposed ? [columns, rows] : [rows, columns];
}
