// What is done to each slice of a tensor is done once to the whole, and then sliced: the counterpart of `join-first`.
// The branches of a pruned network each scale their own slice of what they embedded together.

import type { Builder } from '../ir/build.ts';
import { rewrite, useCounts } from '../ir/build.ts';
import { arithmetic } from '../ir/elementwise.ts';
import type { Graph, Node, NodeOf, Op } from '../ir/graph.ts';
import { nodeAt, sameShape } from '../ir/graph.ts';
import { joinConstants } from './join-constants.ts';

/** One row of a tensor, and what is done to it with a constant. */
interface Cut {
  readonly of: number;
  /** Place along the first axis. */
  readonly row: number;
  readonly node: Node;
  readonly constant: NodeOf<'constant'>;
}

export function sliceLast(graph: Graph): Graph {
  const groups = groupsIn(graph);
  const wholes = new Map<readonly Cut[], Node>();
  return rewrite(graph, (node, [slice], build) => {
    const group = groups.find((cuts) => cuts.some((cut) => cut.node === node));
    if (!group) return null;
    const whole = wholes.get(group) ?? doneToWhole(group, build.nodes[slice!.inputs[0]!]!, build);
    wholes.set(group, whole);
    const { row } = group.find((cut) => cut.node === node)!;
    return build.add('gather', [whole, build.fill(row, 'int32')], { axis: 0 });
  });
}

/** For each tensor that is cut into its rows, all of which go through the same operation, the cuts in order. */
function groupsIn(graph: Graph): readonly (readonly Cut[])[] {
  const uses = useCounts(graph);
  const byTensor = new Map<number, Cut[]>();
  for (const node of graph.nodes) {
    const cut = cutOf(node, graph, uses);
    if (cut) byTensor.set(cut.of, [...(byTensor.get(cut.of) ?? []), cut]);
  }
  return [...byTensor].flatMap(([of, cuts]) => {
    const inOrder = cuts.toSorted((a, b) => a.row - b.row);
    const alike = ({ node, constant }: Cut): boolean =>
      node.op === cuts[0]!.node.op &&
      sameShape(node.shape, cuts[0]!.node.shape) &&
      sameShape(constant.shape, cuts[0]!.constant.shape);
    const whole = cuts.length === nodeAt(graph, of).shape[0] && inOrder.every(({ row }, i) => row === i);
    return whole && cuts.length > 1 && cuts.every(alike) ? [inOrder] : [];
  });
}

function cutOf(node: Node, graph: Graph, uses: Int32Array): Cut | null {
  if (!(arithmetic as readonly Op[]).includes(node.op) || node.dtype !== 'float32') return null;
  const [slice, constant] = node.inputs.map((id) => nodeAt(graph, id)) as [Node, Node];
  if (slice.op !== 'slice' || uses[slice.id] !== 1 || constant.op !== 'constant') return null;
  if (constant.shape.length !== slice.shape.length) return null;
  const { starts, sizes, steps } = slice.attributes;
  const of = slice.inputs[0]!;
  const inOrder = steps.every((step) => step === 1);
  const row = inOrder && sizes[0] === 1 && sameShape(sizes.slice(1), nodeAt(graph, of).shape.slice(1));
  return row ? { of, row: starts[0]!, node, constant } : null;
}

/** With a first axis for the rows. */
function doneToWhole(cuts: readonly Cut[], x: Node, build: Builder): Node {
  const apart = build.add('reshape', [x], { shape: [x.shape[0]!, 1, ...x.shape.slice(1)] });
  const constants = cuts.map(({ constant }) => ({ ...constant, shape: [1, ...constant.shape] }));
  return build.add(cuts[0]!.node.op, [apart, joinConstants(constants, 0, build)], {});
}
