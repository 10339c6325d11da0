// How each graph operation is written in ONNX, opset 18. A new operation without a rule does not
// compile. See https://onnx.ai/onnx/operators for each form.

import type { Graph, Node, NodeOf, Op } from '../ir/graph.ts';
import { nodeAt, sizeOf } from '../ir/graph.ts';
import type { Emitter } from './onnx-form.ts';
import { elementTypes, float, integer, integers } from './onnx-form.ts';
import { emitOverWindows } from './onnx-channels-first.ts';
import { emitBlock, emitBlockedConvolution, emitUnblock } from './onnx-blocked.ts';
import { emitFold, emitInterleave, emitPatches, emitPlanes } from './onnx-windows.ts';

/** Newest set of operators that every provider of ONNX Runtime 1.30 knows. */
export const opset = 18;

interface Site<K extends Op> {
  readonly node: NodeOf<K>;
  readonly to: Emitter;
  /** Names of the operands and of the result. */
  readonly inputs: readonly string[];
  readonly output: string;
  /** The operands themselves. */
  readonly operands: readonly Node[];
}
type Rule<K extends Op> = (site: Site<K>) => void;

/** Writes one node. `name` gives the ONNX name of a graph value. */
export function emitNode(node: Node, graph: Graph, to: Emitter, name: (id: number) => string): void {
  const rule = rules[node.op] as Rule<Op>;
  const operands = node.inputs.map((id) => nodeAt(graph, id));
  rule({ node, to, inputs: node.inputs.map(name), output: name(node.id), operands });
}

/** The ONNX operator of the same meaning, without attributes. */
function plain(op: string): Rule<Op> {
  return ({ to, inputs, output }) => void to.emit(op, inputs, {}, output);
}

function reduction(op: string): Rule<'reduceSum' | 'reduceMean' | 'reduceMax' | 'reduceMin' | 'reduceProd'> {
  return ({ node: { attributes }, to, inputs, output }) => {
    // An empty list would mean all axes to ONNX.
    if (attributes.axes.length === 0) to.emit('Identity', inputs, {}, output);
    else to.emit(op, [...inputs, to.list(attributes.axes)], { keepdims: integer(attributes.keepDims) }, output);
  };
}

/** A pass gives these a form that devices run. */
function notLowered({ node }: Site<'convolution' | 'filterGradient'>): never {
  throw new Error(`A ${node.op} was recorded but not lowered.`);
}

/** int32 to and from float32 around an operator that providers have for float32 only. */
function extremePosition(op: string): Rule<'argMax' | 'argMin'> {
  return ({ node, to, inputs, output }) => {
    const found = to.emit(op, inputs, { axis: integer(node.attributes.axis), keepdims: integer(false) });
    to.emit('Cast', [found], { to: integer(elementTypes.int32) }, output);
  };
}

const rules: { readonly [K in Op]: Rule<K> } = {
  input: () => {},
  constant: ({ node: { attributes, dtype, shape }, to, output }) => {
    const { data } = attributes;
    if (data.length === sizeOf(shape)) return to.tensor(data, dtype, shape, output);
    to.emit('Expand', [to.scalar(data[0]!, dtype), to.list(shape)], {}, output);
  },
  abs: plain('Abs'),
  neg: plain('Neg'),
  sign: plain('Sign'),
  floor: plain('Floor'),
  ceil: plain('Ceil'),
  round: plain('Round'),
  exp: plain('Exp'),
  // tanh(x/2) (e^x + 1) = e^x - 1, and tanh keeps its digits near 0.
  expm1: ({ to, inputs: [x], output }) => {
    const half = to.emit('Tanh', [to.emit('Mul', [x!, to.scalar(0.5, 'float32')])]);
    to.emit('Mul', [half, to.emit('Add', [to.emit('Exp', [x!]), to.scalar(1, 'float32')])], {}, output);
  },
  log: plain('Log'),
  // With u = 1 + x rounded: log u - ((u - 1) - x) / u puts back what rounding took (Goldberg 1991, theorem 4's idea).
  // Above 1 nothing worth mentioning was lost, and at infinity the correction would be inf - inf.
  log1p: ({ to, inputs: [x], output }) => {
    const one = to.scalar(1, 'float32');
    const u = to.emit('Add', [x!, one]);
    const plainLog = to.emit('Log', [u]);
    const lost = to.emit('Div', [to.emit('Sub', [to.emit('Sub', [u, one]), x!]), u]);
    to.emit(
      'Where',
      [to.emit('Less', [to.emit('Abs', [x!]), one]), to.emit('Sub', [plainLog, lost]), plainLog],
      {},
      output,
    );
  },
  sqrt: plain('Sqrt'),
  reciprocal: plain('Reciprocal'),
  sin: plain('Sin'),
  cos: plain('Cos'),
  tan: plain('Tan'),
  atan: plain('Atan'),
  tanh: plain('Tanh'),
  sigmoid: plain('Sigmoid'),
  erf: plain('Erf'),
  relu: plain('Relu'),
  // A line so steep that the smallest normal number reaches 1: one pass where a comparison and a cast are two.
  unitStep: ({ to, inputs, output }) =>
    void to.emit('HardSigmoid', inputs, { alpha: float(3e38), beta: float(0) }, output),
  elu: plain('Elu'),
  selu: plain('Selu'),
  softplus: plain('Softplus'),
  leakyRelu: ({ node, to, inputs, output }) =>
    void to.emit('LeakyRelu', inputs, { alpha: float(node.attributes.alpha) }, output),
  clip: ({ node: { attributes, dtype }, to, inputs, output }) => {
    const bound = (value: number): string => (Number.isFinite(value) ? to.scalar(value, dtype) : '');
    to.emit('Clip', [...inputs, bound(attributes.low), bound(attributes.high)], {}, output);
  },
  isNan: plain('IsNaN'),
  isInf: plain('IsInf'),
  not: plain('Not'),
  cast: ({ node, to, inputs, output }) =>
    void to.emit('Cast', inputs, { to: integer(elementTypes[node.attributes.to]) }, output),
  add: plain('Add'),
  sub: plain('Sub'),
  mul: plain('Mul'),
  div: plain('Div'),
  // WebGPU's Pow (ONNX Runtime 1.30) fails where both operands are repeated; one at a time works.
  pow: ({ node, operands, to, inputs: [base, exponent], output }) => {
    const bothRepeat = operands.every(({ shape }) => sizeOf(shape) < sizeOf(node.shape));
    const full = bothRepeat ? to.emit('Expand', [base!, to.list(node.shape)]) : base!;
    to.emit('Pow', [full, exponent!], {}, output);
  },
  max: plain('Max'),
  min: plain('Min'),
  and: plain('And'),
  or: plain('Or'),
  equal: plain('Equal'),
  less: plain('Less'),
  lessEqual: plain('LessOrEqual'),
  greater: plain('Greater'),
  greaterEqual: plain('GreaterOrEqual'),
  where: ({ node, to, inputs: [condition, a, b], output }) => {
    if (node.dtype !== 'bool') return void to.emit('Where', [condition!, a!, b!], {}, output);
    // Where has no bool branches on the CPU: (c and a) or (not c and b).
    const no = to.emit('Not', [condition!]);
    to.emit('Or', [to.emit('And', [condition!, a!]), to.emit('And', [no, b!])], {}, output);
  },
  // Gemm takes transposed operands directly but only matrices; MatMul broadcasts but does not transpose.
  // Behind a Transpose, ONNX Runtime makes its own fused product of the two.
  matmul: ({ node: { attributes, shape }, operands, to, inputs, output }) => {
    const { transposeA, transposeB } = attributes;
    if (shape.length === 2 && operands.every((operand) => operand.shape.length === 2)) {
      if (!transposeA && !transposeB) return void to.emit('MatMul', inputs, {}, output);
      return void to.emit('Gemm', inputs, { transA: integer(transposeA), transB: integer(transposeB) }, output);
    }
    const turned = [transposeA, transposeB].map((transposed, at) => {
      if (!transposed) return inputs[at]!;
      const rank = operands[at]!.shape.length;
      const order = Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
      return to.emit('Transpose', [inputs[at]!], { perm: integers(order) });
    });
    to.emit('MatMul', turned, {}, output);
  },
  gemm: ({ node: { attributes }, to, inputs, output }) => {
    to.emit('Gemm', inputs, { transA: integer(attributes.transposeA), transB: integer(attributes.transposeB) }, output);
  },
  reduceSum: reduction('ReduceSum'),
  reduceMean: reduction('ReduceMean'),
  reduceMax: reduction('ReduceMax'),
  reduceMin: reduction('ReduceMin'),
  reduceProd: reduction('ReduceProd'),
  argMax: extremePosition('ArgMax'),
  argMin: extremePosition('ArgMin'),
  cumsum: ({ node: { attributes }, to, inputs, output }) => {
    const axis = to.scalar(attributes.axis, 'int32');
    to.emit(
      'CumSum',
      [...inputs, axis],
      { exclusive: integer(attributes.exclusive), reverse: integer(attributes.reverse) },
      output,
    );
  },
  softmax: ({ node, to, inputs, output }) =>
    void to.emit('Softmax', inputs, { axis: integer(node.attributes.axis) }, output),
  reshape: ({ node, to, inputs, output }) =>
    void to.emit('Reshape', [...inputs, to.list(node.attributes.shape)], {}, output),
  transpose: ({ node, to, inputs, output }) =>
    void to.emit('Transpose', inputs, { perm: integers(node.attributes.permutation) }, output),
  expand: ({ node, to, inputs, output }) =>
    void to.emit('Expand', [...inputs, to.list(node.attributes.shape)], {}, output),
  tile: ({ node, to, inputs, output }) =>
    void to.emit('Tile', [...inputs, to.list(node.attributes.repeats)], {}, output),
  concat: ({ node, to, inputs, output }) =>
    void to.emit('Concat', inputs, { axis: integer(node.attributes.axis) }, output),
  slice: ({ node: { attributes }, operands, to, inputs, output }) => {
    const { starts, sizes, steps } = attributes;
    const before = operands[0]!.shape;
    const axes = before.flatMap((extent, axis) => (sizes[axis] === extent && steps[axis] === 1 ? [] : [axis]));
    // A negative step ends before the first element, which ONNX writes as a large negative number.
    const end = (axis: number): number => {
      const last = starts[axis]! + sizes[axis]! * steps[axis]!;
      return last < 0 ? -2147483647 : last;
    };
    if (axes.length === 0) return void to.emit('Identity', inputs, {}, output);
    const lists = [axes.map((axis) => starts[axis]!), axes.map(end), axes, axes.map((axis) => steps[axis]!)];
    to.emit('Slice', [...inputs, ...lists.map((list) => to.list(list))], {}, output);
  },
  pad: ({ node: { attributes, dtype }, to, inputs, output }) => {
    const { before, after, value } = attributes;
    to.emit('Pad', [...inputs, to.list([...before, ...after]), to.scalar(value, dtype)], {}, output);
  },
  gather: ({ node, to, inputs, output }) =>
    void to.emit('Gather', inputs, { axis: integer(node.attributes.axis) }, output),
  patches: ({ node: { attributes }, operands, to, inputs, output }) =>
    emitPatches(to, inputs[0]!, operands[0]!.shape, attributes, output),
  planes: ({ node: { attributes }, operands, to, inputs, output }) =>
    emitPlanes(to, inputs[0]!, operands[0]!.shape, attributes, output),
  convolve: ({ node: { attributes }, operands, to, inputs, output }) =>
    emitOverWindows(to, 'Conv', inputs, operands[0]!.shape, attributes, { group: integer(attributes.groups) }, output),
  highest: ({ node: { attributes }, operands, to, inputs, output }) =>
    emitOverWindows(to, 'MaxPool', inputs, operands[0]!.shape, attributes, {}, output),
  convolution: notLowered,
  filterGradient: notLowered,
  interleave: ({ node: { attributes, shape }, operands, to, inputs, output }) =>
    emitInterleave(to, inputs, operands[0]!.shape, attributes, shape, output),
  block: ({ node, to, inputs, output }) => emitBlock(to, inputs[0]!, node.attributes, node.shape, output),
  unblock: ({ node, to, inputs, operands, output }) =>
    emitUnblock(to, inputs[0]!, operands[0]!.shape, node.shape, output),
  blockedConvolve: ({ node, to, inputs, operands, output }) =>
    emitBlockedConvolution(to, node, inputs, operands, output),
  fold: ({ node: { attributes, shape }, to, inputs, output }) =>
    emitFold(to, inputs[0]!, shape.at(-1)!, attributes, output),
};
