import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { likeness } from './likeness.ts';
import { singularValues } from './singular-values.ts';

test('one and the same for all: share 1, rank 1', () => {
  const {
    share,
    effectiveRank,
    cosines,
    singularValues: values,
  } = likeness([
    [3, 4],
    [3, 4],
    [-6, -8],
  ]);
  expect(share).toBeCloseTo(1, 12);
  expect(effectiveRank).toBe(1);
  expect(values[0]).toBeCloseTo(Math.sqrt(25 + 25 + 100), 12);
  expect(cosines[0]![1]).toBeCloseTo(1, 12);
  expect(cosines[0]![2]).toBeCloseTo(-1, 12);
});

test('at right angles and of equal length: share 0, full rank', () => {
  const { share, effectiveRank, cosines } = likeness([
    [2, 0, 0],
    [0, 2, 0],
    [0, 0, -2],
  ]);
  expect(share).toBeCloseTo(0, 12);
  expect(effectiveRank).toBe(3);
  expect(cosines[0]![1]).toBe(0);
});

test('free of scale, and of which task comes first', () => {
  const rng = createRng(1);
  const rows = Array.from({ length: 4 }, () => Array.from({ length: 9 }, () => rng.normal()));
  const larger = rows.map((row) => row.map((value) => 1000 * value)).reverse();
  expect(likeness(larger).share).toBeCloseTo(likeness(rows).share!, 10);
});

test('one task, or weights that have vanished, have no share', () => {
  expect(likeness([[1, 2]]).share).toBeNull();
  const none = likeness([
    [0, 0],
    [0, 0],
  ]);
  expect(none).toMatchObject({ share: null, effectiveRank: 0 });
  expect(none.cosines.flat().every(Number.isFinite)).toBe(true);
});

test('singular values have the right sums of squares and of fourth powers', () => {
  const rng = createRng(2);
  const rows = Array.from({ length: 5 }, () => Array.from({ length: 20 }, () => rng.normal()));
  const values = singularValues(rows);
  const gram = rows.map((one) => rows.map((other) => one.reduce((total, x, i) => total + x * other[i]!, 0)));
  // trace(C) and trace(C C) of the Gram matrix, whose eigenvalues are the squares.
  const trace = gram.reduce((total, row, i) => total + row[i]!, 0);
  const traceOfSquare = gram.flat().reduce((total, value) => total + value * value, 0);
  expect(values.reduce((total, s) => total + s ** 2, 0) / trace).toBeCloseTo(1, 12);
  expect(values.reduce((total, s) => total + s ** 4, 0) / traceOfSquare).toBeCloseTo(1, 12);
  expect(values).toEqual([...values].sort((a, b) => b - a));
});

test('a number that is not finite is no matrix', () => expect(() => singularValues([[Number.NaN]])).toThrow());
