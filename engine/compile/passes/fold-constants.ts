// Computes what is known while compiling. Only values that are the same everywhere are folded: they are
// what the backward pass leaves (ones, zeros, counts). ONNX Runtime folds the rest when it loads a graph.

import type { Builder } from '../ir/build.ts';
import { rewrite } from '../ir/build.ts';
import { arithmetic, comparisons } from '../ir/elementwise.ts';
import type { Graph, Node, Op } from '../ir/graph.ts';
import { sameShape, sizeOf, uniformValue } from '../ir/graph.ts';

export function foldConstants(graph: Graph): Graph {
  return rewrite(graph, (node, inputs, build) => fold(node, inputs, build) ?? shrinkOperands(node, inputs, build));
}

function fold(node: Node, inputs: readonly Node[], build: Builder): Node | null {
  if (inputs.length === 0) return null;
  const values = inputs.map(uniformValue);
  if (!values.every((value) => value !== null)) return null;
  const result = evaluate(node, values, inputs);
  return result === null ? null : build.fill(result, node.dtype, node.shape);
}

/** The one value of the result; null where the operation is not folded. */
function evaluate(node: Node, values: readonly number[], inputs: readonly Node[]): number | null {
  const [a, b, c] = values as [number, number, number];
  const simple = onNumbers[node.op];
  if (simple) {
    // int32 results wrap and truncate like the devices' do.
    const exact = simple(a, b);
    return node.dtype === 'int32' ? Math.trunc(exact) | 0 : node.dtype === 'bool' ? Number(exact) : Math.fround(exact);
  }
  switch (node.op) {
    case 'cast':
      return node.dtype === 'bool'
        ? Number(a !== 0)
        : node.dtype === 'int32'
          ? Number.isFinite(a)
            ? Math.trunc(a) | 0
            : null
          : Math.fround(a);
    case 'where':
      return a ? b : c;
    case 'reshape':
    case 'transpose':
    case 'expand':
    case 'tile':
    case 'slice':
    case 'gather':
      return a;
    case 'concat':
      return values.every((value) => value === a) ? a : null;
    case 'reduceMax':
    case 'reduceMin':
    case 'reduceMean':
      return sizeOf(inputs[0]!.shape) === 0 ? null : a;
    case 'reduceSum':
      return Math.fround(a * (sizeOf(inputs[0]!.shape) / Math.max(1, sizeOf(node.shape))));
    default:
      return null;
  }
}

/** On plain numbers. */
export const onNumbers: { readonly [K in Op]?: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  reciprocal: (a) => 1 / a,
  equal: (a, b) => Number(a === b),
  less: (a, b) => Number(a < b),
  lessEqual: (a, b) => Number(a <= b),
  greater: (a, b) => Number(a > b),
  greaterEqual: (a, b) => Number(a >= b),
  and: (a, b) => Number(a && b),
  or: (a, b) => Number(a || b),
  not: (a) => Number(!a),
};

const elementwise: ReadonlySet<Op> = new Set<Op>([...arithmetic, ...comparisons, 'pow', 'and', 'or', 'where']);

/** An operand that is one value everywhere, or an expansion, need not be written out where it is broadcast anyway. */
function shrinkOperands(node: Node, inputs: readonly Node[], build: Builder): Node | null {
  if (!elementwise.has(node.op)) return null;
  const slim = inputs.map((input) => {
    if (uniformValue(input) !== null && input.shape.length > 0) return build.fill(uniformValue(input)!, input.dtype);
    return input.op === 'expand' ? build.nodes[input.inputs[0]!]! : input;
  });
  if (slim.every((input, at) => input === inputs[at])) return null;
  const result = build.add(node.op, slim, node.attributes);
  if (sameShape(result.shape, node.shape)) return result;
  return inputs.some((input, at) => slim[at] !== input && uniformValue(input) !== null && input.shape.length > 0)
    ? oneFull(node, inputs, build)
    : null;
}

/** Keeps the operand that gives the result its shape, and shrinks the constants among the others. */
function oneFull(node: Node, inputs: readonly Node[], build: Builder): Node | null {
  if (!inputs.some((input) => uniformValue(input) === null && sameShape(input.shape, node.shape))) return null;
  const slim = inputs.map((input) => {
    const value = uniformValue(input);
    return value !== null && input.shape.length > 0 ? build.fill(value, input.dtype) : input;
  });
  return build.add(node.op, slim, node.attributes);
}
