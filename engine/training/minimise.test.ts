import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { minimise } from './minimise.ts';

const exact = { iterations: 200, tolerance: 0 };

test('a quadratic of very different slopes has its least value where its gradient is 0', async () => {
  // sum of c (x - i)^2 with c from 1 to 10,000: least at x_i = i, value 0.
  const slopes = [1, 10, 100, 1000, 10_000];
  const { at, value } = await minimise(
    (x, gradient) => {
      let sum = 0;
      slopes.forEach((slope, i) => {
        sum += slope * (x[i]! - i) ** 2;
        gradient[i] = 2 * slope * (x[i]! - i);
      });
      return sum;
    },
    new Float64Array(5),
    exact,
  );
  expect(value).toBeLessThan(1e-12);
  at.forEach((one, i) => expect(one).toBeCloseTo(i, 6));
});

test('it never ends above where it began, and leaves the start as it was', async () => {
  const rng = createRng(1);
  for (let round = 0; round < 20; round++) {
    const start = Float64Array.from({ length: 3 }, () => 5 * rng.normal());
    const before = start.slice();
    // log cosh: nearly straight far out, where steps from curvature alone overshoot.
    const of = (x: Float64Array, gradient: Float64Array): number => {
      x.forEach((one, i) => (gradient[i] = Math.tanh(one)));
      return x.reduce((sum, one) => sum + Math.log(Math.cosh(one)), 0);
    };
    const { at, value } = await minimise(of, start, exact);
    expect(start).toEqual(before);
    expect(value).toBeLessThan(of(start, new Float64Array(3)));
    at.forEach((one) => expect(one).toBeCloseTo(0, 4));
  }
});

test('it is cancelled between two iterations', async () => {
  const abort = new AbortController();
  let calls = 0;
  const work = minimise(
    (x, gradient) => {
      if (++calls === 3) abort.abort();
      gradient[0] = Math.exp(x[0]!);
      return Math.exp(x[0]!);
    },
    new Float64Array(1),
    exact,
    abort.signal,
  );
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(calls).toBeLessThan(10);
});
