// The discrepancy between neighbours and the scaling of losses: methods.md 1.12, items 1 and 2, and 1.10.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, ones, scalar, tensor1d, zeros } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { discrepancy, normalise, takeAnchors } from './bilevel-scaling.ts';

const gap = (values: number[], pairing: 'adjacent' | 'sorted' = 'adjacent', present?: number[]): number =>
  discrepancy(
    tensor1d(values),
    present ? tensor1d(present) : (ones([values.length]) as Tensor1D),
    present !== undefined,
    pairing,
  ).dataSync()[0]!;

describe('discrepancy', () => {
  test('is at least the spread of the values, and zero only when all are equal', () => {
    const rng = createRng(5);
    for (let trial = 0; trial < 50; trial++) {
      const values = Array.from({ length: 2 + rng.integer(6) }, () => rng.normal());
      expect(gap(values)).toBeGreaterThanOrEqual(Math.max(...values) - Math.min(...values) - 1e-6);
    }
    expect(gap([0.7, 0.7, 0.7])).toBe(0);
    expect(gap([0.7])).toBe(0);
  });

  test('by size it is largest minus smallest, whatever the order', () => {
    expect(gap([3, 1, 2], 'sorted')).toBeCloseTo(2, 6);
    expect(gap([1, 2, 3], 'sorted')).toBeCloseTo(2, 6);
  });

  test('an absent task is skipped and its neighbours are joined', () => {
    // |1 - 4| + |4 - 6| = 5 without the second value; with all present |1-9| + |9-4| + |4-6| = 15.
    expect(gap([1, 9, 4, 6], 'adjacent', [1, 0, 1, 1])).toBeCloseTo(5, 5);
    expect(gap([1, 9, 4, 6], 'adjacent', [1, 1, 1, 1])).toBeCloseTo(15, 5);
    expect(gap([1, 9, 4, 6], 'sorted', [1, 0, 1, 1])).toBeCloseTo(5, 5);
    expect(gap([1, 9, 4, 6], 'adjacent', [0, 1, 0, 0])).toBe(0);
  });

  test('has subgradient 0 where neighbours are equal', () => {
    const at = tensor1d([2, 2, 2]);
    const { grads } = engine().gradients(() => discrepancy(at, ones([3]) as Tensor1D, false, 'adjacent'), [at]);
    expect(Array.from(grads[0]!.dataSync())).toEqual([0, 0, 0]);
  });
});

describe('normalisation', () => {
  const losses = tensor1d([0.4, 2, 1]);
  const anchors = takeAnchors(zeros([3]) as Tensor1D, losses, ones([3]) as Tensor1D, scalar(0));

  test('rescaled: on the anchor batch every loss equals the smallest first loss', () => {
    for (const value of normalise('rescaled', losses, anchors).dataSync()) expect(value).toBeCloseTo(0.4, 6);
  });

  test('log: every loss is 0 on the anchor batch', () => {
    for (const value of normalise('log', losses, anchors).dataSync()) expect(value).toBeCloseTo(0, 6);
  });

  test('an anchor is taken once, by the first batch that has the task', () => {
    const later = takeAnchors(anchors, tensor1d([9, 9, 9]), ones([3]) as Tensor1D, scalar(0));
    expect(Array.from(later.dataSync())).toEqual(Array.from(anchors.dataSync()));
    const partly = takeAnchors(zeros([2]) as Tensor1D, tensor1d([5, 0]), tensor1d([1, 0]), scalar(0));
    expect(Array.from(partly.dataSync())).toEqual([5, 0]);
  });

  test('per epoch, it is taken anew on the first batch', () => {
    const renewed = takeAnchors(anchors, tensor1d([9, 8, 7]), tensor1d([1, 1, 0]), scalar(1));
    expect(Array.from(renewed.dataSync())).toEqual([9, 8, 1]);
  });

  test('a zero loss is floored, not divided by', () => {
    const zero = takeAnchors(zeros([2]) as Tensor1D, tensor1d([0, 1]), ones([2]) as Tensor1D, scalar(0));
    for (const kind of ['rescaled', 'log'] as const) {
      expect(Array.from(normalise(kind, tensor1d([0, 1]), zero).dataSync()).every(Number.isFinite)).toBe(true);
    }
  });
});
