// The gradient of a convolution by its filters in blocks, as MLAS runs convolutions (convolution-blocks.ts).

import type { Builder } from '../ir/build.ts';
import type { Node, Windows } from '../ir/graph.ts';
import { reshape } from '../kernels/kernel.ts';
import { inOrder } from './block-filters.ts';

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
  const pictures = count / size;
  const { groups, parts } = shares(pictures, outputs, height);
  // Lines of zeros above and below cost a convolution nothing, columns beside much.
  const byConvolution = parts === 1;
  const padded = byConvolution
    ? beside(build, x, horizontal)
    : build.add('pad', [x], {
        before: [0, vertical.before, horizontal.before, 0],
        after: [0, vertical.after, horizontal.after, 0],
        value: 0,
      });
  const lines = height / parts;
  const cut = inParts(build, padded, parts, lines * strides[0], (lines - 1) * strides[0] + rows.length);
  const [, tall, wide] = cut.shape as [number, number, number];
  const turned = build.add('block', [reshape(build, cut, [pictures, size, tall, wide * channels])], { axis: 1, size });
  const images = reshape(build, turned, [1, pictures * parts, tall / parts, wide * channels, size]);
  const top = byConvolution ? vertical.before : 0;
  const filters = asFilters(build, build.add('block', [dy], { axis: 3, size }), { groups, parts });
  const found = build.add('blockedConvolve', [images, filters], {
    extents: [rows.length, columns.length * channels],
    strides: [1, 1],
    rows: Array.from({ length: lines }, (_, i) => i * strides[0] - top),
    columns: Array.from({ length: width }, (_, j) => j * strides[1] * channels),
    groups,
    adds: false,
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
  const shape = [groups * blocks, pictures, height / parts, width, size, size];
  if (parts === 1 && (pictures === 1 || blocks === 1)) {
    // A block of pictures is brought together pixel by pixel as blocks of channels are.
    const apart = reshape(build, dy, [count / size, size, blocks * height, width, size]);
    return reshape(build, build.add('unblock', [apart], {}), shape);
  }
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
  return reshape(build, inOrder(build, rows, order), shape);
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

/** With columns of zeros. Joining is shared among threads, which padding is not. */
function beside(build: Builder, x: Node, { before, after }: { before: number; after: number }): Node {
  const [count, height, , channels] = x.shape as [number, number, number, number];
  const zeros = (width: number): Node[] =>
    width === 0 ? [] : [build.fill(0, 'float32', [count, height, width, channels])];
  const parts = [...zeros(before), x, ...zeros(after)];
  return parts.length === 1 ? x : build.add('concat', parts, { axis: 2 });
}

/** Overlapping parts of `[N, H, ...]`, `step` lines apart and `tall` lines high, one below the other. */
function inParts(build: Builder, x: Node, parts: number, step: number, tall: number): Node {
  if (parts === 1) return x;
  const index = Array.from({ length: parts * tall }, (_, at) => Math.floor(at / tall) * step + (at % tall));
  const places = build.constant(Int32Array.from(index), { dtype: 'int32', shape: [index.length] });
  return build.add('gather', [x, places], { axis: 1 });
}
