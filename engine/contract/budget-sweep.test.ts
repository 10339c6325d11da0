// Between measurements there are estimates with a band; outside there is nothing.

import { expect, test } from 'vitest';
import { predictAt, sweepRange, type SweepPoint } from './budget-sweep.ts';

const point = (id: string, x: number, y: number, half: number | null = null): SweepPoint => ({
  id,
  x,
  y,
  low: half === null ? null : y - half,
  high: half === null ? null : y + half,
});

test('a measured budget is told as measured, with its own interval', () => {
  const points = [point('a', 100, 0.8, 0.02), point('b', 400, 0.9, 0.01)];
  expect(predictAt(points, 100.5)).toEqual({
    x: 100,
    y: 0.8,
    low: 0.78,
    high: 0.8 + 0.02,
    measured: 'a',
  });
});

test('half-way on the logarithm lies the mean, and its band holds both neighbours and their intervals', () => {
  // log-half-way of 100 and 400 is 200; own half widths average to 0.015, half the step is 0.05.
  const value = predictAt([point('a', 100, 0.8, 0.02), point('b', 400, 0.9, 0.01)], 200)!;
  expect(value.measured).toBeNull();
  expect(value.y).toBeCloseTo(0.85, 12);
  expect(value.high! - value.y).toBeCloseTo(0.015 + 0.05, 12);
  expect(value.y - value.low!).toBeCloseTo(0.015 + 0.05, 12);
});

test('the band is widest between measurements and shrinks towards them', () => {
  const points = [point('a', 100, 1), point('b', 400, 3)];
  const width = (x: number): number => predictAt(points, x)!.high! - predictAt(points, x)!.low!;
  expect(width(110)).toBeLessThan(width(200));
  expect(width(390)).toBeLessThan(width(200));
});

test('trainings that do not lie on a line widen the band of every estimate', () => {
  const straight = [point('a', 1, 0), point('b', 10, 1), point('c', 100, 2)];
  const bent = [point('a', 1, 0), point('b', 10, 1.5), point('c', 100, 2)];
  // The inner one is 0.5 off the line between its neighbours; at 10^0.5 the scatter counts in full on both sides,
  // and half the step grows from 0.5 to 0.75.
  const width = (points: SweepPoint[]): number =>
    predictAt(points, 10 ** 0.5)!.high! - predictAt(points, 10 ** 0.5)!.low!;
  expect(width(straight)).toBeCloseTo(2 * 0.5, 12);
  expect(width(bent)).toBeCloseTo(2 * (0.75 + 0.5), 12);
});

test('outside the measured range, and with one amount of compute alone, nothing is predicted', () => {
  const points = [point('a', 100, 1), point('b', 400, 3)];
  expect([predictAt(points, 50), predictAt(points, 800)]).toEqual([null, null]);
  expect(predictAt([point('a', 100, 1), point('b', 100.2, 2)], 200)).toBeNull();
  expect(sweepRange([point('a', 100, 1)])).toBeNull();
  expect(sweepRange(points)).toEqual([100, 400]);
});

test('of repetitions with the same compute the middle one stands for them', () => {
  const points = [point('a', 100, 1), point('b', 100, 5), point('c', 100, 2), point('d', 400, 3)];
  expect(predictAt(points, 100)).toMatchObject({ measured: 'c', y: 2 });
});
