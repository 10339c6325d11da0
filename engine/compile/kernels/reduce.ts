// Many numbers into fewer: sums, extremes, positions of extremes, running sums, softmax, normalisation.

import { util } from '@tensorflow/tfjs-core';
import type {
  ArgMaxAttrs,
  ArgMaxInputs,
  CumsumAttrs,
  CumsumInputs,
  FusedBatchNormAttrs,
  FusedBatchNormInputs,
  CumprodAttrs,
  CumprodInputs,
  MaxAttrs,
  MaxInputs,
  SoftmaxAttrs,
  SoftmaxInputs,
  SumAttrs,
  SumInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node, Op } from '../ir/graph.ts';
import { axisOf, cast, kernel, sliceAxis } from './kernel.ts';
import type { Kernel } from './kernel.ts';

type Reduction = Extract<Op, 'reduceSum' | 'reduceMean' | 'reduceMax' | 'reduceMin' | 'reduceProd'>;

function reduction(name: string, op: Reduction, prepare: (build: Builder, x: Node) => Node): Kernel {
  return kernel<SumInputs, SumAttrs>(name, (build, { x }, attributes) =>
    reduce(build, op, prepare(build, x), attributes),
  );
}

export const reductions: readonly Kernel[] = [
  reduction('Sum', 'reduceSum', countable),
  reduction('Prod', 'reduceProd', countable),
  reduction('Min', 'reduceMin', (_, x) => x),
  // Max alone calls its axes by another name.
  kernel<MaxInputs, MaxAttrs>('Max', (build, { x }, { reductionIndices, keepDims }) =>
    reduce(build, 'reduceMax', x, { axis: reductionIndices, keepDims }),
  ),
  reduction('Mean', 'reduceMean', (build, x) => cast(build, x, 'float32')),
  kernel<SumInputs, SumAttrs>('All', (build, { x }, attributes) =>
    cast(build, reduce(build, 'reduceMin', cast(build, x, 'int32'), attributes), 'bool'),
  ),
  kernel<SumInputs, SumAttrs>('Any', (build, { x }, attributes) =>
    cast(build, reduce(build, 'reduceMax', cast(build, x, 'int32'), attributes), 'bool'),
  ),
  kernel<ArgMaxInputs, ArgMaxAttrs>('ArgMax', (build, { x }, { axis }) =>
    build.add('argMax', [countable(build, x)], { axis: axisOf(axis, x.shape.length) }),
  ),
  kernel<ArgMaxInputs, ArgMaxAttrs>('ArgMin', (build, { x }, { axis }) =>
    build.add('argMin', [countable(build, x)], { axis: axisOf(axis, x.shape.length) }),
  ),
  kernel<CumsumInputs, CumsumAttrs>('Cumsum', (build, { x }, { axis, exclusive, reverse }) =>
    build.add('cumsum', [countable(build, x)], { axis: axisOf(axis, x.shape.length), exclusive, reverse }),
  ),
  // Met in the gradient of Prod.
  kernel<CumprodInputs, CumprodAttrs>('Cumprod', (build, { x }, { axis, exclusive, reverse }) =>
    runningProduct(build, x, axisOf(axis, x.shape.length), exclusive, reverse),
  ),
  kernel<SoftmaxInputs, SoftmaxAttrs>('Softmax', (build, { logits }, { dim }) =>
    build.add('softmax', [cast(build, logits, 'float32')], { axis: axisOf(dim, logits.shape.length) }),
  ),
  kernel<FusedBatchNormInputs, FusedBatchNormAttrs>('FusedBatchNorm', (build, operands, { varianceEpsilon }) => {
    const { x, mean, variance } = operands;
    // tfjs declares both as always there; it passes null for the ones that were left out.
    const { scale, offset } = operands as { scale?: Node; offset?: Node };
    const spread = build.add('sqrt', [build.add('add', [variance, build.fill(varianceEpsilon, 'float32')], {})], {});
    const centred = build.add('div', [build.add('sub', [x, mean], {}), spread], {});
    const scaled = scale ? build.add('mul', [centred, scale], {}) : centred;
    return offset ? build.add('add', [scaled, offset], {}) : scaled;
  }),
];

function reduce(build: Builder, op: Reduction, x: Node, { axis, keepDims }: SumAttrs): Node {
  // Without axes tfjs means all of them, though its type says they are always there.
  const axes = util.parseAxisParam(axis ?? x.shape.map((_, at) => at), [...x.shape]);
  return build.add(op, [x], { axes, keepDims: keepDims ?? false });
}

/** Truth values are counted as 0 and 1. */
function countable(build: Builder, x: Node): Node {
  return x.dtype === 'bool' ? cast(build, x, 'int32') : x;
}

/** ONNX has a running sum only: after step k each place holds the product of 2^k neighbours (Hillis and Steele 1986). */
function runningProduct(build: Builder, x: Node, axis: number, exclusive: boolean, reverse: boolean): Node {
  const extent = x.shape[axis]!;
  let product = exclusive ? shifted(build, x, axis, Math.min(1, extent), reverse) : x;
  for (let by = 1; by < extent; by *= 2)
    product = build.add('mul', [product, shifted(build, product, axis, by, reverse)], {});
  return product;
}

/** Moved along an axis, ones moving in. */
function shifted(build: Builder, x: Node, axis: number, by: number, reverse: boolean): Node {
  const kept = sliceAxis(build, x, axis, reverse ? by : 0, x.shape[axis]! - by);
  const ones = x.shape.map((_, at) => (at === axis ? by : 0));
  const none = x.shape.map(() => 0);
  return build.add('pad', [kept], { before: reverse ? none : ones, after: reverse ? ones : none, value: 1 });
}
