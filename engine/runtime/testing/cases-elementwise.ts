// Cases for functions of one and of two numbers.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Case } from './case.ts';
import { integersOf, numbers, values } from './case.ts';

/** Zeros of both signs, tiny, halves, saturating, infinite, undefined. */
const edges = [
  0,
  -0,
  1e-7,
  -1e-7,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1,
  -1,
  15,
  -15,
  80,
  -80,
  1000,
  -1000,
  Infinity,
  -Infinity,
  NaN,
];

/** tfjs says that the sign of NaN is 0 and its step NaN; ONNX Runtime says NaN and, comparing, the lower step. */
const defined = edges.filter((value) => !Number.isNaN(value));

type Range = readonly [number, number];
const anywhere: Range = [-3, 3];
const positive: Range = [0.1, 4];

/** Random values with a gradient, and the edges without. */
function unary(
  kernel: string,
  run: (x: Tensor) => Tensor,
  range: Range = anywhere,
  edgeValues: readonly number[] = edges,
): Case[] {
  return [
    {
      name: kernel,
      kernels: [kernel],
      run: ({ x }) => run(x!),
      inputs: (rng) => ({ x: numbers(rng, [4, 6], range) }),
      gradientOf: ['x'],
    },
    {
      name: `${kernel} at the edges`,
      kernels: [kernel],
      run: ({ x }) => run(x!),
      inputs: () => ({ x: values(...edgeValues) }),
      gradientOf: [],
    },
  ];
}

/** Truth values have no gradient. */
function question(kernel: string, run: (x: Tensor) => Tensor): Case {
  return {
    name: kernel,
    kernels: [kernel],
    run: ({ x }) => run(x!),
    inputs: () => ({ x: values(...edges) }),
    gradientOf: [],
  };
}

/** Some gradients of tfjs forget to sum over what was broadcast, and tfjs then refuses: no gradient to compare there. */
function binary(
  kernel: string,
  run: (a: Tensor, b: Tensor) => Tensor,
  range: Range = positive,
  broadcastGradient = true,
): Case[] {
  const of = (name: string, a: readonly number[], b: readonly number[]): Case => ({
    name: `${kernel}, ${name}`,
    kernels: [kernel],
    run: (inputs) => run(inputs['a']!, inputs['b']!),
    inputs: (rng) => ({ a: numbers(rng, a, range), b: numbers(rng, b, range) }),
    gradientOf: ['a', 'b'],
  });
  const cases = [
    of('same shape', [3, 4], [3, 4]),
    of('row', [3, 4], [4]),
    of('column and row', [3, 1], [1, 4]),
    of('scalar', [3, 4], []),
  ];
  return cases.map((one, at) => (broadcastGradient || at === 0 ? one : { ...one, gradientOf: [] }));
}

function compare(kernel: string, run: (a: Tensor, b: Tensor) => Tensor): Case[] {
  const of = (name: string, inputs: Case['inputs']): Case => ({
    name: `${kernel}, ${name}`,
    kernels: [kernel],
    run: (given) => run(given['a']!, given['b']!),
    inputs,
    gradientOf: [],
  });
  return [
    of('floats', () => ({ a: values(1, 2, 3, NaN, 0, Infinity), b: values(1, 3, 2, NaN, -0, Infinity) })),
    of('integers', () => ({ a: integersOf(1, 2, 3, -7), b: integersOf(1, 3, 2, 7) })),
  ];
}

const integerPair: Case['inputs'] = () => ({
  a: integersOf(7, -7, 7, -7, 6, 0, -6),
  b: integersOf(2, 2, -2, -2, 3, 5, 3),
});
const arithmeticOnIntegers: Case = {
  name: 'arithmetic on integers',
  kernels: ['Add', 'Sub', 'Multiply', 'Maximum', 'Minimum', 'FloorDiv', 'Mod', 'Abs', 'Neg', 'Sign', 'Square'],
  run: ({ a, b }) => [
    tf.add(a!, b!),
    tf.sub(a!, b!),
    tf.mul(a!, b!),
    tf.maximum(a!, b!),
    tf.minimum(a!, b!),
    tf.floorDiv(a!, b!),
    tf.mod(a!, b!),
    tf.abs(a!),
    tf.neg(a!),
    tf.sign(a!),
    tf.square(a!),
  ],
  inputs: integerPair,
  gradientOf: [],
};

export const elementwiseCases: readonly Case[] = [
  ...unary('Abs', tf.abs),
  ...unary('Neg', tf.neg),
  ...unary('Sign', tf.sign, anywhere, defined),
  ...unary('Floor', tf.floor),
  ...unary('Ceil', tf.ceil),
  ...unary('Round', tf.round),
  ...unary('Exp', tf.exp),
  ...unary('Expm1', tf.expm1),
  ...unary('Log', tf.log, positive),
  ...unary('Log1p', tf.log1p, [-0.9, 3]),
  ...unary('Sqrt', tf.sqrt, positive),
  ...unary('Rsqrt', tf.rsqrt, positive),
  ...unary('Reciprocal', tf.reciprocal, positive),
  ...unary('Square', tf.square),
  ...unary('Tanh', tf.tanh),
  ...unary('Sigmoid', tf.sigmoid),
  ...unary('Erf', tf.erf),
  ...unary('Relu', tf.relu),
  ...unary('Relu6', tf.relu6),
  ...unary('Elu', tf.elu),
  ...unary('Selu', tf.selu),
  ...unary('Softplus', tf.softplus),
  ...unary('LeakyRelu', (x) => tf.leakyRelu(x, 0.1)),
  ...unary('ClipByValue', (x) => tf.clipByValue(x, -1, 1.5)),
  ...unary('Step', (x) => tf.step(x, 0.25), anywhere, defined),
  ...unary('Atan', tf.atan),
  // Far from 0 the angle itself is no longer known to a float.
  ...unary('Sin', tf.sin, anywhere, [0, -0, 1e-7, 15, -15, NaN]),
  ...unary('Cos', tf.cos, anywhere, [0, -0, 1e-7, 15, -15, NaN]),
  ...unary('Tan', tf.tan, [-1, 1], [0, -0, 1e-7, NaN]),
  ...unary('Sinh', tf.sinh),
  ...unary('Cosh', tf.cosh),
  ...unary('Prelu', (x) => tf.prelu(x, tf.scalar(0.3))),
  question('IsNan', tf.isNaN),
  question('IsInf', tf.isInf),
  question('IsFinite', tf.isFinite),
  ...binary('Add', tf.add),
  ...binary('Sub', tf.sub),
  ...binary('Multiply', tf.mul),
  ...binary('RealDiv', tf.div),
  ...binary('Pow', tf.pow),
  ...binary('Maximum', tf.maximum, anywhere, false),
  ...binary('Minimum', tf.minimum, anywhere, false),
  ...binary('SquaredDifference', tf.squaredDifference, anywhere, false),
  ...binary('Mod', tf.mod),
  ...binary('FloorDiv', (a, b) => tf.cast(tf.floorDiv(a, b), 'float32')).map((one) => ({ ...one, gradientOf: [] })),
  ...compare('Equal', tf.equal),
  ...compare('NotEqual', tf.notEqual),
  ...compare('Less', tf.less),
  ...compare('LessEqual', tf.lessEqual),
  ...compare('Greater', tf.greater),
  ...compare('GreaterEqual', tf.greaterEqual),
  arithmeticOnIntegers,
  {
    name: 'logic',
    kernels: ['LogicalAnd', 'LogicalOr', 'LogicalNot'],
    gradientOf: [],
    run: ({ a, b }) => {
      const [left, right] = [tf.greater(a!, 0), tf.greater(b!, 0)];
      return [tf.logicalAnd(left, right), tf.logicalOr(left, right), tf.logicalNot(left)];
    },
    inputs: () => ({ a: values(1, 1, -1, -1), b: values(1, -1, 1, -1) }),
  },
  {
    name: 'AddN',
    kernels: ['AddN'],
    run: ({ a, b, c }) => tf.addN([a!, b!, c!]),
    gradientOf: ['a', 'b', 'c'],
    inputs: (rng) => ({ a: numbers(rng, [2, 3]), b: numbers(rng, [2, 3]), c: numbers(rng, [2, 3]) }),
  },
  // The gradient of elu is a kernel of its own; here it is met through its gradient above, and directly.
  {
    name: 'EluGrad',
    kernels: ['EluGrad'],
    gradientOf: [],
    run: ({ x }) => tf.grad((value) => tf.elu(value))(x!),
    inputs: (rng) => ({ x: numbers(rng, [3, 5]) }),
  },
  {
    name: 'powers that are products',
    kernels: ['Pow'],
    gradientOf: ['x'],
    run: ({ x }) => [tf.pow(x!, 1), tf.pow(x!, 2), tf.pow(x!, 3), tf.pow(2, x!)],
    inputs: (rng) => ({ x: numbers(rng, [5]) }),
  },
];
