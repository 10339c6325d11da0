// What a graph costs to run, counted from its operations.

import type { Graph, Node, Op } from './ir/graph.ts';
import { nodeAt, sizeOf } from './ir/graph.ts';

/** Moving or renaming numbers costs no arithmetic. */
const free: ReadonlySet<Op> = new Set<Op>([
  'input',
  'constant',
  'reshape',
  'transpose',
  'expand',
  'tile',
  'concat',
  'slice',
  'pad',
  'gather',
  'patches',
  'planes',
  'interleave',
  'block',
  'unblock',
  'cast',
  'where',
]);

/** Floating-point operations of one run: two for each multiply-add of a product, one for each element of anything else. */
export function countFlops(graph: Graph): number {
  return graph.nodes.reduce((sum, node) => sum + flopsOf(node, graph), 0);
}

function flopsOf(node: Node, graph: Graph): number {
  if (free.has(node.op)) return 0;
  const operand = nodeAt(graph, node.inputs[0]!);
  switch (node.op) {
    case 'matmul':
    case 'gemm': {
      const inner = operand.shape.at(node.attributes.transposeA ? -2 : -1)!;
      const bias = node.op === 'gemm' ? sizeOf(node.shape) : 0;
      return 2 * sizeOf(node.shape) * inner + bias;
    }
    case 'convolve': {
      const filter = nodeAt(graph, node.inputs[1]!).shape;
      return sizeOf(node.shape) * (2 * sizeOf(filter.slice(1)) + node.inputs.length - 2);
    }
    case 'convolution': {
      const filter = nodeAt(graph, node.inputs[1]!).shape;
      return 2 * sizeOf(node.shape) * sizeOf(filter.slice(0, 3));
    }
    case 'filterGradient': {
      const slopes = nodeAt(graph, node.inputs[1]!).shape;
      return 2 * sizeOf(node.shape) * sizeOf(slopes.slice(0, 3));
    }
    case 'blockedConvolve': {
      const filter = nodeAt(graph, node.inputs[1]!).shape;
      const each = sizeOf(filter) / (filter[0]! * filter.at(-1)!);
      return sizeOf(node.shape) * (2 * each + node.inputs.length - 2 + Number(node.attributes.relu));
    }
    case 'highest':
      return sizeOf(node.shape) * node.attributes.rows.length * node.attributes.columns.length;
    case 'fold':
    case 'reduceSum':
    case 'reduceMean':
    case 'reduceMax':
    case 'reduceMin':
    case 'reduceProd':
    case 'argMax':
    case 'argMin':
      return sizeOf(operand.shape);
    // Highest value, difference, exponential, sum, quotient.
    case 'softmax':
      return 5 * sizeOf(node.shape);
    default:
      return sizeOf(node.shape);
  }
}
