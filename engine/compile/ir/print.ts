// A graph as text that a reviewer can read; tests compare it.

import type { Attributes, ConstantData, Dtype, Graph, Node, Op, TensorType } from './graph.ts';
import { inputsOf, nodeAt } from './graph.ts';

const letters: Record<Dtype, string> = { float32: 'f32', int32: 'i32', bool: 'bool' };

export function printGraph(graph: Graph): string {
  const inputs = inputsOf(graph).map((node) => `%${node.id} ${node.attributes.name}: ${printType(node)}`);
  const lines = graph.nodes.filter(({ op }) => op !== 'input').map((node) => `  ${printNode(node)}`);
  const outputs = graph.outputs.map(({ name, id }) => `${name}=%${nodeAt(graph, id).id}`);
  return [`graph(${inputs.join(', ')})`, ...lines, `  return ${outputs.join(', ')}`].join('\n');
}

export function printNode(node: Node): string {
  const operands = node.inputs.map((id) => `%${id}`);
  const attributes = Object.entries(node.attributes as Attributes[Op]).map(
    ([name, value]) => `${name}=${print(value)}`,
  );
  return `%${node.id}: ${printType(node)} = ${node.op}(${[...operands, ...attributes].join(', ')})`;
}

/** `f32[256,20]`. */
export function printType({ dtype, shape }: TensorType): string {
  return `${letters[dtype]}[${shape.join(',')}]`;
}

function print(value: string | number | boolean | readonly number[] | ConstantData): string {
  if (typeof value === 'string') return value;
  if (!ArrayBuffer.isView(value)) return JSON.stringify(value);
  const shown = Array.from(value.subarray(0, 6), (element) => String(Number(element.toPrecision(6))));
  return value.length > shown.length ? `[${shown.join(',')},… ${value.length} values]` : `[${shown.join(',')}]`;
}
