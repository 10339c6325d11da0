// Finds, in the graph of a step, the elementwise formulas by which state entries are updated.

import { arithmetic, bounds, functions } from '../ir/elementwise.ts';
import type { Graph, Node, Op } from '../ir/graph.ts';
import { inputsOf, nodeAt, sameShape, sizeOf } from '../ir/graph.ts';

/** The names under which a state entry enters and leaves the step. */
export interface StatePair {
  readonly input: string;
  readonly output: string;
}

export interface Entry extends StatePair {
  readonly id: number;
  /** The value that leaves. */
  readonly next: number;
  readonly shape: readonly number[];
}

/** State entries of one shape whose updates read each other. */
export interface Cluster {
  readonly shape: readonly number[];
  readonly entries: readonly Entry[];
  /** The operations of the update, each after what it reads; `places` are their positions by id. */
  readonly inner: readonly number[];
  readonly places: ReadonlyMap<number, number>;
  /** What the update reads besides the state: gradients and scalars. */
  readonly leaves: readonly number[];
  /** Equal for clusters with the same formula. */
  readonly signature: string;
}

/** Operations that may be applied to several tensors laid end to end. */
const elementwise: ReadonlySet<Op> = new Set<Op>([...arithmetic, ...functions, ...bounds, 'pow', 'where']);

export function findClusters(graph: Graph, pairs: readonly StatePair[]): Cluster[] {
  const inputs = new Map(inputsOf(graph).map((node) => [node.attributes.name, node]));
  const outputs = new Map(graph.outputs.map(({ name, id }) => [name, id]));
  const entries = pairs.flatMap(({ input, output }) => {
    const node = inputs.get(input);
    const next = outputs.get(output);
    const packable = node !== undefined && next !== undefined && node.dtype === 'float32' && node.shape.length > 0;
    if (!packable || !sameShape(nodeAt(graph, next).shape, node.shape)) return [];
    return [{ input, output, id: node.id, next, shape: node.shape }];
  });
  return connected(graph, entries).flatMap((cluster) => describe(graph, cluster) ?? []);
}

/** Entries of the same shape that occur in each other's updates, in the order of the state. */
function connected(graph: Graph, entries: readonly Entry[]): Entry[][] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const clusterOf = new Map(entries.map((entry) => [entry, [entry]]));
  for (const entry of entries) {
    for (const id of statesIn(graph, entry)) {
      const other = byId.get(id);
      if (!other || !sameShape(other.shape, entry.shape) || clusterOf.get(other) === clusterOf.get(entry)) continue;
      const joined = [...clusterOf.get(entry)!, ...clusterOf.get(other)!];
      for (const member of joined) clusterOf.set(member, joined);
    }
  }
  return [...new Set(clusterOf.values())].map((cluster) => cluster.toSorted((a, b) => a.id - b.id));
}

/** The inputs of the graph that the formula of this entry reads. */
function statesIn(graph: Graph, { next, shape }: Entry): Set<number> {
  const seen = new Set<number>();
  const states = new Set<number>();
  const pending = [next];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = nodeAt(graph, id);
    if (node.op === 'input') states.add(id);
    else if (isInner(graph, node, shape)) pending.push(...node.inputs);
  }
  return states;
}

/** An elementwise float operation of the entries' shape on operands of that shape and scalars. */
function isInner(graph: Graph, node: Node, shape: readonly number[]): boolean {
  if (!elementwise.has(node.op) || node.dtype !== 'float32' || !sameShape(node.shape, shape)) return false;
  return node.inputs.every((id) => sameShape(nodeAt(graph, id).shape, shape) || isScalar(nodeAt(graph, id), shape));
}

/** One value for the whole entry. An entry of one element tells its gradient from a scalar by the rank. */
function isScalar(node: Node, shape: readonly number[]): boolean {
  return sizeOf(node.shape) === 1 && node.shape.length <= shape.length && !sameShape(node.shape, shape);
}

function describe(graph: Graph, entries: readonly Entry[]): Cluster | null {
  const { shape } = entries[0]!;
  const inner: number[] = [];
  const places = new Map<number, number>();
  const leaves: number[] = [];
  const text: string[] = [];

  const visit = (id: number): string => {
    const slot = entries.findIndex((entry) => entry.id === id);
    if (slot >= 0) return `state ${slot}`;
    const node = nodeAt(graph, id);
    if (!isInner(graph, node, shape)) {
      if (!leaves.includes(id)) leaves.push(id);
      return `${isScalar(node, shape) ? 'scalar' : 'tensor'} ${node.dtype} ${leaves.indexOf(id)}`;
    }
    if (!places.has(id)) {
      const operands = node.inputs.map(visit);
      places.set(id, inner.length);
      inner.push(id);
      text.push(`${node.op}(${operands.join(', ')}) ${Object.values(node.attributes).map(String).join(' ')}`);
    }
    return `result ${places.get(id)}`;
  };
  const results = entries.map(({ next }) => visit(next));
  if (inner.length === 0) return null;
  return { shape, entries, inner, places, leaves, signature: [...text, ...results].join('; ') };
}
