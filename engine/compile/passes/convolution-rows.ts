// Convolutions as matrix products over windows laid out in rows, which every device runs well: forward and weight
// gradient share the windows of the input, which the merging of duplicates finds by itself.

import type { Builder } from '../ir/build.ts';
import type { Node, Windows } from '../ir/graph.ts';
import { sizeOf } from '../ir/graph.ts';
import { reshape } from '../kernels/kernel.ts';
import { matrix, patches, product } from '../kernels/windows.ts';

/** Below this many channels a row of pixels is too short to be gathered: from 8 to 32 it depends on the rest. */
const fewChannels = 8;

/** Pictures `[N, H, W, C]` by filters `[kh, kw, C, O]`. */
export function convolutionByRows(build: Builder, x: Node, filter: Node, windows: Windows): Node {
  const [height, width, channels, outputs] = filter.shape as [number, number, number, number];
  const shape = [x.shape[0]!, ...windows.extents, outputs];
  // Planes are a convolution to ONNX, whose places rise.
  const rises = [windows.rows, windows.columns].every((places) =>
    places.every((place, at) => place >= places[0]! + at),
  );
  if (channels < fewChannels && height * width > 1 && rises) {
    // `[places, C, O]` to `[C x places, O]`: small.
    const weights = exchange(build, filter, [height * width, channels, outputs]);
    const planes = build.add('planes', [x], plain(windows));
    return reshape(build, product(build, planes, matrix(build, weights, outputs), true), shape);
  }
  return reshape(build, product(build, rowsOf(build, x, windows), matrix(build, filter, outputs)), shape);
}

/**
 * Windows turned times the result's gradient. Image by image where an image has many pixels, the short side turned: a
 * product whose long side is turned is slow, and so is one very long sum.
 */
export function filterGradientByRows(build: Builder, x: Node, dy: Node, windows: Windows): Node {
  const [count, height, width, outputs] = dy.shape as [number, number, number, number];
  const channels = x.shape[3]!;
  const places = windows.rows.length * windows.columns.length;
  const pixels = height * width;
  const shape = [windows.rows.length, windows.columns.length, channels, outputs];
  const slopes = reshape(build, dy, [count, pixels, outputs]);
  const sum = (terms: Node): Node => build.add('reduceSum', [terms], { axes: [0], keepDims: false });
  if (channels < fewChannels && places > 1) {
    const all = sum(product(build, build.add('planes', [x], plain(windows)), slopes));
    return reshape(build, exchange(build, all, [channels, places, outputs]), shape);
  }
  const rows = rowsOf(build, x, windows);
  if (pixels < 4 * outputs) return reshape(build, product(build, rows, matrix(build, dy, outputs), true), shape);
  const all = sum(product(build, slopes, reshape(build, rows, [count, pixels, places * channels]), true));
  return reshape(build, build.add('transpose', [all], { permutation: [1, 0] }), shape);
}

/** With the first two of these three axes exchanged. */
function exchange(build: Builder, x: Node, shape: readonly [number, number, number]): Node {
  return build.add('transpose', [reshape(build, x, shape)], { permutation: [1, 0, 2] });
}

/** The window of each result as a row. */
function rowsOf(build: Builder, x: Node, windows: Windows): Node {
  const laidOut = patches(build, x, plain(windows));
  return matrix(build, laidOut, sizeOf(laidOut.shape.slice(3)));
}

function plain({ extents, strides, rows, columns }: Windows): Windows {
  return { extents, strides, rows, columns };
}
