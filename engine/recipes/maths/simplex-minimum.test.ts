// Against an independent solution in float64: projected gradient descent with many steps.

import '@tensorflow/tfjs-backend-cpu';
import { matMul, ones, reshape, setBackend, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Rng } from '../../base/rng.ts';
import { createExecutor } from '../../runtime/index.ts';
import { simplexMinimum } from './simplex-minimum.ts';
import { solve } from './solve.ts';

/** Inner products of `count` vectors in `dimension` dimensions, mean square length 1; lengths spread by `spread`. */
function randomGram(count: number, dimension: number, common: number, spread: number, rng: Rng): number[][] {
  const shared = Array.from({ length: dimension }, () => rng.normal());
  const vectors = Array.from({ length: count }, () => {
    const length = Math.exp(spread * rng.normal());
    return shared.map((value) => length * (common * value + (1 - common) * rng.normal()));
  });
  const gram = vectors.map((a) => vectors.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)));
  const mean = gram.reduce((sum, row, i) => sum + row[i]!, 0) / count;
  return gram.map((row) => row.map((value) => value / mean));
}

/** Euclidean projection onto the simplex (Held, Wolfe, Crowder 1974). */
function project(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => b - a);
  let total = 0;
  let level = 0;
  sorted.forEach((value, i) => {
    total += value;
    if (value - (total - 1) / (i + 1) > 0) level = (total - 1) / (i + 1);
  });
  return values.map((value) => Math.max(0, value - level));
}

/** Minimum of a quadratic form on the simplex by accelerated projected descent, float64, to within 1e-7 of the largest product. */
function shortest(gram: readonly (readonly number[])[]): number {
  const times = (w: readonly number[]): number[] => gram.map((row) => row.reduce((s, v, j) => s + v * w[j]!, 0));
  const steepest = Math.max(...gram.map((row) => row.reduce((s, v) => s + Math.abs(v), 0)));
  // The value lies above the minimum by no more than twice this (Jaggi 2013, the gap of Frank and Wolfe).
  const gapAt = (at: readonly number[]): number => {
    const slope = times(at);
    return slope.reduce((s, v, k) => s + v * at[k]!, 0) - Math.min(...slope);
  };
  let w = gram.map(() => 1 / gram.length);
  let ahead = w;
  let momentum = 1;
  for (let i = 0; i < 20_000; i++) {
    const slope = times(ahead);
    const next = project(ahead.map((v, k) => v - slope[k]! / steepest));
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    // Restarted where momentum leads uphill (O'Donoghue and Candes 2015).
    const uphill = next.reduce((s, v, k) => s + (ahead[k]! - v) * (v - w[k]!), 0) > 0;
    ahead = uphill ? next : next.map((v, k) => v + ((momentum - 1) / grown) * (v - w[k]!));
    momentum = uphill ? 1 : grown;
    w = next;
    if (i % 20 === 0 && gapAt(w) < 1e-9 * steepest) break;
  }
  return times(w).reduce((s, v, k) => s + v * w[k]!, 0);
}

const quadratic = (gram: Tensor2D) => ({
  slope: (at: Tensor1D) => reshape(matMul(gram, reshape(at, [-1, 1])), [-1]) as Tensor1D,
  curvature: () => gram,
});
const value = (gram: readonly (readonly number[])[], w: ArrayLike<number>): number =>
  gram.reduce((s, row, i) => s + w[i]! * row.reduce((t, v, j) => t + v * w[j]!, 0), 0);

describe('the smallest value of a quadratic form on the simplex', () => {
  test.each([
    [2, 8, 0, 0.5],
    [3, 8, 0.5, 1],
    [5, 3, 0, 1],
    [12, 40, 0.5, 0.5],
    [12, 40, 0.9, 2],
    [12, 6, 0, 1],
    [40, 100, 0.5, 1],
    [40, 100, 0.95, 2],
    [40, 20, 0, 1],
  ])('%i vectors in %i dimensions, common part %d, lengths spread %d', async (count, dimension, common, spread) => {
    const executor = await createExecutor('cpu');
    const run = await executor.compileFunction(
      ({ gram }) => ({ weights: simplexMinimum(quadratic(gram as Tensor2D), ones([count]) as Tensor1D) }),
      { gram: { shape: [count, count], dtype: 'float32' } },
    );
    const rng = createRng(count * 100 + dimension);
    for (let trial = 0; trial < 10; trial++) {
      const gram = randomGram(count, dimension, common, spread, rng);
      const { weights } = await run.run({ gram: { shape: [count, count], data: Float32Array.from(gram.flat()) } });
      const w = Array.from(weights!.data);
      expect(w.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
      const best = shortest(gram);
      const largest = Math.max(...gram.map((row, i) => row[i]!));
      expect(value(gram, w) - best).toBeLessThan(1e-6 * largest);
    }
    await run.dispose();
  });
});

test('a system of equations is solved', async () => {
  await setBackend('cpu');
  // [[4, 1], [1, 3]] x = (1, 2): x = (1, 7) / 11.
  const [a, b] = solve(tensor2d([4, 1, 1, 3], [2, 2]), tensor2d([1, 2], [2, 1])).dataSync();
  expect(a).toBeCloseTo(1 / 11, 5);
  expect(b).toBeCloseTo(7 / 11, 5);
});

test('what is absent gets nothing, and the rest is as without it', async () => {
  await setBackend('cpu');
  const gram = tensor2d([1, 0, 0, 0, 0, 0, 0, 0, 4], [3, 3]);
  const w = Array.from(simplexMinimum(quadratic(gram), tensor1d([1, 0, 1])).dataSync());
  // Orthogonal: shares in inverse proportion to the squared lengths.
  [0.8, 0, 0.2].forEach((share, k) => expect(w[k]).toBeCloseTo(share, 4));
});
