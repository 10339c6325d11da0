// Updates many parameters as one long vector: an optimiser's dozen elementwise operations once, not
// once per tensor, which is most of a small network's step.
//
// State entries whose updates read each other (a parameter and its moments) form a cluster. Clusters
// whose updates are the same formula form a group, whatever their shapes: each entry of the formula
// becomes one vector of all members, their gradients are joined in front of it.

import { copy, createBuilder } from '../ir/build.ts';
import type { Graph, Node } from '../ir/graph.ts';
import { inputsOf, nodeAt, sameShape, sizeOf } from '../ir/graph.ts';
import type { Cluster, StatePair } from './update-clusters.ts';
import { findClusters } from './update-clusters.ts';

/** A vector that takes the place of several state entries, at offsets counted in elements. */
export interface Pack {
  readonly input: string;
  readonly output: string;
  readonly parts: readonly {
    readonly input: string;
    readonly output: string;
    readonly offset: number;
    readonly shape: readonly number[];
  }[];
}

export interface PackedGraph {
  /** Parts that are read outside their update are still inputs: views of the vector can be fed for them. */
  readonly graph: Graph;
  readonly packs: readonly Pack[];
}

interface Group {
  readonly members: readonly Cluster[];
  /** Where each member starts in the vectors. */
  readonly offsets: readonly number[];
  readonly total: number;
}

export function packState(graph: Graph, pairs: readonly StatePair[]): PackedGraph {
  const groups = findGroups(graph, findClusters(graph, pairs));
  const packs: Pack[] = [];
  const build = createBuilder();
  const moved = new Map<number, Node>();
  const packedInputs = new Set<number>();
  const inner = new Map<number, { group: Group; member: number; place: number }>();
  const vectors = new Map<Group, Node[]>();
  const stateVectors = new Map<Group, Node[]>();

  for (const [at, group] of groups.entries()) {
    for (const slot of group.members[0]!.entries.keys()) {
      const parts = group.members.map((member, i) => {
        const { input, output, shape } = member.entries[slot]!;
        return { input, output, offset: group.offsets[i]!, shape };
      });
      packs.push({ input: `pack/${at}/${slot}`, output: `packed/${at}/${slot}`, parts });
      for (const member of group.members) packedInputs.add(member.entries[slot]!.id);
    }
    for (const [member, cluster] of group.members.entries()) {
      for (const [place, id] of cluster.inner.entries()) inner.set(id, { group, member, place });
    }
  }

  // Inputs come first, in their order; those of packed entries only if something outside the update reads them.
  const read = readOutside(graph, groups);
  for (const input of inputsOf(graph)) {
    if (!packedInputs.has(input.id) || read.has(input.id)) moved.set(input.id, copy(input, [], build));
  }
  for (const [at, group] of groups.entries()) {
    const states = group.members[0]!.entries.map((_, slot) =>
      build.input(`pack/${at}/${slot}`, { dtype: 'float32', shape: [group.total] }),
    );
    stateVectors.set(group, states);
  }

  const emit = (id: number): Node => {
    const known = moved.get(id);
    if (known) return known;
    const site = inner.get(id);
    const node = nodeAt(graph, id);
    const fresh = site
      ? part(site.group, site.member, vectorAt(site.group, site.place), node)
      : copy(node, node.inputs.map(emit), build);
    moved.set(id, fresh);
    return fresh;
  };

  /** One member's stretch of a vector, in its own shape. */
  const part = (group: Group, member: number, vector: Node, { shape }: Node): Node => {
    const starts = [group.offsets[member]!];
    const stretch = build.add('slice', [vector], { starts, sizes: [sizeOf(shape)], steps: [1] });
    return build.add('reshape', [stretch], { shape });
  };

  const vectorAt = (group: Group, place: number): Node => updateOf(group)[place]!;

  /** The whole formula on vectors, made when the first of its results is asked for. */
  const updateOf = (group: Group): Node[] => {
    const known = vectors.get(group);
    if (known) return known;
    const first = group.members[0]!;
    const results: Node[] = [];
    for (const id of first.inner) {
      const node = nodeAt(graph, id);
      const operands = node.inputs.map((operand) => {
        const place = first.places.get(operand);
        if (place !== undefined) return results[place]!;
        return leafVector(group, operand);
      });
      results.push(copy({ ...node, shape: [group.total] } as Node, operands, build));
    }
    vectors.set(group, results);
    return results;
  };

  const leaves = new Map<string, Node>();
  /** What the formula reads: a vector of state, the members' gradients joined, or a scalar. */
  const leafVector = (group: Group, id: number): Node => {
    const [first, ...others] = group.members as [Cluster, ...Cluster[]];
    const slot = first.entries.findIndex((entry) => entry.id === id);
    if (slot >= 0) return stateVectors.get(group)![slot]!;
    const at = first.leaves.indexOf(id);
    const ids = [id, ...others.map((member) => member.leaves[at]!)];
    const key = `${groups.indexOf(group)} ${at}`;
    const known = leaves.get(key) ?? joinLeaves(group, ids);
    leaves.set(key, known);
    return known;
  };

  const joinLeaves = (group: Group, ids: readonly number[]): Node => {
    const isScalar = !sameShape(nodeAt(graph, ids[0]!).shape, group.members[0]!.shape);
    if (isScalar && ids.every((other) => other === ids[0])) return scalarOf(emit(ids[0]!));
    const stretches: Node[] = [];
    for (let i = 0; i < ids.length;) {
      let end = i + 1;
      while (isScalar && ids[end] === ids[i]) end++;
      const size = group.members.slice(i, end).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      const value = emit(ids[i]!);
      stretches.push(
        isScalar
          ? build.add('expand', [scalarOf(value)], { shape: [size] })
          : build.add('reshape', [value], { shape: [size] }),
      );
      i = end;
    }
    return stretches.length === 1 ? stretches[0]! : build.add('concat', stretches, { axis: 0 });
  };

  const scalarOf = (x: Node): Node => (x.shape.length === 0 ? x : build.add('reshape', [x], { shape: [] }));

  const outputs: { name: string; id: number }[] = [];
  const packedOutputs = new Set(packs.flatMap(({ parts }) => parts.map(({ output }) => output)));
  for (const { name, id } of graph.outputs) if (!packedOutputs.has(name)) outputs.push({ name, id: emit(id).id });
  let at = 0;
  for (const group of groups) {
    for (const { next } of group.members[0]!.entries) {
      const place = group.members[0]!.places.get(next);
      const vector = place === undefined ? leafVector(group, next) : vectorAt(group, place);
      outputs.push({ name: packs[at++]!.output, id: vector.id });
    }
  }
  return { graph: { nodes: build.nodes, outputs }, packs };
}

/**
 * Elements of an entry that is packed at most. Larger ones have work enough by themselves, stay in the processor's
 * cache from one operation to the next, and their gradients need not be copied together.
 */
const largestPacked = 65_536;

function findGroups(graph: Graph, clusters: readonly Cluster[]): Group[] {
  const bySignature = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    if (sizeOf(cluster.shape) > largestPacked) continue;
    bySignature.set(cluster.signature, [...(bySignature.get(cluster.signature) ?? []), cluster]);
  }
  const chosen: Cluster[][] = [];
  // The largest first: where two cannot both be packed, more is won with it.
  for (const members of [...bySignature.values()].toSorted((a, b) => b.length - a.length)) {
    const independent = [...chosen, members].every((one) => !feeds(graph, members, one) && !feeds(graph, one, members));
    if (members.length > 1 && independent) chosen.push(members);
  }
  return chosen.map((members) => {
    let total = 0;
    const offsets = members.map(({ shape }) => (total += sizeOf(shape)) - sizeOf(shape));
    return { members, offsets, total };
  });
}

/** Whether a gradient of `later` needs an update of `earlier`: packing both could then close a circle. */
function feeds(graph: Graph, earlier: readonly Cluster[], later: readonly Cluster[]): boolean {
  const inside = new Set(earlier.flatMap(({ inner }) => inner));
  const after = new Uint8Array(graph.nodes.length);
  for (const { id, inputs } of graph.nodes) after[id] = inside.has(id) || inputs.some((input) => after[input]) ? 1 : 0;
  return later.some(({ leaves }) => leaves.some((id) => after[id]));
}

/** Everything that is read by more than the packed updates' own operations. */
function readOutside(graph: Graph, groups: readonly Group[]): Set<number> {
  const members = groups.flatMap((group) => group.members);
  const inner = new Set(members.flatMap((member) => member.inner));
  const packed = new Set(members.flatMap(({ entries }) => entries.map(({ output }) => output)));
  const read = new Set(members.flatMap(({ leaves }) => leaves));
  for (const node of graph.nodes) if (!inner.has(node.id)) for (const id of node.inputs) read.add(id);
  for (const { name, id } of graph.outputs) if (!packed.has(name)) read.add(id);
  return read;
}
