// Products take their neighbours in: a transpose of an operand, a bias added to the result.

import type { Builder } from '../ir/build.ts';
import { rewrite, useCounts } from '../ir/build.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { nodeAt, sameShape, sizeOf } from '../ir/graph.ts';

export function fuseProducts(graph: Graph): Graph {
  const uses = useCounts(graph);
  /** Whether nothing else reads this value, nor, if it is only shaped differently, what it was before. */
  const readOnce = (id: number): boolean => {
    const node = nodeAt(graph, id);
    return uses[id] === 1 && (node.op !== 'reshape' || uses[node.inputs[0]!] === 1);
  };
  return rewrite(graph, (node, inputs, build) => {
    if (node.op === 'matmul') return foldTransposes(node, inputs, build);
    if (node.op !== 'add') return null;
    // The product must have no other reader, or it would be computed twice.
    const [left, right] = node.inputs as [number, number];
    return (
      (readOnce(left) ? addBias(node, inputs[0]!, inputs[1]!, build) : null) ??
      (readOnce(right) ? addBias(node, inputs[1]!, inputs[0]!, build) : null)
    );
  });
}

function foldTransposes(node: NodeOf<'matmul'>, [a, b]: readonly Node[], build: Builder): Node | null {
  const left = untransposed(a!, build);
  const right = untransposed(b!, build);
  if (!left && !right) return null;
  return build.add('matmul', [left ?? a!, right ?? b!], {
    transposeA: node.attributes.transposeA !== (left !== null),
    transposeB: node.attributes.transposeB !== (right !== null),
  });
}

/** What was transposed, if only its last two axes were swapped. */
function untransposed(x: Node, build: Builder): Node | null {
  if (x.op !== 'transpose') return null;
  const { permutation } = x.attributes;
  const last = permutation.length - 1;
  const swapped = permutation.map((_, at) => (at === last ? last - 1 : at === last - 1 ? last : at));
  return sameShape(permutation, swapped) ? build.nodes[x.inputs[0]!]! : null;
}

/** Also where the product was shaped into pictures before the bias came: each row keeps its own. */
function addBias(node: Node, operand: Node, bias: Node, build: Builder): Node | null {
  const product = operand.op === 'reshape' ? build.nodes[operand.inputs[0]!]! : operand;
  const width = product.shape.at(-1);
  const isRow = sizeOf(bias.shape) === width && bias.shape.at(-1) === width && operand.shape.at(-1) === width;
  const fits = product.op === 'matmul' && product.shape.length === 2 && sameShape(node.shape, operand.shape);
  if (!isRow || !fits) return null;
  const row = bias.shape.length <= 2 ? bias : build.add('reshape', [bias], { shape: [width] });
  const sum = build.add('gemm', [...product.inputs.map((id) => build.nodes[id]!), row], product.attributes);
  return operand === product ? sum : build.add('reshape', [sum], { shape: node.shape });
}
