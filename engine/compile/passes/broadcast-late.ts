// Repeats small tensors as late as possible. The gradient of a mean is one number a column, which tfjs writes out
// over all rows before it goes on: here the arithmetic is done on the small tensor, and the large one is read once.

import type { Builder } from '../ir/build.ts';
import { rewrite } from '../ir/build.ts';
import { arithmetic, functions } from '../ir/elementwise.ts';
import type { Graph, Node, Op } from '../ir/graph.ts';
import { sameShape, sizeOf, uniformValue } from '../ir/graph.ts';
import { broadcastShapes } from '../ir/shapes.ts';

/** Operations on each element by itself, with operands that broadcast. */
const elementwise: ReadonlySet<Op> = new Set<Op>([...arithmetic, ...functions]);

export function broadcastLate(graph: Graph): Graph {
  return rewrite(graph, (node, inputs, build) => {
    if (!elementwise.has(node.op)) return null;
    return beforeRepeating(node, inputs, build) ?? smallFirst(node, inputs, build);
  });
}

/** An operation on repeated operands as the repetition of an operation on what they were. */
function beforeRepeating(node: Node, inputs: readonly Node[], build: Builder): Node | null {
  const origins = inputs.map((input) => unrepeated(input, build));
  const shape = origins.reduce<readonly number[]>(
    (joint, origin) => (uniformValue(origin) === null ? broadcastShapes(joint, origin.shape) : joint),
    [],
  );
  if (sizeOf(shape) >= sizeOf(node.shape)) return null;
  const operands = origins.map((origin) => {
    const value = uniformValue(origin);
    return value === null ? origin : build.fill(value, origin.dtype);
  });
  return build.add('expand', [build.add(node.op, operands, node.attributes)], { shape: node.shape });
}

/** `(x a) b` as `x (a b)` where a and b are smaller than x. */
function smallFirst(node: Node, [left, right]: readonly Node[], build: Builder): Node | null {
  if (node.op !== 'mul' || node.dtype !== 'float32') return null;
  return reordered(node, left!, right!, build) ?? reordered(node, right!, left!, build);
}

function reordered(node: Node, product: Node, factor: Node, build: Builder): Node | null {
  if (product.op !== 'mul' || !sameShape(product.shape, node.shape)) return null;
  const operands = product.inputs.map((id) => build.nodes[id]!);
  const large = operands.findIndex(({ shape }) => sameShape(shape, node.shape));
  if (large < 0) return null;
  const factors = [operands[1 - large]!, factor].map((one) => unrepeated(one, build)) as [Node, Node];
  if (sizeOf(broadcastShapes(factors[0].shape, factors[1].shape)) >= sizeOf(node.shape)) return null;
  return build.add('mul', [operands[large]!, build.add('mul', factors, {})], {});
}

function unrepeated(x: Node, build: Builder): Node {
  return x.op === 'expand' ? build.nodes[x.inputs[0]!]! : x;
}
