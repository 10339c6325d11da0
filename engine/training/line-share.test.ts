import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { bestLineShare } from './line-share.ts';

/** Errors of independent chance, of these deviations. */
function errors(rows: number, network: number, line: number, seed = 1) {
  const rng = createRng(seed);
  return Array.from({ length: rows }, () => ({ network: network * rng.normal(), line: line * rng.normal() }));
}

test('a line that is always right is all of the answer, one that is never right none of it', () => {
  const networkWrong = Array.from({ length: 20 }, (_, i) => ({ network: i % 2 ? 0.3 : -0.5, line: 0 }));
  expect(bestLineShare(networkWrong)).toBe(1);
  expect(bestLineShare(networkWrong.map(({ network, line }) => ({ network: line, line: network })))).toBe(0);
});

test('independent errors are mixed by the inverse of their squares', () => {
  // Variances 1 and 4 of small errors, for which the loss is a square: the share of the line with 1 is 4 / (4 + 1).
  expect(bestLineShare(errors(4000, 0.2, 0.1))).toBeCloseTo(0.8, 1);
});

test('a gain that could be chance is none', () => {
  // Equal errors but for three rows of forty: better by a mean of 0.02, which is about one standard error.
  const rows = errors(40, 0.1, 0.1).map(({ network }, i) => ({
    network,
    line: i < 3 ? network * 0.2 : network * 1.01,
  }));
  const gain = rows.map(({ network, line }) => Math.abs(network) - Math.abs(line));
  expect(gain.reduce((a, b) => a + b)).toBeGreaterThan(0);
  expect(bestLineShare(rows)).toBe(0);
});

test('a handful of rows tells nothing', () => {
  const rows = Array.from({ length: 8 }, (_, i) => ({ network: 0.4 + i / 100, line: 0 }));
  expect(bestLineShare(rows)).toBe(1);
  expect(bestLineShare(rows.slice(1))).toBe(0);
  expect(bestLineShare([])).toBe(0);
});

test('one row far off does not hide that all rows are better', () => {
  const rows = Array.from({ length: 14 }, (_, i) => ({ network: i === 0 ? 9 : 0.2 + i / 100, line: 0.01 }));
  // Its 9 against 0.2 to 0.33 of the others: the mean gain is below two of its standard errors.
  const gains = rows.map(({ network, line }) => network - line);
  const center = gains.reduce((a, b) => a + b) / 14;
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - center) ** 2, 0) / 14 / 13);
  expect(center / error).toBeLessThan(2);
  expect(bestLineShare(rows)).toBe(1);
});
