// From what tfjs knows of a convolution or a pooling to windows laid over an image.

import { backend_util } from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { ConstantData, Node, Windows } from '../ir/graph.ts';
import { sizeOf } from '../ir/graph.ts';
import { reshape } from './kernel.ts';

export type WindowInfo = backend_util.Conv2DInfo;
type Four = [number, number, number, number];
/** What the attributes of all convolution kernels have in common. */
interface Convolved {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

/** @throws Error for channels first: images are `[N, H, W, C]` here. */
export function convolutionInfo(
  input: readonly number[],
  filter: readonly number[],
  attributes: Convolved,
  depthwise = false,
): WindowInfo {
  const { strides, dilations, pad, dimRoundingMode, dataFormat } = attributes;
  if (dataFormat === 'NCHW') throw new Error('A convolution of [N, C, H, W] is not recorded; use [N, H, W, C].');
  return backend_util.computeConv2DInfo(
    input as Four,
    filter as Four,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
}

/** The windows that the operation reads: one for each pixel of its result. */
export function windowsOf(info: WindowInfo): Windows {
  const places = (count: number, step: number, padding: number): number[] =>
    Array.from({ length: count }, (_, i) => i * step - padding);
  return {
    extents: [info.outHeight, info.outWidth],
    strides: [info.strideHeight, info.strideWidth],
    rows: places(info.filterHeight, info.dilationHeight, info.padInfo.top),
    columns: places(info.filterWidth, info.dilationWidth, info.padInfo.left),
  };
}

export function patches(build: Builder, images: Node, windows: Windows, outside = 0): Node {
  return build.add('patches', [images], { ...windows, outside });
}

export function fold(build: Builder, x: Node, windows: Windows, size: readonly [number, number]): Node {
  return build.add('fold', [x], { ...windows, size });
}

/** Filters whose values are known while compiling with their axes in this order; null for others, as in training. */
export function knownFilters(build: Builder, filter: Node, order: readonly number[]): Node | null {
  if (filter.op === 'constant') {
    const shape = order.map((axis) => filter.shape[axis]!);
    return build.constant(permuted(filter.attributes.data, filter.shape, order), { dtype: filter.dtype, shape });
  }
  // Computed from known numbers alone, such as standardised filters: done once, when the graph is loaded.
  return isKnown(build, filter) ? build.add('transpose', [filter], { permutation: [...order] }) : null;
}

function isKnown(build: Builder, { op, inputs }: Node): boolean {
  return op === 'constant' || (inputs.length > 0 && inputs.every((id) => isKnown(build, build.nodes[id]!)));
}

function permuted(data: ConstantData, shape: readonly number[], order: readonly number[]): ConstantData {
  if (data.length === 1) return data;
  const steps = order.map((axis) => sizeOf(shape.slice(axis + 1)));
  const extents = order.map((axis) => shape[axis]!);
  const place = extents.map(() => 0);
  return data.map((_, at) => {
    if (at > 0) {
      // Counts one on, the last axis fastest.
      for (let axis = extents.length - 1; ++place[axis]! === extents[axis]; axis--) place[axis] = 0;
    }
    return data[place.reduce((sum, value, axis) => sum + value * steps[axis]!, 0)]!;
  });
}

/** As a matrix with `columns` columns. */
export function matrix(build: Builder, x: Node, columns: number): Node {
  return reshape(build, x, [sizeOf(x.shape) / columns, columns]);
}

export function product(build: Builder, a: Node, b: Node, transposeA = false, transposeB = false): Node {
  return build.add('matmul', [a, b], { transposeA, transposeB });
}
