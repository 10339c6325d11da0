// Windows in ONNX: one Gather over the pixels of each image, by a constant index that is the same for
// every image and every batch size. Pixels are rows of channels, so a Gather copies whole rows; what lies
// beyond the edge is one more row, appended.

import type { Attributes, Windows } from '../ir/graph.ts';
import type { Emitter } from './onnx-form.ts';
import { windowAttributes } from './onnx-channels-first.ts';
import { integer, integers } from './onnx-form.ts';

/** Images `[N, H, W, C]` to `[N, *extents, places, C]`. */
export function emitPatches(
  to: Emitter,
  images: string,
  shape: readonly number[],
  windows: Attributes['patches'],
  output: string,
): void {
  const [, height, width, channels] = shape as [number, number, number, number];
  const { extents, rows, columns, outside } = windows;
  const beyond = height * width;
  const index = visit(windows, [height, width], beyond);
  const shaped = to.list([-1, ...extents, rows.length * columns.length, channels]);
  if (isInOrder(index, beyond)) return void to.emit('Reshape', [images, shaped], {}, output);
  const pixels = to.emit('Reshape', [images, to.list([-1, beyond, channels])]);
  const table = index.includes(beyond) ? withRow(to, pixels, outside) : pixels;
  const gathered = to.emit('Gather', [table, indexTensor(to, index, [index.length], [height, width], windows)], {
    axis: integer(1),
  });
  to.emit('Reshape', [gathered, shaped], {}, output);
}

/**
 * Images `[N, H, W, C]` to `[N, C x places, pixels]`: a convolution of each channel by itself whose filters pick one
 * place each. Rows of few channels are too short for a Gather.
 */
export function emitPlanes(
  to: Emitter,
  images: string,
  shape: readonly number[],
  windows: Windows,
  output: string,
): void {
  const [, height, width, channels] = shape as [number, number, number, number];
  const { extents, rows, columns } = windows;
  const places = rows.length * columns.length;
  const pick = new Float32Array(channels * places * places);
  for (let filter = 0; filter < channels * places; filter++) pick[filter * places + (filter % places)] = 1;
  const name = `%pick_${channels}_${rows.length}_${columns.length}`;
  to.tensor(pick, 'float32', [channels * places, 1, rows.length, columns.length], name);
  const turned = to.emit('Transpose', [images], { perm: integers([0, 3, 1, 2]) });
  const picked = to.emit('Conv', [turned, name], {
    group: integer(channels),
    ...windowAttributes(windows, [height, width]),
  });
  to.emit('Reshape', [picked, to.list([-1, channels * places, extents[0] * extents[1]])], {}, output);
}

/** `[N, *extents, places, C]` to images `[N, *size, C]`: each pixel gathers its copies, which are then added. */
export function emitFold(
  to: Emitter,
  windows: string,
  channels: number,
  attributes: Attributes['fold'],
  output: string,
): void {
  const { extents, rows, columns, size } = attributes;
  const count = extents[0] * extents[1] * rows.length * columns.length;
  const copies = invert(visit(attributes, size, -1), size[0] * size[1]);
  const most = Math.max(1, ...copies.map((places) => places.length));
  // All pixels' first copies, then all second ones: a sum of whole pictures, which goes along memory.
  const index = Int32Array.from(
    Array.from({ length: most }, (_, i) => copies.map((places) => places[i] ?? count)).flat(),
  );
  const shaped = to.list([-1, ...size, channels]);
  if (most === 1 && isInOrder(index, count)) return void to.emit('Reshape', [windows, shaped], {}, output);
  const places = to.emit('Reshape', [windows, to.list([-1, count, channels])]);
  const table = index.includes(count) ? withRow(to, places, 0) : places;
  const at = indexTensor(to, index, [most, size[0] * size[1]], size, attributes);
  const gathered = to.emit('Gather', [table, at], { axis: integer(1) });
  const added = most === 1 ? gathered : to.emit('ReduceSum', [gathered, to.list([1])], { keepdims: integer(false) });
  to.emit('Reshape', [added, shaped], {}, output);
}

/** One picture's images behind each other, then its pixels gathered in their order, which several threads do. */
export function emitInterleave(
  to: Emitter,
  images: readonly string[],
  part: readonly number[],
  { axis, strides }: Attributes['interleave'],
  shape: readonly number[],
  output: string,
): void {
  const product = (extents: readonly number[]): number => extents.reduce((so, extent) => so * extent, 1);
  const [height, width] = [part[axis]!, part[axis + 1]!];
  const rows = to.list([product(part.slice(0, axis)), height * width, product(part.slice(axis + 2))]);
  const apart = images.map((image) => to.emit('Reshape', [image, rows]));
  const beside = to.emit('Concat', apart, { axis: integer(1) });
  const order = Int32Array.from({ length: images.length * height * width }, (_, at) => {
    const [y, x] = [Math.floor(at / (width * strides[1])), at % (width * strides[1])];
    const image = (y % strides[0]) * strides[1] + (x % strides[1]);
    return (image * height + Math.floor(y / strides[0])) * width + Math.floor(x / strides[1]);
  });
  const name = `%interleave_${[height, width, ...strides].join('_')}`;
  to.tensor(order, 'int32', [order.length], name);
  const pixels = to.emit('Gather', [beside, name], { axis: integer(1) });
  to.emit('Reshape', [pixels, to.list(shape)], {}, output);
}

/** For every window and every place in it the number of its pixel, `beyond` outside the image. */
function visit(
  { extents, strides, rows, columns }: Windows,
  size: readonly [number, number],
  beyond: number,
): Int32Array {
  const index = new Int32Array(extents[0] * extents[1] * rows.length * columns.length);
  let at = 0;
  for (let i = 0; i < extents[0]; i++) {
    for (let j = 0; j < extents[1]; j++) {
      for (const row of rows) {
        for (const column of columns) {
          const [y, x] = [i * strides[0] + row, j * strides[1] + column];
          const inside = y >= 0 && y < size[0] && x >= 0 && x < size[1];
          index[at++] = inside ? y * size[1] + x : beyond;
        }
      }
    }
  }
  return index;
}

/** Whether each is taken once and in its place: one window over the whole image. */
function isInOrder(index: Int32Array, count: number): boolean {
  return index.length === count && index.every((place, at) => place === at);
}

/** For each pixel the places at which it was read. */
function invert(index: Int32Array, pixels: number): number[][] {
  const places: number[][] = Array.from({ length: pixels }, () => []);
  for (const [place, pixel] of index.entries()) if (pixel >= 0) places[pixel]!.push(place);
  return places;
}

function withRow(to: Emitter, table: string, value: number): string {
  return to.emit('Pad', [table, to.list([0, 0, 0, 0, 1, 0]), to.scalar(value, 'float32')]);
}

/** Equal indices are written once. */
function indexTensor(
  to: Emitter,
  index: Int32Array,
  shape: readonly number[],
  size: readonly number[],
  { extents, strides, rows, columns }: Windows,
): string {
  const name = `%index_${[shape, size, extents, strides, rows, columns].map((list) => list.join('_')).join('/')}`;
  to.tensor(index, 'int32', shape, name);
  return name;
}
