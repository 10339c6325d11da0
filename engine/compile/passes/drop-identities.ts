// Leaves out what changes nothing: adding zero, multiplying by one, reshaping to the same shape, casting
// to the same type, turning twice. The backward pass of tfjs is full of these.

import type { Builder } from '../ir/build.ts';
import { rewrite } from '../ir/build.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { sameShape, sizeOf, uniformValue } from '../ir/graph.ts';

export function dropIdentities(graph: Graph): Graph {
  return rewrite(graph, (node, inputs, build) => simpler(node, inputs, build));
}

function simpler(node: Node, inputs: readonly Node[], build: Builder): Node | null {
  const [a, b] = inputs;
  switch (node.op) {
    case 'reshape':
      return simplerReshape(node, a!, build);
    case 'cast':
      return a!.dtype === node.dtype ? a! : null;
    case 'expand':
    case 'tile':
    case 'slice':
      return sameShape(a!.shape, node.shape) && (node.op !== 'slice' || node.attributes.steps.every((step) => step > 0))
        ? a!
        : null;
    case 'pad':
      return sameShape(a!.shape, node.shape) ? a! : null;
    case 'transpose':
      return simplerTranspose(node, a!, build);
    case 'patches':
      return wholeImage(node, a!) ? build.add('reshape', [a!], { shape: node.shape }) : null;
    case 'concat':
      return inputs.length === 1 ? a! : null;
    case 'reduceSum':
    case 'reduceMean':
    case 'reduceMax':
    case 'reduceMin':
    case 'reduceProd':
      // One number is its own sum.
      return sizeOf(a!.shape) === sizeOf(node.shape) ? build.add('reshape', [a!], { shape: node.shape }) : null;
    case 'add':
      return neutral(node, a!, b!, 0) ?? neutral(node, b!, a!, 0);
    case 'mul':
      return (
        neutral(node, a!, b!, 1) ??
        neutral(node, b!, a!, 1) ??
        negated(node, a!, b!, build) ??
        negated(node, b!, a!, build)
      );
    case 'sub':
      return neutral(node, a!, b!, 0);
    case 'div':
      return neutral(node, a!, b!, 1);
    case 'pow':
      return simplerPower(node, a!, b!, build);
    case 'neg':
      return a!.op === 'neg' ? build.nodes[a!.inputs[0]!]! : null;
    case 'where':
      return simplerWhere(node, inputs);
    default:
      return null;
  }
}

/** Windows of one pixel, one for each pixel: a convolution of 1 x 1 without a stride. */
function wholeImage({ attributes }: NodeOf<'patches'>, { shape }: Node): boolean {
  const { extents, strides, rows, columns } = attributes;
  const single = rows.length === 1 && columns.length === 1 && rows[0] === 0 && columns[0] === 0;
  return single && strides.every((step) => step === 1) && extents[0] === shape[1] && extents[1] === shape[2];
}

/** `x` where the other operand is the operation's neutral element and does not widen the result. */
function neutral(node: Node, x: Node, other: Node, element: number): Node | null {
  return uniformValue(other) === element && sameShape(x.shape, node.shape) ? x : null;
}

function negated(node: Node, x: Node, other: Node, build: Builder): Node | null {
  return uniformValue(other) === -1 && sameShape(x.shape, node.shape) ? build.add('neg', [x], {}) : null;
}

function simplerReshape(node: NodeOf<'reshape'>, x: Node, build: Builder): Node | null {
  if (sameShape(x.shape, node.shape)) return x;
  if (x.op !== 'reshape') return null;
  const origin = build.nodes[x.inputs[0]!]!;
  return sameShape(origin.shape, node.shape) ? origin : build.add('reshape', [origin], { shape: node.shape });
}

function simplerTranspose(node: NodeOf<'transpose'>, x: Node, build: Builder): Node | null {
  const { permutation } = node.attributes;
  // Moving axes of extent 1 moves nothing in memory.
  const moving = permutation.filter((axis) => x.shape[axis] !== 1);
  const inOrder = moving.every((axis, at) => at === 0 || axis > moving[at - 1]!);
  if (inOrder) return sameShape(x.shape, node.shape) ? x : build.add('reshape', [x], { shape: node.shape });
  if (x.op !== 'transpose') return null;
  const origin = build.nodes[x.inputs[0]!]!;
  const both = permutation.map((axis) => x.attributes.permutation[axis]!);
  return both.every((axis, at) => axis === at) ? origin : build.add('transpose', [origin], { permutation: both });
}

/** Small powers as products: tfjs writes squares and their gradients with Pow. */
function simplerPower(node: Node, x: Node, exponent: Node, build: Builder): Node | null {
  if (!sameShape(x.shape, node.shape) || x.dtype !== 'float32') return null;
  const power = uniformValue(exponent);
  if (power === 1) return x;
  if (power === 2) return build.add('mul', [x, x], {});
  return null;
}

function simplerWhere(node: Node, [condition, a, b]: readonly Node[]): Node | null {
  const always = uniformValue(condition!);
  const chosen = always === null ? null : always ? a! : b!;
  return chosen && sameShape(chosen.shape, node.shape) ? chosen : null;
}
