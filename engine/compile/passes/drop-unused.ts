// Keeps what an output needs, and every input: the caller feeds them by name.

import type { Graph } from '../ir/graph.ts';
import { createBuilder, copy } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';

export function dropUnused(graph: Graph): Graph {
  const used = new Uint8Array(graph.nodes.length);
  for (const { id } of graph.outputs) used[id] = 1;
  for (const node of graph.nodes.toReversed()) {
    if (node.op === 'input') used[node.id] = 1;
    if (used[node.id]) for (const id of node.inputs) used[id] = 1;
  }
  const build = createBuilder();
  const moved: (Node | undefined)[] = [];
  for (const node of graph.nodes) {
    moved.push(
      used[node.id]
        ? copy(
            node,
            node.inputs.map((id) => moved[id]!),
            build,
          )
        : undefined,
    );
  }
  return { nodes: build.nodes, outputs: graph.outputs.map(({ name, id }) => ({ name, id: moved[id]!.id })) };
}
