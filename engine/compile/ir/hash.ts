// A graph's identity: the same operations on the same constants have the same hash.

import { createHash } from 'node:crypto';
import type { Graph } from './graph.ts';

/** SHA-256 in hexadecimal over operations, types, attributes, constant values and names. */
export function hashGraph(graph: Graph): string {
  const hash = createHash('sha256');
  for (const { op, inputs, attributes, dtype, shape } of graph.nodes) {
    const plain = 'data' in attributes ? {} : attributes;
    hash.update(JSON.stringify([op, inputs, plain, dtype, shape], infinities));
    if ('data' in attributes) {
      const { buffer, byteOffset, byteLength } = attributes.data;
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
  hash.update(JSON.stringify(graph.outputs));
  return hash.digest('hex');
}

/** JSON has no infinities; a clip with one open side has. */
function infinities(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
