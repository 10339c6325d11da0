// Convolutions of each channel by itself: windows times filter, added over the window.

import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
  DepthwiseConv2dNativeInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';
import { kernel, reshape, sizeOf } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { convolutionInfo, fold, knownFilters, patches, windowsOf } from './windows.ts';
import type { WindowInfo } from './windows.ts';

export const depthwise: readonly Kernel[] = [
  kernel<DepthwiseConv2dNativeInputs, DepthwiseConv2dNativeAttrs>(
    'DepthwiseConv2dNative',
    (build, { x, filter }, attributes) => {
      const info = convolutionInfo(x.shape, filter.shape, attributes, true);
      const known = knownFilters(build, filter, [2, 3, 0, 1]);
      if (known) {
        const filters = reshape(build, known, [info.outChannels, 1, info.filterHeight, info.filterWidth]);
        return build.add('convolve', [x, filters], { ...windowsOf(info), groups: info.inChannels });
      }
      const terms = build.add('mul', [channelsOf(build, x, info), filterOf(build, filter)], {});
      return reshape(build, build.add('reduceSum', [terms], { axes: [1], keepDims: false }), info.outShape);
    },
  ),
  kernel<DepthwiseConv2dNativeBackpropFilterInputs, DepthwiseConv2dNativeBackpropFilterAttrs>(
    'DepthwiseConv2dNativeBackpropFilter',
    (build, { x, dy }, attributes) => {
      const info = convolutionInfo(x.shape, attributes.filterShape, attributes, true);
      const terms = build.add('mul', [channelsOf(build, x, info), resultOf(build, dy, info)], {});
      return reshape(build, build.add('reduceSum', [terms], { axes: [0], keepDims: false }), attributes.filterShape);
    },
  ),
  kernel<DepthwiseConv2dNativeBackpropInputInputs, DepthwiseConv2dNativeBackpropInputAttrs>(
    'DepthwiseConv2dNativeBackpropInput',
    (build, { dy, filter }, attributes) => {
      const info = convolutionInfo(attributes.inputShape, filter.shape, attributes, true);
      const terms = build.add('mul', [resultOf(build, dy, info), filterOf(build, filter)], {});
      const added = build.add('reduceSum', [terms], { axes: [3], keepDims: false });
      const windows = windowsOf(info);
      const places = windows.rows.length * windows.columns.length;
      const shaped = reshape(build, added, [info.batchSize, ...windows.extents, places, info.inChannels]);
      return fold(build, shaped, windows, [info.inHeight, info.inWidth]);
    },
  ),
];

/** Windows of the input, `[rows, places, C, 1]`. */
function channelsOf(build: Builder, x: Node, info: WindowInfo): Node {
  const windows = patches(build, x, windowsOf(info));
  return reshape(build, windows, [sizeOf(windows.shape.slice(0, 3)), windows.shape[3]!, info.inChannels, 1]);
}

/** `[kh, kw, C, multiplier]` to `[places, C, multiplier]`. */
function filterOf(build: Builder, filter: Node): Node {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  return reshape(build, filter, [height * width, channels, multiplier]);
}

/** `[rows, 1, C, multiplier]` of `[N, H, W, C x multiplier]`. */
function resultOf(build: Builder, dy: Node, info: WindowInfo): Node {
  const multiplier = info.outChannels / info.inChannels;
  return reshape(build, dy, [sizeOf(dy.shape.slice(0, 3)), 1, info.inChannels, multiplier]);
}
