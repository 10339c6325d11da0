// Products take the rows of a larger tensor as they lie: a matrix that was only made to multiply, and whose product is
// shaped back at once, costs two reshapes more.

import type { Builder } from '../ir/build.ts';
import { rewrite, useCounts } from '../ir/build.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { sameShape } from '../ir/graph.ts';

export function rowsInPlace(graph: Graph): Graph {
  const uses = useCounts(graph);
  return rewrite(graph, (node, [product], build) =>
    node.op === 'reshape' && product!.op === 'matmul' && uses[node.inputs[0]!] === 1
      ? inPlace(node, product as NodeOf<'matmul'>, build)
      : null,
  );
}

/** `[..., k]` times `[k, n]` gives `[..., n]`. */
function inPlace(node: NodeOf<'reshape'>, product: NodeOf<'matmul'>, build: Builder): Node | null {
  const [rows, weight] = product.inputs.map((id) => build.nodes[id]!) as [Node, Node];
  if (product.attributes.transposeA || product.attributes.transposeB) return null;
  if (rows.op !== 'reshape' || rows.shape.length !== 2 || weight.shape.length !== 2) return null;
  const origin = build.nodes[rows.inputs[0]!]!;
  if (origin.shape.at(-1) !== weight.shape[0]) return null;
  return sameShape(node.shape, [...origin.shape.slice(0, -1), weight.shape[1]!])
    ? build.add('matmul', [origin, weight], product.attributes)
    : null;
}
