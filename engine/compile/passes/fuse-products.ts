// Products take their neighbours in: a transpose of an operand, a bias added to the result.

import type { Builder } from '../ir/build.ts';
import { rewrite, useCounts } from '../ir/build.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { sameShape } from '../ir/graph.ts';

export function fuseProducts(graph: Graph): Graph {
  const uses = useCounts(graph);
  return rewrite(graph, (node, inputs, build) => {
    if (node.op === 'matmul') return foldTransposes(node, inputs, build);
    if (node.op !== 'add') return null;
    // The product must have no other reader, or it would be computed twice.
    const [left, right] = node.inputs as [number, number];
    return (
      (uses[left] === 1 ? addBias(node, inputs[0]!, inputs[1]!, build) : null) ??
      (uses[right] === 1 ? addBias(node, inputs[1]!, inputs[0]!, build) : null)
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

function addBias(node: Node, product: Node, bias: Node, build: Builder): Node | null {
  const isRow = bias.shape.length <= 2 && (bias.shape.at(-2) ?? 1) === 1 && bias.shape.at(-1) === product.shape.at(-1);
  if (product.op !== 'matmul' || product.shape.length !== 2 || !isRow || !sameShape(node.shape, product.shape))
    return null;
  return build.add('gemm', [...product.inputs.map((id) => build.nodes[id]!), bias], product.attributes);
}
