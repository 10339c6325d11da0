// Matrix products. Convolutions, which become products too, have a file of their own.

import type { BatchMatMulAttrs, BatchMatMulInputs, _FusedMatMulAttrs, _FusedMatMulInputs } from '@tensorflow/tfjs-core';
import { kernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';

export const products: readonly Kernel[] = [
  kernel<BatchMatMulInputs, BatchMatMulAttrs>('BatchMatMul', (build, { a, b }, { transposeA, transposeB }) =>
    build.add('matmul', [a, b], { transposeA: transposeA ?? false, transposeB: transposeB ?? false }),
  ),
  kernel<_FusedMatMulInputs, _FusedMatMulAttrs>('_FusedMatMul', (build, operands, attributes) => {
    const { a, b } = operands;
    const { bias } = operands as { bias?: typeof a };
    const { transposeA, transposeB, activation } = attributes;
    if (activation !== 'linear' && activation !== 'relu') {
      throw new Error(
        `A fused product with "${activation}" is not recorded; apply the activation as a separate operation.`,
      );
    }
    const product = build.add('matmul', [a, b], { transposeA: transposeA ?? false, transposeB: transposeB ?? false });
    const shifted = bias ? build.add('add', [product, bias], {}) : product;
    return activation === 'relu' ? build.add('relu', [shifted], {}) : shifted;
  }),
];
