// Constants put together while compiling.

import type { Builder } from '../ir/build.ts';
import { rewrite } from '../ir/build.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { sizeOf, uniformValue } from '../ir/graph.ts';

/** Joins what is known. */
export function joinKnown(graph: Graph): Graph {
  return rewrite(graph, (node, parts, build) =>
    node.op === 'concat' && node.dtype === 'float32' && parts.every(({ op }) => op === 'constant')
      ? joinConstants(parts as NodeOf<'constant'>[], node.attributes.axis, build)
      : null,
  );
}

/** The constants one after another along an axis. */
export function joinConstants(parts: readonly NodeOf<'constant'>[], axis: number, build: Builder): Node {
  const { shape, dtype } = parts[0]!;
  const extent = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const joined = shape.map((each, at) => (at === axis ? extent : each));
  const data = new Float32Array(sizeOf(joined));
  const width = sizeOf(joined.slice(axis));
  let from = 0;
  for (const part of parts) {
    const run = sizeOf(part.shape.slice(axis));
    const same = uniformValue(part);
    for (let row = 0; row < data.length / width; row++) {
      const to = row * width + from;
      if (same !== null) data.fill(same, to, to + run);
      else data.set(part.attributes.data.subarray(row * run, (row + 1) * run), to);
    }
    from += run;
  }
  return build.constant(data, { dtype, shape: joined });
}
