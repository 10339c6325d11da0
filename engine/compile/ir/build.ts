// Grows a graph node by node, and rewrites one graph into another. Every node gets its type here.

import type { Attributes, ConstantData, Dtype, Graph, Node, NodeOf, Op, TensorType } from './graph.ts';
import { nodeAt } from './graph.ts';
import { inferType } from './shapes.ts';

export interface Builder {
  readonly nodes: readonly Node[];
  /** Appends an operation; throws if the operands do not fit. */
  add<K extends Op>(op: K, inputs: readonly Node[], attributes: Attributes[K], declared?: TensorType): NodeOf<K>;
  input(name: string, type: TensorType): Node;
  /** A constant of these values; one value with a larger shape fills it. */
  constant(data: ConstantData, type: TensorType): Node;
  /** A constant of one value everywhere; a scalar unless a shape is given. */
  fill(value: number, dtype: Dtype, shape?: readonly number[]): Node;
}

export function createBuilder(): Builder {
  const nodes: Node[] = [];
  const builder: Builder = {
    nodes,
    add: (op, inputs, attributes, declared = { dtype: 'float32', shape: [] }) => {
      const { dtype, shape } = inferType(op, inputs, attributes, declared);
      const node = { id: nodes.length, op, inputs: inputs.map(({ id }) => id), attributes, dtype, shape };
      // One operation's record; the compiler cannot tie the union to the type parameter by itself.
      nodes.push(node as unknown as Node);
      return node as unknown as NodeOf<typeof op>;
    },
    input: (name, type) => builder.add('input', [], { name }, type),
    constant: (data, type) => builder.add('constant', [], { data }, type),
    fill: (value, dtype, shape = []) => builder.constant(storage(dtype)([value]), { dtype, shape }),
  };
  return builder;
}

/** Values as they are stored for this type. */
export function storage(dtype: Dtype): (values: ArrayLike<number>) => ConstantData {
  if (dtype === 'float32') return (values) => Float32Array.from(values);
  if (dtype === 'int32') return (values) => Int32Array.from(values);
  return (values) => Uint8Array.from(values);
}

/**
 * Copies a graph, letting `replace` answer with another node for any of its nodes (null keeps it).
 * `inputs` are the node's operands in the new graph.
 */
export function rewrite(
  graph: Graph,
  replace: (node: Node, inputs: readonly Node[], build: Builder) => Node | null,
): Graph {
  const build = createBuilder();
  const moved: Node[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((id) => moved[id]!);
    moved.push(replace(node, inputs, build) ?? copy(node, inputs, build));
  }
  return { nodes: build.nodes, outputs: graph.outputs.map(({ name, id }) => ({ name, id: moved[id]!.id })) };
}

/** The same operation on other operands. */
export function copy(node: Node, inputs: readonly Node[], build: Builder): Node {
  return build.add(node.op, inputs, node.attributes as Attributes[Op], { dtype: node.dtype, shape: node.shape });
}

/** For each node, how many nodes and outputs read it. */
export function useCounts(graph: Graph): Int32Array {
  const counts = new Int32Array(graph.nodes.length);
  for (const node of graph.nodes) for (const id of node.inputs) counts[id]!++;
  for (const { id } of graph.outputs) counts[nodeAt(graph, id).id]!++;
  return counts;
}
