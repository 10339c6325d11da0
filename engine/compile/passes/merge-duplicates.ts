// Computes the same thing once: equal operations on equal operands become one node.

import { createHash } from 'node:crypto';
import { rewrite } from '../ir/build.ts';
import type { ConstantData, Graph, Node } from '../ir/graph.ts';

export function mergeDuplicates(graph: Graph): Graph {
  const known = new Map<string, Node>();
  return rewrite(graph, (node, inputs, build) => {
    if (node.op === 'input') return null;
    const key = keyOf(node, inputs);
    if (key === null) return null;
    const earlier = known.get(key);
    if (earlier) return earlier;
    const fresh = build.add(node.op, inputs, node.attributes, { dtype: node.dtype, shape: node.shape });
    known.set(key, fresh);
    return fresh;
  });
}

const commutative: ReadonlySet<string> = new Set(['add', 'mul', 'max', 'min', 'and', 'or', 'equal']);

/** Large constants are left alone: comparing them costs more than it saves. Not so the places that a Gather reads. */
function keyOf(node: Node, inputs: readonly Node[]): string | null {
  if (node.op === 'constant') {
    const { data } = node.attributes;
    // Text of a number loses the sign of zero, and 1 / -0 is not 1 / 0.
    const values = Array.from(data.subarray(0, 64), (value) => (Object.is(value, -0) ? '-0' : String(value)));
    if (data.length <= 64) return `constant ${node.dtype} [${node.shape}] ${values.join()}`;
    return node.dtype === 'int32' ? `constant int32 [${node.shape}] ${digest(data)}` : null;
  }
  const ids = inputs.map(({ id }) => id);
  if (commutative.has(node.op)) ids.sort((a, b) => a - b);
  const attributes = Object.values(node.attributes).map(String);
  return `${node.op} ${node.dtype} [${node.shape}] (${ids.join()}) ${attributes.join(' ')}`;
}

function digest({ buffer, byteOffset, byteLength }: ConstantData): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}
