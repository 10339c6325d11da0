// Filters `[kh, kw, C, O]` in blocks of channels, as blocked convolutions read them: by one Gather of rows, which is
// shared among threads. The gradient by the images wants parts of the turned filter in another order; they are gathered
// from the filter turned once, whole blocks at a time.

import type { Builder } from '../ir/build.ts';
import type { Attributes, Node } from '../ir/graph.ts';
import { nodeAt, sizeOf } from '../ir/graph.ts';
import { reshape } from '../kernels/kernel.ts';

/** A filter as some places of a larger one. */
interface Origin {
  /** `[KH, KW, C, O]`, or `[KH, KW, O, C]` where it is turned. */
  readonly whole: Node;
  readonly turned: boolean;
  /** For each place of the filter the number of the place in the larger one. */
  readonly places: readonly number[];
}

/**
 * `[O / size, C / size, kh, kw, size, size]`, or `[O / size, C, kh, kw, size]` for less than a block of channels.
 * @param order the places of the filter, `row * kw + column`, in the order in which they are wanted
 */
export function filterInBlocks(build: Builder, filter: Node, size: number, order: readonly number[]): Node {
  const [height, width, channels, outputs] = filter.shape as [number, number, number, number];
  const origin = originOf(build, filter);
  if (channels < size) {
    const rows = straight(build, here(filter), order, { channels, outputs, size, inner: 1 });
    return reshape(build, rows, [outputs / size, channels, height, width, size]);
  }
  const blocks = origin.turned
    ? turned(build, origin, order, { channels, outputs, size })
    : straight(build, origin, order, { channels, outputs, size, inner: size });
  return reshape(build, blocks, [outputs / size, channels / size, height, width, size, size]);
}

function straight(
  build: Builder,
  { whole, places }: Origin,
  order: readonly number[],
  { channels, outputs, size, inner }: { channels: number; outputs: number; size: number; inner: number },
): Node {
  const blocks = outputs / size;
  const index: number[] = [];
  for (let block = 0; block < blocks; block++) {
    for (let first = 0; first < channels; first += inner) {
      for (const at of order) {
        for (let channel = first; channel < first + inner; channel++) {
          index.push((places[at]! * channels + channel) * blocks + block);
        }
      }
    }
  }
  return inOrder(build, table(build, whole, size), index);
}

function turned(
  build: Builder,
  { whole, places }: Origin,
  order: readonly number[],
  { channels, outputs, size }: { channels: number; outputs: number; size: number },
): Node {
  const [blocks, parts] = [outputs / size, channels / size];
  const apart = reshape(build, whole, [whole.shape[0]! * whole.shape[1]!, blocks, size, parts, size]);
  const across = build.add('transpose', [apart], { permutation: [0, 1, 3, 4, 2] });
  const index: number[] = [];
  for (let block = 0; block < blocks; block++) {
    for (let part = 0; part < parts; part++) {
      for (const at of order) index.push((places[at]! * blocks + block) * parts + part);
    }
  }
  return inOrder(build, table(build, across, size * size), index);
}

/** Through the slices and turns by which the gradient's filters were recorded. */
function originOf(build: Builder, filter: Node): Origin {
  const isPart = filter.op === 'slice' && [2, 3].every((axis) => filter.attributes.steps[axis] === 1);
  const whole = isPart ? nodeAt(build, filter.inputs[0]!) : filter;
  if (isPart && whole.shape.some((extent, axis) => axis > 1 && extent !== filter.shape[axis])) return here(filter);
  const places = isPart ? placesOf(filter.attributes, whole.shape[1]!) : here(filter).places;
  const isTurned = whole.op === 'transpose' && whole.attributes.permutation.join() === '0,1,3,2';
  return { whole: isTurned ? nodeAt(build, whole.inputs[0]!) : whole, turned: isTurned, places };
}

function placesOf({ starts, sizes, steps }: Attributes['slice'], width: number): number[] {
  const along = (axis: number): number[] =>
    Array.from({ length: sizes[axis]! }, (_, at) => starts[axis]! + at * steps[axis]!);
  return along(0).flatMap((row) => along(1).map((column) => row * width + column));
}

function here(filter: Node): Origin {
  const count = filter.shape[0]! * filter.shape[1]!;
  return { whole: filter, turned: false, places: Array.from({ length: count }, (_, at) => at) };
}

function table(build: Builder, x: Node, width: number): Node {
  return reshape(build, x, [sizeOf(x.shape) / width, width]);
}

/** Rows in another order. */
export function inOrder(build: Builder, rows: Node, order: readonly number[] | Int32Array): Node {
  if (order.length === rows.shape[0] && order.every((place, at) => place === at)) return rows;
  const index = build.constant(Int32Array.from(order), { dtype: 'int32', shape: [order.length] });
  return build.add('gather', [rows, index], { axis: 0 });
}
