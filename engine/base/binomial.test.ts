// The bounds of product.md 4b, and the definitions they must satisfy.

import { expect, test } from 'vitest';
import {
  binomialInterval,
  binomialLowerBound,
  binomialUpperBound,
  incompleteBeta,
  normalTail,
  studentQuantile,
  trialsToShow,
} from './binomial.ts';

/** Probability of at most `events` of `trials`, added up term by term. */
function cumulative(events: number, trials: number, rate: number): number {
  let term = (1 - rate) ** trials;
  let sum = term;
  for (let k = 1; k <= events; k++) {
    term *= ((trials - k + 1) / k) * (rate / (1 - rate));
    sum += term;
  }
  return sum;
}

test.each([
  [0, 10, 25.9],
  [0, 20, 13.9],
  [0, 50, 5.8],
  [0, 100, 3.0],
])('%i of %i misses leave a miss rate of %f %% possible', (events, trials, bound) => {
  expect(binomialUpperBound(events, trials) * 100).toBeCloseTo(bound, 1);
});

test('41 NG without a miss show a miss rate below 7.1 %, and 59 are needed for 5 %', () => {
  // (1 - p)^41 = 0.05
  expect(binomialUpperBound(0, 41)).toBeCloseTo(1 - 0.05 ** (1 / 41), 12);
  expect(trialsToShow(0.05)).toBe(59);
  expect(trialsToShow(0.1)).toBe(29);
  expect(trialsToShow(0.02)).toBe(149);
  expect(trialsToShow(0.01)).toBe(299);
  expect(trialsToShow(0.001)).toBe(2995);
});

test('the two-sided interval of 1 in 8 is 0.3 to 52.7 %, and of 1 in 50 is 0.1 to 10.6 %', () => {
  const eight = binomialInterval(1, 8);
  expect(eight.low * 100).toBeCloseTo(0.3, 1);
  expect(eight.high * 100).toBeCloseTo(52.7, 1);
  const fifty = binomialInterval(1, 50);
  expect(fifty.low * 100).toBeCloseTo(0.1, 1);
  expect(fifty.high * 100).toBeCloseTo(10.6, 1);
});

test.each([
  [1, 8],
  [3, 20],
  [17, 400],
  [150, 200],
])('at the upper bound of %i in %i, so few events come once in 20', (events, trials) => {
  expect(cumulative(events, trials, binomialUpperBound(events, trials))).toBeCloseTo(0.05, 8);
});

test('the bounds mirror each other, and hold the rate between them', () => {
  for (const [events, trials] of [
    [1, 9],
    [40, 100],
    [999, 100000],
  ] as const) {
    expect(binomialLowerBound(events, trials)).toBeCloseTo(1 - binomialUpperBound(trials - events, trials), 12);
    expect(binomialLowerBound(events, trials)).toBeLessThan(events / trials);
    expect(binomialUpperBound(events, trials)).toBeGreaterThan(events / trials);
  }
});

test('without trials, or with nothing but events, no rate is excluded from above', () => {
  expect(binomialUpperBound(0, 0)).toBe(1);
  expect(binomialUpperBound(5, 5)).toBe(1);
  expect(binomialLowerBound(0, 5)).toBe(0);
});

test('the incomplete beta function of whole numbers is a binomial sum', () => {
  // I_x(k, n-k+1) = P(at least k of n)
  for (const x of [0.05, 0.3, 0.5, 0.9]) {
    expect(incompleteBeta(x, 4, 7)).toBeCloseTo(1 - cumulative(3, 10, x), 10);
    expect(incompleteBeta(x, 1, 1)).toBeCloseTo(x, 12);
  }
});

test("Student's t and the normal tail are scipy's", () => {
  // scipy.stats.t.ppf(0.975, [1, 4, 49, 999]) and norm.sf([1, 1.959964, 3.1])
  const quantiles = [12.706204736432095, 2.7764451051977987, 2.009575234489209, 1.9623414611334487];
  [1, 4, 49, 999].forEach((freedom, i) => expect(studentQuantile(freedom)).toBeCloseTo(quantiles[i]!, 6));
  const tails = [0.15865525393145707, 0.024999999096442398, 0.0009676032132183563];
  [1, 1.959964, 3.1].forEach((z, i) => expect(normalTail(z)).toBeCloseTo(tails[i]!, 7));
});
