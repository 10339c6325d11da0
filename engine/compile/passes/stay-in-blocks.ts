// Between two convolutions in blocks nothing need leave the blocks: what is done to each number by itself, and sums over
// a channel's pixels, are done in blocks as well. The ways out and back in then meet and vanish.

import type { Builder } from '../ir/build.ts';
import { copy, rewrite } from '../ir/build.ts';
import { elementwise } from '../ir/elementwise.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { sameShape, sizeOf } from '../ir/graph.ts';

/** For a node of the new graph that is pixels in rows of channels: the same pixels in blocks. */
type Blocks = Map<number, Node>;

export function stayInBlocks(graph: Graph): Graph {
  if (!graph.nodes.some(({ op }) => op === 'unblock')) return graph;
  const blocks: Blocks = new Map();
  return rewrite(graph, (node, inputs, build) => {
    const inside = blocks.get(inputs[0]?.id ?? -1);
    if (node.op === 'block') return inside && sameShape(inside.shape, node.shape) ? inside : null;
    if (node.op === 'reduceSum' || node.op === 'reduceMean')
      return inside ? reduced(node, inputs[0]!, inside, build) : null;
    const found =
      node.op === 'unblock' ? inputs[0]! : node.op === 'reshape' ? inside : inBlocks(node, inputs, blocks, build);
    if (!found) return null;
    const isOut = node.op !== 'unblock' && node.op !== 'reshape' && found.dtype === 'float32';
    const outside = isOut ? reshaped(build, build.add('unblock', [found], {}), node.shape) : copy(node, inputs, build);
    if (node.shape.at(-1) === channelsOf(found)) blocks.set(outside.id, found);
    return outside;
  });
}

/** The operation on what lies in blocks; null where no operand does or one cannot be brought there. */
function inBlocks(node: Node, inputs: readonly Node[], blocks: Blocks, build: Builder): Node | null {
  if (node.op === 'interleave') return interleaved(node, inputs, blocks, build);
  if (!elementwise.has(node.op)) return null;
  const own = inputs.map(({ id, shape }) => (sizeOf(shape) === sizeOf(node.shape) ? blocks.get(id) : undefined));
  const model = own.find((one) => one !== undefined);
  if (!model) return null;
  const fitting = inputs.map((input, at) => {
    const inside = own[at];
    if (inside) return sameShape(inside.shape, model.shape) ? inside : null;
    return broughtIn(input, node, model.shape, build);
  });
  return fitting.includes(null) ? null : copyOn(node, fitting as Node[], model.shape, build);
}

function interleaved(node: NodeOf<'interleave'>, inputs: readonly Node[], blocks: Blocks, build: Builder): Node | null {
  const own = inputs.map(({ id }) => blocks.get(id));
  if (node.attributes.axis !== 1 || own.includes(undefined)) return null;
  return build.add('interleave', own as Node[], { ...node.attributes, axis: 2 });
}

function copyOn(node: Node, inputs: readonly Node[], shape: readonly number[], build: Builder): Node {
  return copy({ ...node, shape }, inputs, build);
}

/** An operand in the shape that it has in blocks of this shape, or that repeats to it. */
function broughtIn(
  x: Node,
  node: Node,
  [count, parts, height, width, size]: readonly number[],
  build: Builder,
): Node | null {
  const channels = parts! * size!;
  if (sizeOf(x.shape) === 1) return reshaped(build, x, []);
  if (sizeOf(x.shape) === channels && x.shape.at(-1) === channels) return reshaped(build, x, [parts!, 1, 1, size!]);
  const isPictures = sameShape(node.shape, [count!, height!, width!, channels]);
  if (isPictures && sameShape(x.shape, [count!, 1, 1, channels]))
    return reshaped(build, x, [count!, parts!, 1, 1, size!]);
  if (isPictures && sameShape(x.shape, [count!, 1, 1, 1])) return reshaped(build, x, [count!, 1, 1, 1, 1]);
  const isWhole = x.dtype === 'float32' && sameShape(x.shape, node.shape) && x.op !== 'constant';
  if (!isWhole) return null;
  return build.add('block', [reshaped(build, x, [count!, height!, width!, channels])], { axis: 3, size: size! });
}

/** A sum or mean over all pixels, or over those of each picture. */
function reduced(node: NodeOf<'reduceSum' | 'reduceMean'>, x: Node, inside: Node, build: Builder): Node | null {
  const axes = node.attributes.axes.toSorted((a, b) => a - b).join();
  const all =
    axes ===
    x.shape
      .slice(1)
      .map((_, axis) => axis)
      .join();
  const each = x.shape.length === 4 && axes === '1,2' && x.shape[0] === inside.shape[0];
  if (!all && !each) return null;
  const pictures = build.add(node.op, [inside], { axes: [2, 3], keepDims: false });
  return reshaped(build, each ? pictures : build.add(node.op, [pictures], { axes: [0], keepDims: false }), node.shape);
}

function channelsOf({ shape }: Node): number {
  return shape[1]! * shape[4]!;
}

function reshaped(build: Builder, x: Node, shape: readonly number[]): Node {
  return sameShape(x.shape, shape) ? x : build.add('reshape', [x], { shape });
}
