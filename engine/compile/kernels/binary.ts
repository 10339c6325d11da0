// Functions of two numbers: arithmetic, comparison, logic. Operands broadcast.

import type { BinaryInputs, EluGradInputs, PreluInputs, UnaryInputs } from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node, Op } from '../ir/graph.ts';
import { cast, kernel, listed, unify } from './kernel.ts';
import type { Kernel } from './kernel.ts';

function arithmetic(name: string, op: Extract<Op, 'add' | 'sub' | 'mul' | 'max' | 'min' | 'pow'>): Kernel {
  return kernel<BinaryInputs>(name, (build, { a, b }) => build.add(op, unify(build, a, b, 'int32'), {}));
}

function comparison(
  name: string,
  op: Extract<Op, 'equal' | 'less' | 'lessEqual' | 'greater' | 'greaterEqual'>,
): Kernel {
  return kernel<BinaryInputs>(name, (build, { a, b }) => build.add(op, unify(build, a, b, 'int32'), {}));
}

export const binary: readonly Kernel[] = [
  arithmetic('Add', 'add'),
  arithmetic('Sub', 'sub'),
  arithmetic('Multiply', 'mul'),
  arithmetic('Maximum', 'max'),
  arithmetic('Minimum', 'min'),
  arithmetic('Pow', 'pow'),
  kernel<BinaryInputs>('RealDiv', (build, { a, b }) => build.add('div', unify(build, a, b, 'float32'), {})),
  kernel<BinaryInputs>('FloorDiv', (build, { a, b }) => floorDivide(build, ...unify(build, a, b, 'int32'))),
  kernel<BinaryInputs>('Mod', (build, { a, b }) => {
    const [dividend, divisor] = unify(build, a, b, 'int32');
    const quotient =
      dividend.dtype === 'float32' ? floor(build, dividend, divisor) : floorDivide(build, dividend, divisor);
    return build.add('sub', [dividend, build.add('mul', [quotient, divisor], {})], {});
  }),
  kernel<BinaryInputs>('SquaredDifference', (build, { a, b }) => {
    const difference = build.add('sub', unify(build, a, b, 'int32'), {});
    return build.add('mul', [difference, difference], {});
  }),
  kernel<object>('AddN', (build, inputs) =>
    listed(inputs).reduce((sum, term) => build.add('add', unify(build, sum, term, 'int32'), {})),
  ),
  comparison('Equal', 'equal'),
  comparison('Less', 'less'),
  comparison('LessEqual', 'lessEqual'),
  comparison('Greater', 'greater'),
  comparison('GreaterEqual', 'greaterEqual'),
  kernel<BinaryInputs>('NotEqual', (build, { a, b }) =>
    build.add('not', [build.add('equal', unify(build, a, b, 'int32'), {})], {}),
  ),
  kernel<BinaryInputs>('LogicalAnd', (build, { a, b }) => build.add('and', [a, b], {})),
  kernel<BinaryInputs>('LogicalOr', (build, { a, b }) => build.add('or', [a, b], {})),
  kernel<UnaryInputs>('LogicalNot', (build, { x }) => build.add('not', [x], {})),
  kernel<PreluInputs>('Prelu', (build, { x, alpha }) => {
    const negative = build.add('less', [x, build.fill(0, 'float32')], {});
    return build.add('where', [negative, build.add('mul', [alpha, x], {}), x], {});
  }),
  kernel<EluGradInputs>('EluGrad', (build, { dy, y }) => {
    const above = build.add('greaterEqual', [y, build.fill(0, 'float32')], {});
    const slope = build.add('add', [y, build.fill(1, 'float32')], {});
    return build.add('where', [above, dy, build.add('mul', [dy, slope], {})], {});
  }),
];

function floor(build: Builder, a: Node, b: Node): Node {
  return build.add('floor', [build.add('div', [a, b], {})], {});
}

/** Towards minus infinity. int32 division goes towards zero, so one is taken off where signs differ and a rest remains. */
function floorDivide(build: Builder, a: Node, b: Node): Node {
  if (a.dtype === 'float32') return cast(build, floor(build, a, b), 'int32');
  const zero = build.fill(0, 'int32');
  const quotient = build.add('div', [a, b], {});
  const rest = build.add('sub', [a, build.add('mul', [quotient, b], {})], {});
  const exact = build.add('equal', [rest, zero], {});
  const signsAgree = build.add(
    'equal',
    [cast(build, build.add('less', [rest, zero], {}), 'int32'), cast(build, build.add('less', [b, zero], {}), 'int32')],
    {},
  );
  const keep = build.add('or', [exact, signsAgree], {});
  return build.add('where', [keep, quotient, build.add('sub', [quotient, build.fill(1, 'int32')], {})], {});
}
