// Finds the pictures whose even and odd pixels are better kept apart (pixels-apart.ts): everything that makes or reads
// them must be able to work on the four parts.

import { elementwise } from '../ir/elementwise.ts';
import type { Graph, Node, Windows } from '../ir/graph.ts';
import { nodeAt, sameShape, sizeOf } from '../ir/graph.ts';

/** Below so many numbers a picture is put together in no time. */
const smallest = 2 ** 18;

/** The numbers of the nodes, each after those that it reads. */
export function findApart(graph: Graph): ReadonlySet<number> {
  const readers = readersOf(graph);
  const left = new Set(graph.outputs.map(({ id }) => id));
  const chosen = new Set(
    graph.nodes.filter(({ id }) => !left.has(id)).flatMap((node) => (canPart(node) ? node.id : [])),
  );
  // First whoever can neither be made nor read in parts; who must not be beside parts is known after that.
  for (const alone of [false, true]) {
    for (let before = -1; before !== chosen.size;) {
      before = chosen.size;
      for (const id of chosen) {
        const node = nodeAt(graph, id);
        const readable = readers[id]!.every((reader) => canRead(reader, id, chosen));
        const beside = alone && [node, ...readers[id]!].some((one) => readsBoth(one, chosen));
        if (!readable || beside || !isMade(graph, node, chosen)) chosen.delete(id);
      }
    }
  }
  return withBothSides(graph, chosen, readers);
}

/** A node whose result could be made part by part. */
function canPart(node: Node): boolean {
  const { shape } = node;
  if (shape.length !== 4 || shape[1]! % 2 !== 0 || shape[2]! % 2 !== 0 || sizeOf(shape) < smallest) return false;
  if (node.op === 'interleave') return node.attributes.axis === 1 && isByTwo(node.attributes);
  if (node.op === 'convolution') return isByOne(node.attributes) && reachesBefore(node.attributes);
  return elementwise.has(node.op);
}

/** Whether its operands are there in parts, or are the same for all pixels. */
function isMade(graph: Graph, { op, inputs, shape }: Node, chosen: ReadonlySet<number>): boolean {
  if (op === 'interleave' || op === 'convolution') return true;
  const parted = inputs.filter((id) => chosen.has(id));
  return (
    parted.length > 0 &&
    parted.every((id) => sameShape(nodeAt(graph, id).shape, shape)) &&
    inputs.every((id) => chosen.has(id) || isSameEverywhere(nodeAt(graph, id).shape))
  );
}

/** Whether a reader of this value can read its parts. */
function canRead(reader: Node, id: number, chosen: ReadonlySet<number>): boolean {
  const isFirst = reader.inputs[0] === id;
  switch (reader.op) {
    case 'interleave':
      return false;
    case 'convolution':
      return isFirst && isByTwo(reader.attributes);
    case 'filterGradient':
      return isFirst ? isByTwo(reader.attributes) : isByOne(reader.attributes) && reachesBefore(reader.attributes);
    case 'reduceSum':
      return reader.attributes.axes.includes(1) && reader.attributes.axes.includes(2);
    default:
      return chosen.has(reader.id);
  }
}

/** A gradient by the filters takes parts of the pictures or of the slopes, not of both. */
function readsBoth({ op, inputs }: Node, chosen: ReadonlySet<number>): boolean {
  return op === 'filterGradient' && inputs.every((id) => chosen.has(id));
}

/**
 * Of pictures that belong together only those between a gradient in four classes and a convolution: alone, one of
 * the two would not be worth it.
 */
function withBothSides(graph: Graph, chosen: ReadonlySet<number>, readers: readonly Node[][]): ReadonlySet<number> {
  const worth = new Set<number>();
  const seen = new Set<number>();
  for (const start of chosen) {
    const together = new Set<number>();
    const pending = [start];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      together.add(id);
      const near = [...nodeAt(graph, id).inputs, ...readers[id]!.map((reader) => reader.id)];
      pending.push(...near.filter((other) => chosen.has(other)));
    }
    const ops = new Set([...together].map((id) => nodeAt(graph, id).op));
    if (ops.has('interleave') && ops.has('convolution')) for (const id of together) worth.add(id);
  }
  return worth;
}

function readersOf(graph: Graph): Node[][] {
  const readers = graph.nodes.map((): Node[] => []);
  for (const node of graph.nodes) for (const id of new Set(node.inputs)) readers[id]!.push(node);
  return readers;
}

/** One number for all pixels, or one a channel. */
function isSameEverywhere(shape: readonly number[]): boolean {
  return (shape.at(-2) ?? 1) === 1 && (shape.at(-3) ?? 1) === 1;
}

function isByOne({ strides }: Windows): boolean {
  return strides[0] === 1 && strides[1] === 1;
}

function isByTwo({ strides }: Pick<Windows, 'strides'>): boolean {
  return strides[0] === 2 && strides[1] === 2;
}

/** Windows that begin before the picture do so for every class of results, or at its edge. */
function reachesBefore({ rows, columns }: Windows): boolean {
  return Math.min(...rows) < 0 && Math.min(...columns) < 0;
}
