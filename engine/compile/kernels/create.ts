// Tensors from nothing but a shape.

import type { FillAttrs, LinSpaceAttrs, OnesLikeInputs, RangeAttrs, ZerosLikeInputs } from '@tensorflow/tfjs-core';
import { storage } from '../ir/build.ts';
import type { Dtype } from '../ir/graph.ts';
import { kernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';

export const creations: readonly Kernel[] = [
  kernel<ZerosLikeInputs>('ZerosLike', (build, { x }) => build.fill(0, x.dtype, x.shape)),
  kernel<OnesLikeInputs>('OnesLike', (build, { x }) => build.fill(1, x.dtype, x.shape)),
  kernel<object, FillAttrs>('Fill', (build, _, { shape, value, dtype }) =>
    build.fill(value as number, dtype as Dtype, shape),
  ),
  kernel<object, RangeAttrs>('Range', (build, _, { start, stop, step, dtype }) => {
    const count = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length: count }, (__, i) => start + i * step);
    return build.constant(storage(dtype as Dtype)(values), { dtype: dtype as Dtype, shape: [count] });
  }),
  kernel<object, LinSpaceAttrs>('LinSpace', (build, _, { start, stop, num }) => {
    const step = num > 1 ? (stop - start) / (num - 1) : 0;
    const values = Float32Array.from({ length: num }, (__, i) => start + i * step);
    return build.constant(values, { dtype: 'float32', shape: [num] });
  }),
];
