// Functions of one number: one row each, most of them the graph's operation of the same meaning.

import type { ClipByValueAttrs, LeakyReluAttrs, StepAttrs, UnaryInputs } from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node, Op } from '../ir/graph.ts';
import { cast, kernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';

type Plain = Extract<
  Op,
  | 'abs'
  | 'neg'
  | 'sign'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sqrt'
  | 'reciprocal'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'atan'
  | 'tanh'
  | 'sigmoid'
  | 'erf'
  | 'relu'
  | 'elu'
  | 'selu'
  | 'softplus'
  | 'isNan'
  | 'isInf'
>;

/** `keep` leaves int32 alone; the others compute in float32, as tfjs does. */
function unary(name: string, op: Plain, keep: 'keep' | 'float' = 'float'): Kernel {
  return kernel<UnaryInputs>(name, (build, { x }) =>
    build.add(op, [keep === 'keep' && x.dtype === 'int32' ? x : float(build, x)], {}),
  );
}

export const elementwise: readonly Kernel[] = [
  unary('Abs', 'abs', 'keep'),
  unary('Neg', 'neg', 'keep'),
  unary('Sign', 'sign', 'keep'),
  unary('Relu', 'relu', 'keep'),
  unary('Floor', 'floor'),
  unary('Ceil', 'ceil'),
  unary('Round', 'round'),
  unary('Exp', 'exp'),
  unary('Expm1', 'expm1'),
  unary('Log', 'log'),
  unary('Log1p', 'log1p'),
  unary('Sqrt', 'sqrt'),
  unary('Reciprocal', 'reciprocal'),
  unary('Sin', 'sin'),
  unary('Cos', 'cos'),
  unary('Tan', 'tan'),
  unary('Atan', 'atan'),
  unary('Tanh', 'tanh'),
  unary('Sigmoid', 'sigmoid'),
  unary('Erf', 'erf'),
  unary('Elu', 'elu'),
  unary('Selu', 'selu'),
  unary('Softplus', 'softplus'),
  unary('IsNan', 'isNan'),
  unary('IsInf', 'isInf'),
  kernel<UnaryInputs>('IsFinite', (build, { x }) => {
    const value = float(build, x);
    return build.add(
      'not',
      [build.add('or', [build.add('isNan', [value], {}), build.add('isInf', [value], {})], {})],
      {},
    );
  }),
  kernel<UnaryInputs>('Rsqrt', (build, { x }) =>
    build.add('reciprocal', [build.add('sqrt', [float(build, x)], {})], {}),
  ),
  kernel<UnaryInputs>('Square', (build, { x }) => build.add('mul', [x, x], {})),
  kernel<UnaryInputs>('Sinh', (build, { x }) => hyperbolic(build, float(build, x), 'sub')),
  kernel<UnaryInputs>('Cosh', (build, { x }) => hyperbolic(build, float(build, x), 'add')),
  kernel<UnaryInputs, ClipByValueAttrs>('ClipByValue', (build, { x }, { clipValueMin, clipValueMax }) =>
    build.add('clip', [x], { low: clipValueMin, high: clipValueMax }),
  ),
  kernel<UnaryInputs>('Relu6', (build, { x }) => build.add('clip', [x], { low: 0, high: 6 })),
  kernel<UnaryInputs, LeakyReluAttrs>('LeakyRelu', (build, { x }, { alpha }) =>
    build.add('leakyRelu', [float(build, x)], { alpha }),
  ),
  kernel<UnaryInputs, StepAttrs>('Step', (build, { x }, { alpha }) => {
    const above = build.add('greater', [x, build.fill(0, x.dtype)], {});
    if (alpha === 0) return cast(build, above, x.dtype);
    const step = build.add('where', [above, build.fill(1, 'float32'), build.fill(alpha, 'float32')], {});
    return cast(build, step, x.dtype);
  }),
];

function float(build: Builder, x: Node): Node {
  return cast(build, x, 'float32');
}

/** (e^x ± e^-x) / 2; the difference by way of expm1, which keeps its digits near 0. */
function hyperbolic(build: Builder, x: Node, op: 'add' | 'sub'): Node {
  const side = op === 'sub' ? 'expm1' : 'exp';
  const both = build.add(op, [build.add(side, [x], {}), build.add(side, [build.add('neg', [x], {})], {})], {});
  return build.add('mul', [both, build.fill(0.5, 'float32')], {});
}
