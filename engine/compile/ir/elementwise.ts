// The operations on each number by itself, in groups. A pass that treats such operations alike names the groups it is
// for, so that an operation added here reaches every one of them.

import type { Op } from './graph.ts';

/** Of two numbers, the smaller operand repeated; float32 and int32. */
export const arithmetic = ['add', 'sub', 'mul', 'div', 'max', 'min'] as const satisfies readonly Op[];

/** Of two numbers, giving bool. */
export const comparisons = ['equal', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const satisfies readonly Op[];

/** Functions of one number that gradients and optimisers are made of. */
export const functions = ['neg', 'abs', 'sqrt', 'reciprocal', 'exp', 'log'] as const satisfies readonly Op[];

/** Functions of one number that keep it within bounds. */
export const bounds = ['sign', 'tanh', 'clip'] as const satisfies readonly Op[];

/** What layers put behind their sums. */
export const activations = [
  'relu',
  'unitStep',
  'leakyRelu',
  'elu',
  'selu',
  'softplus',
  'sigmoid',
  'erf',
] as const satisfies readonly Op[];

/** All of them: an operation whose result has the numbers of its operands in their order, wherever they lie. */
export const elementwise: ReadonlySet<Op> = new Set<Op>([
  ...arithmetic,
  ...comparisons,
  ...functions,
  ...bounds,
  ...activations,
  'cast',
  'where',
]);
