// Convolutions of images whose channels lie in blocks, as MLAS, ONNX Runtime's CPU library, runs them: without laying
// windows out, near the processor's peak. Measured on one core of an EPYC with AVX-512 (peak 115 GFLOP/s), 32 pictures of
// 64 x 64 x 16 to 32 channels by strides of 2: 88 GFLOP/s against 56 as windows and product, the weight gradient 105
// against 56, the windows not counted.

import type { Builder } from '../ir/build.ts';
import type { Node, Windows } from '../ir/graph.ts';
import { reshape } from '../kernels/kernel.ts';

/** Filters are read again for every picture: below so many pixels a product, which reads them once, is as fast. */
const fewestPixels = 16;

/** Pictures `[N, H, W, C]` by filters `[kh, kw, C, O]`; null where it does not pay or the channels are no blocks. */
export function convolutionByBlocks(
  build: Builder,
  x: Node,
  filter: Node,
  windows: Windows,
  size: number,
): Node | null {
  const [height, width, channels, outputs] = filter.shape as [number, number, number, number];
  const pixels = windows.extents[0] * windows.extents[1];
  const fits = outputs % size === 0 && (channels % size === 0 || (channels < size && height * width > 1));
  if (!fits || pixels < fewestPixels) return null;
  const rising = { rows: windows.rows.toSorted(up), columns: windows.columns.toSorted(up) };
  const places = windows.rows.toSorted(up).flatMap((row) => {
    const line = windows.rows.indexOf(row) * width;
    return rising.columns.map((column) => line + windows.columns.indexOf(column));
  });
  const ordered = inOrder(build, reshape(build, filter, [height * width, channels * outputs]), places);
  const [few, many] = [
    [channels, outputs / size, size],
    [channels / size, size, outputs / size, size],
  ];
  const blocks =
    channels < size
      ? build.add('transpose', [reshape(build, ordered, [height, width, ...few])], { permutation: [3, 2, 0, 1, 4] })
      : build.add('transpose', [reshape(build, ordered, [height, width, ...many])], {
          permutation: [4, 2, 0, 1, 3, 5],
        });
  const images =
    channels < size
      ? build.add('transpose', [x], { permutation: [0, 3, 1, 2] })
      : build.add('block', [x], { axis: 3, size });
  const { extents, strides } = windows;
  return build.add(
    'unblock',
    [build.add('blockedConvolve', [images, blocks], { extents, strides, ...rising, groups: 1, relu: false })],
    {},
  );
}

/**
 * The gradient by the filters, from pictures `x` and the result's gradient. Read the other way about it is a convolution
 * too: pictures take the place of channels, so blocks are of pictures; the gradient of a picture's pixels is a filter as
 * large as the picture; and columns with their channels are one long row, of which a result is asked for each channel at
 * each place of the window. Null where the pictures are no blocks.
 */
export function filterGradientByBlocks(build: Builder, x: Node, dy: Node, windows: Windows, size: number): Node | null {
  const [count, height, width, outputs] = dy.shape as [number, number, number, number];
  const channels = x.shape[3]!;
  const { rows, columns, strides } = windows;
  const margins = ([0, 1] as const).map((axis) =>
    marginsOf(axis === 0 ? rows : columns, strides[axis], dy.shape[axis + 1]!, x.shape[axis + 1]!),
  );
  const [vertical, horizontal] = [margins[0], margins[1]];
  if (count % size !== 0 || outputs % size !== 0 || !vertical || !horizontal) return null;
  const padded = build.add('pad', [x], {
    before: [0, vertical.before, horizontal.before, 0],
    after: [0, vertical.after, horizontal.after, 0],
    value: 0,
  });
  const pictures = count / size;
  const { groups, parts } = shares(pictures, outputs, height);
  const lines = height / parts;
  const cut = inParts(build, padded, parts, lines * strides[0], (lines - 1) * strides[0] + rows.length);
  const [, tall, wide] = cut.shape as [number, number, number];
  const turned = build.add('block', [reshape(build, cut, [pictures, size, tall, wide * channels])], { axis: 1, size });
  const images = reshape(build, turned, [1, pictures * parts, tall / parts, wide * channels, size]);
  const filters = asFilters(build, build.add('block', [dy], { axis: 3, size }), { groups, parts });
  const found = build.add('blockedConvolve', [images, filters], {
    extents: [rows.length, columns.length * channels],
    strides: [1, 1],
    rows: Array.from({ length: lines }, (_, i) => i * strides[0]),
    columns: Array.from({ length: width }, (_, j) => j * strides[1] * channels),
    groups,
    relu: false,
  });
  const places = rows.length * columns.length * channels;
  const each = reshape(build, found, [groups, outputs / size, places, size]);
  const ordered = build.add('transpose', [summed(build, each)], { permutation: [1, 0, 2] });
  return reshape(build, ordered, [rows.length, columns.length, channels, outputs]);
}

/** A gradient in blocks `[N, O / size, H, W, size]` as filters of so many groups, whose channels are pictures. */
function asFilters(build: Builder, dy: Node, { groups, parts }: { groups: number; parts: number }): Node {
  const [count, blocks, height, width, size] = dy.shape as [number, number, number, number, number];
  // Groups are of pictures, or of parts of the same pictures: then there is one block of pictures.
  const pictures = (count / size / groups) * parts;
  const pixels = (height / parts) * width;
  const order = new Int32Array(count * blocks * height * width);
  let at = 0;
  for (let group = 0; group < groups; group++) {
    const [part, first] = parts > 1 ? [group, 0] : [0, group * pictures];
    for (let block = 0; block < blocks; block++) {
      for (let picture = first; picture < first + pictures; picture++) {
        for (let pixel = part * pixels; pixel < (part + 1) * pixels; pixel++) {
          for (let i = 0; i < size; i++) order[at++] = ((picture * size + i) * blocks + block) * height * width + pixel;
        }
      }
    }
  }
  const rows = reshape(build, dy, [order.length, size]);
  const gathered = inOrder(build, rows, order);
  return reshape(build, gathered, [groups * blocks, pictures, height / parts, width, size, size]);
}

/**
 * Into how many groups the sum over pictures is cut, and into how many parts each picture. The work of a convolution is
 * shared among threads by group, row of the window and 64 channels: at most 64 channels in one group would be one thread's.
 */
function shares(pictures: number, outputs: number, height: number): { groups: number; parts: number } {
  if (outputs > 64) return { groups: 1, parts: 1 };
  if (pictures % 2 === 0) return { groups: 2, parts: 1 };
  return pictures === 1 && height % 2 === 0 ? { groups: 2, parts: 2 } : { groups: pictures, parts: 1 };
}

/** Over the first axis; of two terms faster as a sum of two. */
function summed(build: Builder, x: Node): Node {
  const [count, ...shape] = x.shape;
  if (count === 1) return reshape(build, x, shape);
  if (count !== 2) return build.add('reduceSum', [x], { axes: [0], keepDims: false });
  const term = (at: number): Node =>
    build.add('slice', [x], { starts: [at, 0, 0, 0], sizes: [1, ...shape], steps: [1, 1, 1, 1] });
  return reshape(build, build.add('add', [term(0), term(1)], {}), shape);
}

/** Zeros needed around an axis; null where places are apart or the windows leave some of the axis out. */
function marginsOf(
  places: readonly number[],
  stride: number,
  extent: number,
  size: number,
): { before: number; after: number } | null {
  const before = -places[0]!;
  const after = (extent - 1) * stride + places.at(-1)! + 1 - size;
  const close = places.every((place, at) => place === places[0]! + at);
  return close && before >= 0 && after >= 0 ? { before, after } : null;
}

/** Overlapping parts of `[N, H, ...]`, `step` lines apart and `tall` lines high, one below the other. */
function inParts(build: Builder, x: Node, parts: number, step: number, tall: number): Node {
  if (parts === 1) return x;
  const index = Array.from({ length: parts * tall }, (_, at) => Math.floor(at / tall) * step + (at % tall));
  const places = build.constant(Int32Array.from(index), { dtype: 'int32', shape: [index.length] });
  return build.add('gather', [x, places], { axis: 1 });
}

/** Rows in another order. A Gather is shared among threads, which a Transpose of short rows is not. */
function inOrder(build: Builder, places: Node, order: readonly number[] | Int32Array): Node {
  if (order.every((place, at) => place === at)) return places;
  const index = build.constant(Int32Array.from(order), { dtype: 'int32', shape: [order.length] });
  return build.add('gather', [places, index], { axis: 0 });
}

function up(a: number, b: number): number {
  return a - b;
}
