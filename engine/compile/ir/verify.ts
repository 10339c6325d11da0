// Says what is wrong with a graph, or nothing. Tests run it between passes, so that the pass that
// broke a graph is named, not the one that stumbled over it.

import type { Graph, Node, Op } from './graph.ts';
import { sameShape } from './graph.ts';
import { printNode, printType } from './print.ts';
import { inferType } from './shapes.ts';

/** @throws Error naming the first node that breaks a rule. */
export function verify(graph: Graph): void {
  const names = new Set<string>();
  for (const [place, node] of graph.nodes.entries()) {
    if (node.id !== place) fail(node, `it stands at place ${place}`);
    if (node.inputs.some((id) => id < 0 || id >= place)) fail(node, 'it reads what comes after it');
    checkType(graph, node);
    if (node.op !== 'input') continue;
    if (names.has(node.attributes.name)) fail(node, 'its name is taken');
    names.add(node.attributes.name);
  }
  checkOutputs(graph);
}

function checkType(graph: Graph, node: Node): void {
  const inputs = node.inputs.map((id) => graph.nodes[id]!);
  const type = inferType<Op>(node.op, inputs, node.attributes, node);
  if (type.dtype !== node.dtype || !sameShape(type.shape, node.shape))
    fail(node, `its operands give ${printType(type)}`);
}

function checkOutputs(graph: Graph): void {
  const names = new Set<string>();
  for (const { name, id } of graph.outputs) {
    if (graph.nodes[id] === undefined) throw new Error(`Output "${name}" is %${id}, which does not exist.`);
    if (names.has(name)) throw new Error(`Two outputs are called "${name}".`);
    names.add(name);
  }
}

function fail(node: Node, reason: string): never {
  throw new Error(`${printNode(node)}: ${reason}.`);
}
