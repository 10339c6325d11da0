// Convolutions as matrix products over windows laid out in rows: forward and weight gradient share the
// windows of the input, which the merging of duplicates finds by itself.

import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Conv2DBackpropInputAttrs,
  Conv2DBackpropInputInputs,
  Conv2DInputs,
  FusedConv2DAttrs,
  FusedConv2DInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';
import { inputGradient } from './convolution-input.ts';
import { kernel, reshape, sizeOf } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { convolutionInfo, knownFilters, matrix, patches, product, windowsOf } from './windows.ts';
import type { WindowInfo } from './windows.ts';

export const convolutions: readonly Kernel[] = [
  kernel<Conv2DInputs, Conv2DAttrs>('Conv2D', (build, { x, filter }, attributes) =>
    convolve(build, x, filter, convolutionInfo(x.shape, filter.shape, attributes)),
  ),
  kernel<Conv2DBackpropFilterInputs, Conv2DBackpropFilterAttrs>(
    'Conv2DBackpropFilter',
    (build, { x, dy }, attributes) => {
      const { filterShape } = attributes;
      const info = convolutionInfo(x.shape, filterShape, attributes);
      return reshape(build, filterGradient(build, x, dy, info), filterShape);
    },
  ),
  kernel<Conv2DBackpropInputInputs, Conv2DBackpropInputAttrs>(
    'Conv2DBackpropInput',
    (build, { dy, filter }, attributes) =>
      inputGradient(build, dy, filter, convolutionInfo(attributes.inputShape, filter.shape, attributes)),
  ),
  kernel<FusedConv2DInputs, FusedConv2DAttrs>('FusedConv2D', (build, operands, attributes) => {
    const { x, filter } = operands;
    const { bias } = operands as { bias?: Node };
    const { activation } = attributes;
    if (activation !== 'linear' && activation !== 'relu') {
      throw new Error(
        `A fused convolution with "${activation}" is not recorded; apply the activation as a separate operation.`,
      );
    }
    const result = convolve(build, x, filter, convolutionInfo(x.shape, filter.shape, attributes));
    const shifted = bias ? build.add('add', [result, bias], {}) : result;
    return activation === 'relu' ? build.add('relu', [shifted], {}) : shifted;
  }),
];

/** Below this many channels a row of pixels is too short to be gathered: from 8 to 32 it depends on the rest. */
const fewChannels = 8;

function convolve(build: Builder, x: Node, filter: Node, info: WindowInfo): Node {
  const known = knownFilters(build, filter, [3, 2, 0, 1]);
  if (known) return build.add('convolve', [x, known], { ...windowsOf(info), groups: 1 });
  if (info.inChannels < fewChannels && info.filterHeight * info.filterWidth > 1) {
    // `[places, C, O]` to `[C x places, O]`: small.
    const weights = exchange(build, filter, [sizeOf(filter.shape.slice(0, 2)), info.inChannels, info.outChannels]);
    const planes = build.add('planes', [x], windowsOf(info));
    return reshape(build, product(build, planes, matrix(build, weights, info.outChannels), true), info.outShape);
  }
  const weights = matrix(build, filter, info.outChannels);
  return reshape(build, product(build, rowsOf(build, x, info), weights), info.outShape);
}

/**
 * Windows turned times the result's gradient. Image by image where an image has many pixels, the short side turned: a
 * product whose long side is turned is slow, and so is one very long sum.
 */
function filterGradient(build: Builder, x: Node, dy: Node, info: WindowInfo): Node {
  const { batchSize, outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth } = info;
  const pixels = outHeight * outWidth;
  const places = filterHeight * filterWidth;
  const slopes = reshape(build, dy, [batchSize, pixels, outChannels]);
  const sum = (terms: Node): Node => build.add('reduceSum', [terms], { axes: [0], keepDims: false });
  if (inChannels < fewChannels && places > 1) {
    const all = sum(product(build, build.add('planes', [x], windowsOf(info)), slopes));
    return exchange(build, all, [inChannels, places, outChannels]);
  }
  const rows = rowsOf(build, x, info);
  if (pixels < 4 * outChannels) return product(build, rows, matrix(build, dy, outChannels), true);
  const all = sum(product(build, slopes, reshape(build, rows, [batchSize, pixels, places * inChannels]), true));
  return build.add('transpose', [all], { permutation: [1, 0] });
}

/** With the first two of these three axes exchanged. */
function exchange(build: Builder, x: Node, shape: readonly [number, number, number]): Node {
  return build.add('transpose', [reshape(build, x, shape)], { permutation: [1, 0, 2] });
}

/** The window of each result as a row. */
function rowsOf(build: Builder, x: Node, info: WindowInfo): Node {
  const windows = patches(build, x, windowsOf(info));
  return matrix(build, windows, sizeOf(windows.shape.slice(3)));
}
