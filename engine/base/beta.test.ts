import { expect, test } from 'vitest';
import { drawBeta } from './beta.ts';
import { createRng } from './rng.ts';

const count = 40_000;

function drawn(a: number, b: number): number[] {
  const rng = createRng(5);
  return Array.from({ length: count }, () => drawBeta(a, b, rng));
}

test.each([
  [0.2, 0.2],
  [1, 1],
  [0.5, 2],
  [4, 3],
])('numbers of Beta(%d, %d) have its mean and variance', (a, b) => {
  const values = drawn(a, b);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  const expected = (a * b) / ((a + b) ** 2 * (a + b + 1));
  // Five standard errors of the mean; the variance of numbers between 0 and 1 scatters by less than 0.5 / sqrt(count).
  expect(Math.abs(mean - a / (a + b))).toBeLessThan(5 * Math.sqrt(expected / count));
  expect(Math.abs(variance - expected)).toBeLessThan(2.5 / Math.sqrt(count));
});

test('a tiny parameter gives 0 or 1 about equally often, never something that is no number', () => {
  const values = drawn(0.0001, 0.0001);
  expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  const ones = values.filter((value) => value > 0.5).length / count;
  expect(Math.abs(ones - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / count));
});
