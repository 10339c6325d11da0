// Convolutions with known filters take in the numbers a channel that follow them: factors join the filters, terms
// the bias. The highest of windows that nobody else reads is found without laying the windows out, and beside such
// convolutions, that is in a model to deploy, their sum is one more convolution, of each channel by itself.

import type { Builder } from '../ir/build.ts';
import { rewrite, useCounts } from '../ir/build.ts';
import type { Graph, Node, NodeOf } from '../ir/graph.ts';
import { sameShape, sizeOf } from '../ir/graph.ts';

export function fuseWindows(graph: Graph): Graph {
  const uses = useCounts(graph);
  const deployed = graph.nodes.some(({ op }) => op === 'convolve');
  return rewrite(graph, (node, inputs, build) => {
    const [left, right] = inputs;
    if (node.op === 'reduceMax') return uses[node.inputs[0]!] === 1 ? highest(node, left!, build) : null;
    if (node.op === 'reduceSum' && deployed) return uses[node.inputs[0]!] === 1 ? total(node, left!, build) : null;
    if (node.op !== 'add' && node.op !== 'mul') return null;
    return (
      (uses[node.inputs[0]!] === 1 ? joined(node, left!, right!, build) : null) ??
      (uses[node.inputs[1]!] === 1 ? joined(node, right!, left!, build) : null)
    );
  });
}

function joined(node: NodeOf<'add' | 'mul'>, convolution: Node, other: Node, build: Builder): Node | null {
  if (convolution.op !== 'convolve' || !sameShape(convolution.shape, node.shape) || !alongChannels(other)) return null;
  const [x, filters, bias] = convolution.inputs.map((id) => build.nodes[id]!) as [Node, Node, Node | undefined];
  const outputs = filters.shape[0]!;
  const values = valuesOf(other, outputs);
  const weights = valuesOf(filters, sizeOf(filters.shape));
  if (!values || !weights) return null;
  const before = bias ? valuesOf(bias, outputs) : null;
  const shift = values.map((value, o) => (node.op === 'mul' ? value * (before?.[o] ?? 0) : value + (before?.[o] ?? 0)));
  const each = weights.length / outputs;
  const scaled = node.op === 'mul' ? weights.map((weight, at) => weight * values[Math.floor(at / each)]!) : weights;
  const operands = [x, build.constant(scaled, { dtype: 'float32', shape: filters.shape })];
  if (node.op === 'add' || before) operands.push(build.constant(shift, { dtype: 'float32', shape: [outputs] }));
  return build.add('convolve', operands, convolution.attributes);
}

/** The numbers of a constant that has so many, in its last axis, or one for all; null for others. */
function valuesOf(node: Node, count: number): Float32Array | null {
  if (node.op !== 'constant') return null;
  const { data } = node.attributes;
  if (sizeOf(node.shape) !== 1 && sizeOf(node.shape) !== count) return null;
  if (data.length === 1) return new Float32Array(count).fill(data[0]!);
  return data.length === count ? Float32Array.from(data) : null;
}

/** Whether these are numbers a channel: they lie along the last axis. */
function alongChannels({ shape }: Node): boolean {
  return sizeOf(shape) === (shape.at(-1) ?? 1);
}

function total(node: NodeOf<'reduceSum'>, windows: Node, build: Builder): Node | null {
  if (!overWindow(node, windows) || windows.attributes.outside !== 0) return null;
  const { outside: _, ...rest } = windows.attributes;
  const channels = windows.shape.at(-1)!;
  const ones = build.fill(1, 'float32', [channels, 1, rest.rows.length, rest.columns.length]);
  return build.add('convolve', [build.nodes[windows.inputs[0]!]!, ones], { ...rest, groups: channels });
}

function highest(node: NodeOf<'reduceMax'>, windows: Node, build: Builder): Node | null {
  if (!overWindow(node, windows)) return null;
  const { outside, ...rest } = windows.attributes;
  // Lower than every pixel.
  if (outside > -3.4e38) return null;
  return build.add('highest', [build.nodes[windows.inputs[0]!]!], rest);
}

function overWindow(node: NodeOf<'reduceMax' | 'reduceSum'>, windows: Node): windows is NodeOf<'patches'> {
  return windows.op === 'patches' && !node.attributes.keepDims && node.attributes.axes.join() === '3';
}
