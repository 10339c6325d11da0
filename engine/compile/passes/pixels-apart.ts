// Keeps the pixels of even and odd lines and columns of a picture apart where they would be put together only to be taken
// apart again: behind the first convolution of a network, if the next one goes by steps of two. Its gradient comes in
// four classes of pixels (kernels/convolution-input.ts); with the picture in the same four, none of them is moved.

import type { Builder } from '../ir/build.ts';
import { copy, rewrite } from '../ir/build.ts';
import type { Graph, Node, NodeOf, Windows } from '../ir/graph.ts';
import { reshape } from '../kernels/kernel.ts';
import { inOrder } from './block-filters.ts';
import { findApart } from './find-apart.ts';

/** The classes, as `interleave` numbers them: first line and first column of each. */
const classes = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

export function pixelsApart(graph: Graph): Graph {
  const chosen = findApart(graph);
  if (chosen.size === 0) return graph;
  const parts = new Map<number, readonly Node[]>();
  return rewrite(graph, (node, inputs, build) => {
    if (chosen.has(node.id)) {
      const own = partsOf(node, inputs, parts, build);
      parts.set(node.id, own);
      // Stands for the picture, which nobody reads any more.
      return own[0]!;
    }
    const [first, second] = node.inputs.map((id) => parts.get(id));
    if (node.op === 'convolution' && first) return convolved(build, first, inputs[1]!, node.attributes);
    if (node.op === 'filterGradient' && first) return filterOfPixels(build, first, inputs[1]!, node.attributes);
    if (node.op === 'filterGradient' && second) return filterOfSlopes(build, inputs[0]!, second, node.attributes);
    if (node.op === 'reduceSum' && first) {
      return total(
        build,
        first.map((part) => build.add('reduceSum', [part], node.attributes)),
      );
    }
    return null;
  });
}

/** The four pictures of a node that is kept apart. */
function partsOf(
  node: Node,
  inputs: readonly Node[],
  parts: ReadonlyMap<number, readonly Node[]>,
  build: Builder,
): readonly Node[] {
  if (node.op === 'interleave') return inputs;
  if (node.op === 'convolution') {
    return classes.map((phase) => build.add('convolution', inputs, everySecond(node.attributes, phase)));
  }
  const [count, height, width, channels] = node.shape as [number, number, number, number];
  const shape = [count, height / 2, width / 2, channels];
  return classes.map((_, at) => {
    const operands = inputs.map((input, place) => parts.get(node.inputs[place]!)?.[at] ?? input);
    return copy({ ...node, shape }, operands, build);
  });
}

/** Windows for every second result in both directions. */
function everySecond({ extents, rows, columns }: Windows, [line, column]: readonly [number, number]): Windows {
  return {
    extents: [extents[0] / 2, extents[1] / 2],
    strides: [2, 2],
    rows: rows.map((row) => row + line),
    columns: columns.map((place) => place + column),
  };
}

/** The places of a filter whose pixels are in this class, and where those are, counted in the class. */
interface Reach {
  readonly at: readonly number[];
  readonly offsets: readonly number[];
}

function reach(places: readonly number[], phase: number): Reach {
  const at = [...places.keys()].filter((place) => (places[place]! - phase) % 2 === 0);
  return { at, offsets: at.map((place) => (places[place]! - phase) / 2) };
}

/** For each class that the windows reach: its number and how they reach it. */
function reached({ rows, columns }: Windows): { part: number; vertical: Reach; horizontal: Reach }[] {
  return classes
    .map(([line, column], part) => ({ part, vertical: reach(rows, line), horizontal: reach(columns, column) }))
    .filter(({ vertical, horizontal }) => vertical.at.length > 0 && horizontal.at.length > 0);
}

function convolved(build: Builder, parts: readonly Node[], filter: Node, windows: Windows): Node {
  const [, , channels, outputs] = filter.shape as [number, number, number, number];
  const terms = reached(windows).map(({ part, vertical, horizontal }) => {
    const step = ({ at }: Reach): number => (at.length > 1 ? at[1]! - at[0]! : 1);
    const places = build.add('slice', [filter], {
      starts: [vertical.at[0]!, horizontal.at[0]!, 0, 0],
      sizes: [vertical.at.length, horizontal.at.length, channels, outputs],
      steps: [step(vertical), step(horizontal), 1, 1],
    });
    return build.add('convolution', [parts[part]!, places], within(windows, vertical, horizontal));
  });
  return sum(build, terms);
}

/** The gradient by a filter that goes over pixels by steps of two: each place of it comes from one class. */
function filterOfPixels(build: Builder, parts: readonly Node[], slopes: Node, windows: Windows): Node {
  const width = windows.columns.length;
  const order: number[] = [];
  const found = reached(windows).map(({ part, vertical, horizontal }) => {
    for (const row of vertical.at) for (const column of horizontal.at) order.push(row * width + column);
    const gradient = build.add('filterGradient', [parts[part]!, slopes], within(windows, vertical, horizontal));
    const [kh, kw, channels, outputs] = gradient.shape as [number, number, number, number];
    return reshape(build, gradient, [kh * kw, channels * outputs]);
  });
  const places = order.map((_, place) => order.indexOf(place));
  const rows = inOrder(build, build.add('concat', found, { axis: 0 }), places);
  return reshape(build, rows, [windows.rows.length, width, parts[0]!.shape[3]!, slopes.shape[3]!]);
}

/** The gradient by the filter whose results are apart: every class of them adds to all of its places. */
function filterOfSlopes(build: Builder, x: Node, parts: readonly Node[], windows: Windows): Node {
  return total(
    build,
    classes.map((phase, at) => build.add('filterGradient', [x, parts[at]!], everySecond(windows, phase))),
  );
}

function within({ extents }: Windows, vertical: Reach, horizontal: Reach): NodeOf<'convolution'>['attributes'] {
  return { extents, strides: [1, 1], rows: vertical.offsets, columns: horizontal.offsets };
}

function sum(build: Builder, terms: readonly Node[]): Node {
  return terms.reduce((so, term) => build.add('add', [so, term], {}));
}

/** A sum of gradients. Under a shape of its own it is no part of the formula by which the parameter moves. */
function total(build: Builder, terms: readonly Node[]): Node {
  const { shape } = terms[0]!;
  const apart = terms.map((term) => reshape(build, term, [1, ...shape]));
  return reshape(build, sum(build, apart), shape);
}
