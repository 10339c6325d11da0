// Leaves the number of rows of a deployed model open. Graphs are static, so the function is recorded
// twice, with two batch sizes: what differs between the two graphs follows the batch.

import type { Attributes, Graph, Node, NodeOf, Op } from './ir/graph.ts';
import { nodeAt } from './ir/graph.ts';

/** The two sizes of the batch. Primes, so that no other extent is a multiple of both by chance. */
export const probes = [13, 29] as const;

/** An extent as ONNX writes it: fixed, or named where it follows the batch. */
export type OpenShape = readonly (number | 'batch')[];

export interface OpenGraph {
  /** Attributes as ONNX wants them for any batch; no longer a graph that the verifier accepts. */
  readonly graph: Graph;
  readonly shapes: ReadonlyMap<number, OpenShape>;
}

/** Null where the graph depends on the batch in a way that ONNX cannot leave open; it must then be fixed. */
export function openBatch(small: Graph, large: Graph): OpenGraph | null {
  if (small.nodes.length !== large.nodes.length || JSON.stringify(small.outputs) !== JSON.stringify(large.outputs))
    return null;
  const nodes: Node[] = [];
  const shapes = new Map<number, OpenShape>();
  for (const [id, node] of small.nodes.entries()) {
    const other = nodeAt(large, id);
    const shape = openShape(node.shape, other.shape);
    const fresh =
      shape && node.op === other.op && sameList(node.inputs, other.inputs) ? opened(node, other, small, shape) : null;
    if (!shape || !fresh) return null;
    shapes.set(id, shape);
    nodes.push(fresh);
  }
  return { graph: { nodes, outputs: small.outputs }, shapes };
}

/** Each extent is the same in both, or a multiple of the batch in both. */
function openShape(a: readonly number[], b: readonly number[]): OpenShape | null {
  if (a.length !== b.length) return null;
  const open = a.map((extent, axis) =>
    extent === b[axis] ? extent : extent * probes[1] === b[axis]! * probes[0] ? 'batch' : null,
  );
  return open.includes(null) ? null : (open as OpenShape);
}

function opened(node: Node, other: Node, graph: Graph, shape: OpenShape): Node | null {
  const followsBatch = shape.includes('batch');
  switch (node.op) {
    case 'input':
      return node;
    case 'constant':
      return !followsBatch && sameList(node.attributes.data, (other as NodeOf<'constant'>).attributes.data)
        ? node
        : null;
    case 'reshape': {
      // ONNX works out one extent by itself.
      if (shape.filter((extent) => extent === 'batch').length > 1) return null;
      return {
        ...node,
        attributes: { shape: node.shape.map((extent, axis) => (shape[axis] === 'batch' ? -1 : extent)) },
      };
    }
    case 'expand': {
      // An extent of 1 keeps the operand's: right where the operand already follows the batch.
      const before = nodeAt(graph, node.inputs[0]!).shape;
      const lead = node.shape.length - before.length;
      if (node.shape.some((extent, axis) => shape[axis] === 'batch' && before[axis - lead] !== extent)) return null;
      return {
        ...node,
        attributes: { shape: node.shape.map((extent, axis) => (shape[axis] === 'batch' ? 1 : extent)) },
      };
    }
    case 'slice': {
      // The batch may only be taken whole; the emitter then leaves the axis out.
      const before = nodeAt(graph, node.inputs[0]!).shape;
      const whole = (axis: number): boolean => node.shape[axis] === before[axis] && node.attributes.steps[axis] === 1;
      const fixed = sameList(node.attributes.starts, (other as typeof node).attributes.starts);
      return fixed && before.every((_, axis) => shape[axis] !== 'batch' || whole(axis)) ? node : null;
    }
    default:
      return JSON.stringify(node.attributes as Attributes[Op]) === JSON.stringify(other.attributes as Attributes[Op])
        ? node
        : null;
  }
}

function sameList(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, at) => Object.is(value, b[at]));
}
