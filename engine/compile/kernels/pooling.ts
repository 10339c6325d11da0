// Pooling: the highest or the mean of each window. The pixels that a padded window lacks count neither way.

import { backend_util } from '@tensorflow/tfjs-core';
import type {
  AvgPoolAttrs,
  AvgPoolGradAttrs,
  AvgPoolGradInputs,
  AvgPoolInputs,
  MaxPoolAttrs,
  MaxPoolGradAttrs,
  MaxPoolGradInputs,
  MaxPoolInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node, Windows } from '../ir/graph.ts';
import { cast, kernel, reshape } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { fold, patches, windowsOf } from './windows.ts';
import type { WindowInfo } from './windows.ts';

/** Below every pixel: a shader need not know infinity. */
const lowest = -3.4028234663852886e38;

export const poolings: readonly Kernel[] = [
  kernel<MaxPoolInputs, MaxPoolAttrs>('MaxPool', (build, { x }, attributes) => {
    const windows = windowsOf(infoOf(x, attributes));
    return build.add('reduceMax', [patches(build, x, windows, lowest)], { axes: [3], keepDims: false });
  }),
  kernel<MaxPoolGradInputs, MaxPoolGradAttrs>('MaxPoolGrad', (build, { dy, input }, attributes) => {
    const info = infoOf(input, attributes);
    const windows = windowsOf(info);
    // The first of equals takes it all.
    const highest = build.add('argMax', [patches(build, input, windows, lowest)], { axis: 3 });
    const count = windows.rows.length * windows.columns.length;
    const places = build.constant(
      Int32Array.from({ length: count }, (_, place) => place),
      {
        dtype: 'int32',
        shape: [count, 1],
      },
    );
    const chosen = build.add('equal', [places, inWindow(build, highest)], {});
    // A product with zeros and ones: three times as fast as choosing.
    const slopes = build.add('mul', [cast(build, chosen, 'float32'), inWindow(build, dy)], {});
    return fold(build, slopes, windows, [info.inHeight, info.inWidth]);
  }),
  kernel<AvgPoolInputs, AvgPoolAttrs>('AvgPool', (build, { x }, attributes) => {
    const info = infoOf(x, attributes);
    const windows = windowsOf(info);
    const sums = build.add('reduceSum', [patches(build, x, windows)], { axes: [3], keepDims: false });
    return build.add('mul', [sums, shares(build, info, windows)], {});
  }),
  // tfjs divides by the whole window here, also where it lacks pixels.
  kernel<AvgPoolGradInputs, AvgPoolGradAttrs>('AvgPoolGrad', (build, { dy, input }, attributes) => {
    const info = infoOf(input, attributes);
    const windows = windowsOf(info);
    const count = info.filterHeight * info.filterWidth;
    const share = build.add('mul', [dy, build.fill(1 / count, 'float32')], {});
    const shape = [...dy.shape.slice(0, 3), count, info.inChannels];
    const copies = build.add('expand', [inWindow(build, share)], { shape });
    return fold(build, copies, windows, [info.inHeight, info.inWidth]);
  }),
];

function infoOf(x: Node, { filterSize, strides, pad, dimRoundingMode }: MaxPoolAttrs): WindowInfo {
  return backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** `[N, A, B, C]` to `[N, A, B, 1, C]`. */
function inWindow(build: Builder, x: Node): Node {
  return reshape(build, x, [...x.shape.slice(0, 3), 1, x.shape[3]!]);
}

/** One over the pixels that each window has: one number where none is cut by the edge. */
function shares(build: Builder, info: WindowInfo, { extents, strides, rows, columns }: Windows): Node {
  const inside = (count: number, step: number, places: readonly number[], size: number): number[] =>
    Array.from({ length: count }, (_, i) => places.filter((at) => at + i * step >= 0 && at + i * step < size).length);
  const high = inside(extents[0], strides[0], rows, info.inHeight);
  const wide = inside(extents[1], strides[1], columns, info.inWidth);
  const values = Float32Array.from(high.flatMap((height) => wide.map((width) => 1 / (height * width))));
  if (values.every((value) => value === values[0])) return build.fill(values[0]!, 'float32');
  return build.constant(values, { dtype: 'float32', shape: [...extents, 1] });
}
