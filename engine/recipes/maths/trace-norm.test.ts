// Checkable properties 1 to 4 of methods.md 4.10, against singular values by Jacobi rotations.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, matMul, scalar, sum, tensor, tensor2d, transpose } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { dot, singularValues } from './singular-values.ts';
import { softThreshold } from './soft-threshold.ts';
import { orthogonalParts, traceNorms } from './trace-norm.ts';
import { rowAxes, unfold } from './unfoldings.ts';

function random(rows: number, columns: number, seed = 1): number[][] {
  const rng = createRng(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => rng.normal()));
}
const norm = (rows: readonly number[][]): number => traceNorms([tensor2d(rows as number[][])]).dataSync()[0]!;
const exactNorm = (rows: readonly ArrayLike<number>[]): number => singularValues(rows).reduce((a, b) => a + b, 0);
const length = (row: readonly number[]): number => Math.sqrt(dot(row, row));
const rowsOf = (matrix: Tensor2D): number[][] => matrix.arraySync();
const part = (rows: readonly number[][]): number[][] =>
  rowsOf(orthogonalParts([tensor2d(rows as number[][])])[0] as Tensor2D);
const largest = (rows: readonly number[][]): number => Math.max(...rows.flat().map(Math.abs));

/** `count` rows at right angles, each of length 1. */
function orthonormal(count: number, columns: number): number[][] {
  return part(random(count, columns, 5));
}

describe('4.10, 1: known values', () => {
  test.each([2, 3, 5, 12])('%i equal tasks: sqrt(T) times their length', (count) => {
    const [row] = random(1, 40) as [number[]];
    const found = norm(Array.from({ length: count }, () => row));
    expect(Math.abs(found / (Math.sqrt(count) * length(row)) - 1)).toBeLessThan(1e-4);
  });
  test.each([2, 3, 5, 12])('%i tasks at right angles, of equal length: T times their length', (count) => {
    const rows = Array.from({ length: count }, (_, k) => Array.from({ length: 20 }, (_value, i) => (i === k ? 3 : 0)));
    expect(norm(rows)).toBeCloseTo(3 * count, 4);
  });
  test('3, 4 and 12, 5: by hand', () => {
    // X X' = [[25, 56], [56, 169]]: determinant 33 squared, trace 194; (s1 + s2)^2 = 194 + 2 * 33.
    const rows = [
      [3, 4],
      [12, 5],
    ];
    expect(norm(rows)).toBeCloseTo(Math.sqrt(260), 4);
    expect(exactNorm(rows)).toBeCloseTo(Math.sqrt(260), 12);
  });
});

describe('4.10, 2: terms of the variants', () => {
  const shape = [5, 3, 4, 2]; // task axis first; the paper's 3x4x2x5
  const rng = createRng(3);
  const weights = tensor(
    Array.from({ length: 120 }, () => rng.normal()),
    shape,
  );
  const terms = (variant: 'laf' | 'tucker' | 'tt') => {
    const matrices = rowAxes(variant, 4).map((axes) => unfold(weights, axes));
    return { found: Array.from(traceNorms(matrices).dataSync()), exact: matrices.map((m) => exactNorm(rowsOf(m))) };
  };
  test('LAF = last Tucker term = last TT term; first Tucker term = first TT term', () => {
    const [laf, tucker, tt] = [terms('laf'), terms('tucker'), terms('tt')];
    expect([laf.found.length, tucker.found.length, tt.found.length]).toEqual([1, 4, 3]);
    expect(tucker.found[3]! / laf.found[0]!).toBeCloseTo(1, 6);
    expect(tt.found[2]! / laf.found[0]!).toBeCloseTo(1, 6);
    expect(tt.found[0]! / tucker.found[0]!).toBeCloseTo(1, 6);
    for (const { found, exact } of [laf, tucker, tt])
      found.forEach((value, i) => expect(value / exact[i]!).toBeCloseTo(1, 5));
  });
  test('agrees with the singular values of another library on a 3x4x2x5 tensor', () => {
    // W = sin((1 + n)^2), n counting row-major with the task axis last; by NumPy 2.4.6 (float64):
    // Tucker 13.404336, 15.349217, 10.946527, 17.232872; TT 13.404336, 22.898955, 17.232872.
    const last = tensor(
      Array.from({ length: 120 }, (_, n) => Math.sin((1 + n) ** 2)),
      [3, 4, 2, 5],
    );
    const known = transpose(last, [3, 0, 1, 2]);
    const found = (variant: 'tucker' | 'tt') =>
      Array.from(traceNorms(rowAxes(variant, 4).map((axes) => unfold(known, axes))).dataSync());
    [13.404336, 15.349217, 10.946527, 17.232872].forEach((value, i) =>
      expect(found('tucker')[i]).toBeCloseTo(value, 4),
    );
    [13.404336, 22.898955, 17.232872].forEach((value, i) => expect(found('tt')[i]).toBeCloseTo(value, 4));
  });
  test('an unfolding is the plain one of a task-last tensor, up to the order of columns', () => {
    // Row-major reshape of the task-last tensor to (3 * 4) x (2 * 5), singular values by Jacobi.
    const last = transpose(weights, [1, 2, 3, 0]).dataSync();
    const plain = Array.from({ length: 12 }, (_, row) => last.slice(row * 10, row * 10 + 10));
    const found = singularValues(rowsOf(unfold(weights, [1, 2])));
    singularValues(plain).forEach((value, i) => expect(found[i] ?? 0).toBeCloseTo(value, 4));
  });
});

describe('4.10, 3: gradient', () => {
  test('finite differences on 6x4 agree to 1e-4', () => {
    const rows = random(4, 6); // the smaller side first
    const found = gradientOf(rows);
    const step = 1e-5;
    let [difference, size] = [0, 0];
    for (const [i, row] of rows.entries()) {
      for (const j of row.keys()) {
        const at = (change: number) =>
          exactNorm(rows.map((one, k) => (k === i ? one.map((x, l) => (l === j ? x + change : x)) : one)));
        const expected = (at(step) - at(-step)) / (2 * step);
        difference += (found[i]![j]! - expected) ** 2;
        size += expected ** 2;
      }
    }
    expect(Math.sqrt(difference / size)).toBeLessThan(1e-4);
  });
  test.each([
    [2, 30],
    [6, 8],
    [12, 500],
  ])("%i x %i: the largest singular value of U V' is 1, and <U V', X> = |X|", (count, columns) => {
    const rows = random(count, columns);
    const found = gradientOf(rows);
    for (const value of singularValues(found)) expect(value).toBeCloseTo(1, 5);
    const product = found.reduce((total, row, i) => total + dot(row, rows[i]!), 0);
    expect(product / exactNorm(rows)).toBeCloseTo(1, 5);
  });
  test('reaches the weights through the unfoldings of every variant', () => {
    const weights = tensor(random(2, 12).flat(), [2, 3, 4]);
    for (const variant of ['laf', 'tucker', 'tt'] as const) {
      const { grads } = engine().gradients(
        () => sum(traceNorms(rowAxes(variant, 3).map((axes) => unfold(weights, axes)))) as Scalar,
        [weights],
        undefined,
        true,
      );
      // The norm grows in proportion with its matrix, so the gradient along the weights is the norm itself (Euler).
      const along = dot(grads[0]!.dataSync(), weights.dataSync());
      const value = rowAxes(variant, 3).reduce((total, axes) => total + exactNorm(rowsOf(unfold(weights, axes))), 0);
      expect(along / value).toBeCloseTo(1, 4);
    }
  });
});

describe('4.10, 4: invariances', () => {
  const rows = random(5, 30);
  test('order of tasks', () => expect(norm([...rows].reverse()) / norm(rows)).toBeCloseTo(1, 5));
  test('any orthogonal mixing of tasks', () => {
    const mixed = rowsOf(matMul(tensor2d(orthonormal(5, 5)), tensor2d(rows)) as Tensor2D);
    expect(norm(mixed) / norm(rows)).toBeCloseTo(1, 5);
  });
  test.each([-2, 0.001, 1e-8, 1e6])('scaling by %d', (factor) => {
    const scaled = rows.map((row) => row.map((value) => value * factor));
    expect(norm(scaled) / norm(rows) / Math.abs(factor)).toBeCloseTo(1, 5);
  });
});

describe('edge cases of 4.8', () => {
  test('zeros: norm 0 and gradient 0', () => {
    for (const count of [1, 2, 5]) {
      const rows = Array.from({ length: count }, () => new Array<number>(7).fill(0));
      expect(norm(rows)).toBe(0);
      expect(largest(gradientOf(rows))).toBe(0);
    }
  });
  test('one row: its length, and its direction', () => {
    expect(norm([[3, 4]])).toBeCloseTo(5, 5);
    expect(gradientOf([[3, 4]])[0]![0]).toBeCloseTo(0.6, 5);
  });
  test.each([2, 3, 12])('%i tasks of rank 1: the sub-gradient of least length', (count) => {
    const [row] = random(1, 50) as [number[]];
    const scales = Array.from({ length: count }, (_, k) => k - 0.5);
    const found = gradientOf(scales.map((scale) => row.map((value) => scale * value)));
    const size = length(scales) * length(row);
    const errors = found.map((part, k) => part.map((value, i) => value - (scales[k]! * row[i]!) / size));
    expect(length(errors.flat())).toBeLessThan(0.01); // U V' has length 1 here
  });
  test('singular values down to 2e-4 of the largest are pulled as hard as the largest', () => {
    const [left, right] = [orthonormal(4, 4), orthonormal(4, 60)];
    const values = [1, 0.1, 1e-3, 2e-4];
    const stretched = tensor2d(right.map((row, i) => row.map((x) => x * values[i]!)));
    const rows = rowsOf(matMul(tensor2d(left), stretched) as Tensor2D);
    for (const value of singularValues(gradientOf(rows))) expect(value).toBeGreaterThan(0.98);
  });
  test('equal singular values', () => expect(norm(orthonormal(6, 9))).toBeCloseTo(6, 4));
  test('a number that is not finite stays visible', () => expect(norm([[Number.NaN, 1]])).toBeNaN());
});

describe('soft threshold', () => {
  test.each([2, 5, 12])('lowers %i singular values by the threshold, exactly to zero where smaller', (count) => {
    const rows = random(count, 40);
    const before = singularValues(rows);
    const threshold = (before[0]! + before.at(-1)!) / 2;
    const after = singularValues(rowsOf(softThreshold(tensor2d(rows), scalar(threshold))));
    before.forEach((value, i) => expect(after[i]).toBeCloseTo(Math.max(0, value - threshold), 4));
  });
  test('a threshold of zero leaves the matrix as it is', () => {
    const rows = random(3, 20);
    const after = rowsOf(softThreshold(tensor2d(rows), scalar(0)));
    expect(largest(after.map((row, i) => row.map((value, j) => value - rows[i]![j]!)))).toBeLessThan(1e-5);
  });
  test('beyond the largest singular value everything is zero', () =>
    expect(largest(rowsOf(softThreshold(tensor2d(random(3, 20)), scalar(100))))).toBeLessThan(1e-5));
});

function gradientOf(rows: readonly number[][]): number[][] {
  const at = tensor2d(rows as number[][]);
  const { grads } = engine().gradients(() => sum(traceNorms([at])) as Scalar, [at], undefined, true);
  return (grads[0] as Tensor as Tensor2D).arraySync();
}
