// What is done to each part of a joined tensor is done once to the whole: `[2 a; 3 b]` becomes `[2; 3] [a; b]`. The
// branches of a pruned network scale, shift and cut off what they put out before it is put side by side; in a model
// that judges one part at a time such a step is short, and what counts is how many there are.

import type { Builder } from '../ir/build.ts';
import { rewrite, useCounts } from '../ir/build.ts';
import { activations, arithmetic, bounds, functions } from '../ir/elementwise.ts';
import type { Graph, Node, NodeOf, Op } from '../ir/graph.ts';
import { sameShape } from '../ir/graph.ts';
import { dropUnused } from './drop-unused.ts';
import { joinConstants } from './join-constants.ts';

const ofOne: ReadonlySet<Op> = new Set<Op>([...functions, ...bounds, ...activations]);
const ofTwo: ReadonlySet<Op> = new Set<Op>(arithmetic);

/** One step at a time, until parts differ in what is done to them, or are read elsewhere too. */
export function joinFirst(graph: Graph): Graph {
  const uses = useCounts(graph);
  let changed = false;
  const next = rewrite(graph, (node, parts, build) => {
    if (node.op !== 'concat' || node.dtype !== 'float32' || node.inputs.some((id) => uses[id] !== 1)) return null;
    const joined = doneToAll(node, parts, build);
    changed ||= joined !== null;
    return joined;
  });
  // What a step leaves behind must not count as a use at the next one.
  return changed ? joinFirst(dropUnused(next)) : graph;
}

function doneToAll(node: NodeOf<'concat'>, parts: readonly Node[], build: Builder): Node | null {
  const [first] = parts as [Node];
  const alike = ({ op, attributes }: Node): boolean =>
    op === first.op && JSON.stringify(attributes) === JSON.stringify(first.attributes);
  if (parts.length < 2 || !parts.every(alike)) return null;
  const operand = (at: number): Node[] => parts.map(({ inputs }) => build.nodes[inputs[at]!]!);
  const { axis } = node.attributes;
  const joined = (at: number): Node => build.add('concat', operand(at), { axis });
  if (ofOne.has(first.op)) return build.add(first.op, [joined(0)], first.attributes);
  if (!ofTwo.has(first.op)) return null;
  for (const at of [0, 1]) {
    const row = joinedRow(parts, operand(1 - at), axis, build);
    if (!row || !operand(at).every(({ shape }, i) => sameShape(shape, parts[i]!.shape))) continue;
    return build.add(first.op, at === 0 ? [joined(0), row] : [row, joined(1)], first.attributes);
  }
  return null;
}

/** Constants that each reach along the whole axis, as one; null where they are none. */
function joinedRow(parts: readonly Node[], rows: readonly Node[], axis: number, build: Builder): Node | null {
  const [first] = rows as [Node];
  const along = axis - (parts[0]!.shape.length - first.shape.length);
  const others = (shape: readonly number[]): readonly number[] =>
    shape.map((extent, at) => (at === along ? 0 : extent));
  const fits = ({ op, shape }: Node, i: number): boolean =>
    op === 'constant' && sameShape(others(shape), others(first.shape)) && shape[along] === parts[i]!.shape[axis];
  return along >= 0 && rows.every(fits) ? joinConstants(rows as NodeOf<'constant'>[], along, build) : null;
}
