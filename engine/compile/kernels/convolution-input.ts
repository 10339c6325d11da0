// The gradient of a convolution by its input, in one of three ways.
//
// - Without a stride: a convolution of the output's gradient with the turned filter.
// - With a stride that divides the image: one such convolution for each class of pixels that the same
//   places of the filter reach, the classes then interleaved.
// - Otherwise, and where the filter is large or the result much smaller than the image: the product first, in the
//   rows of the forward pass, and the windows folded back into an image.

import type { Builder } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';
import { reshape, sizeOf } from './kernel.ts';
import { fold, matrix, product, windowsOf } from './windows.ts';
import type { WindowInfo } from './windows.ts';

export function inputGradient(build: Builder, dy: Node, filter: Node, info: WindowInfo): Node {
  const { strideHeight, strideWidth, inHeight, inWidth, outHeight, outWidth } = info;
  const divides = inHeight % strideHeight === 0 && inWidth % strideWidth === 0;
  // By class every input pixel is worked out from a whole window of results, also where most lie beyond the edge.
  const wasted = (inHeight * inWidth) / (strideHeight * strideWidth) > 2 * outHeight * outWidth;
  // Turning the filter is dear where it is large beside the images; measured, equal at about this ratio.
  const largeFilter = sizeOf(filter.shape) > 4 * sizeOf(dy.shape);
  return divides && !wasted && !largeFilter ? byClass(build, dy, filter, info) : folded(build, dy, filter, info);
}

/** `[rows, O] [O, places x C]`, then every pixel the sum of its copies. */
function folded(build: Builder, dy: Node, filter: Node, info: WindowInfo): Node {
  const weights = matrix(build, filter, info.outChannels);
  const columns = product(build, matrix(build, dy, info.outChannels), weights, false, true);
  const windows = windowsOf(info);
  const places = windows.rows.length * windows.columns.length;
  const shaped = reshape(build, columns, [info.batchSize, ...windows.extents, places, info.inChannels]);
  return fold(build, shaped, windows, [info.inHeight, info.inWidth]);
}

function byClass(build: Builder, dy: Node, filter: Node, info: WindowInfo): Node {
  const { batchSize, inHeight, inWidth, inChannels, strideHeight, strideWidth } = info;
  const { rows, columns } = windowsOf(info);
  const extents = [inHeight / strideHeight, inWidth / strideWidth] as const;
  // `[kh, kw, C, O]` to `[kh, kw, O, C]`: small beside the images.
  const turned = build.add('transpose', [filter], { permutation: [0, 1, 3, 2] });
  const classes = Array.from({ length: strideHeight * strideWidth }, (_, at) => {
    const vertical = reaching(rows, strideHeight, Math.floor(at / strideWidth));
    const horizontal = reaching(columns, strideWidth, at % strideWidth);
    const windows = { extents, strides: [1, 1], rows: vertical.offsets, columns: horizontal.offsets } as const;
    const weights = part(build, turned, vertical.places, horizontal.places);
    // A filter smaller than its stride leaves pixels out.
    if (weights === null) return build.fill(0, 'float32', [batchSize, ...extents, inChannels]);
    return build.add('convolution', [dy, weights], windows);
  });
  if (classes.length === 1) return classes[0]!;
  return build.add('interleave', classes, { axis: 1, strides: [strideHeight, strideWidth] });
}

/** Which places of the filter reach pixels number `phase + n * stride`, and where their result is, counted from n. */
function reaching(offsets: readonly number[], stride: number, phase: number): { places: number[]; offsets: number[] } {
  const places = [...offsets.keys()].filter((place) => (phase - offsets[place]!) % stride === 0);
  return { places, offsets: places.map((place) => (phase - offsets[place]!) / stride) };
}

/** The rows and columns of a filter at these places; null where there are none. */
function part(build: Builder, filter: Node, rows: readonly number[], columns: readonly number[]): Node | null {
  if (sizeOf([rows.length, columns.length]) === 0) return null;
  const step = (places: readonly number[]): number => (places.length > 1 ? places[1]! - places[0]! : 1);
  return build.add('slice', [filter], {
    starts: [rows[0]!, columns[0]!, 0, 0],
    sizes: [rows.length, columns.length, filter.shape[2]!, filter.shape[3]!],
    steps: [step(rows), step(columns), 1, 1],
  });
}
