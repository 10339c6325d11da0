import { expect, test } from 'vitest';
import { Countdown } from './countdown.ts';

test('between estimates the time left goes down like a clock', () => {
  const countdown = new Countdown();
  expect(countdown.next(60, 0)).toBe(60);
  expect(countdown.next(null, 10)).toBe(50);
});

test('a newer estimate is approached without a jump', () => {
  const countdown = new Countdown();
  countdown.next(60, 0);
  const soon = countdown.next(120, 1)!;
  expect(soon).toBeGreaterThan(59);
  expect(soon).toBeLessThan(75);
  let late = soon;
  for (let second = 2; second <= 60; second++) late = countdown.next(120, second)!;
  // Each second counts 1 down and makes up for a share of the difference: settled, it lags by less than 6.
  expect(late).toBeGreaterThan(114);
});

test('a pause takes nothing off the time left', () => {
  const countdown = new Countdown();
  countdown.next(60, 0);
  countdown.hold(100);
  expect(countdown.next(null, 101)).toBe(59);
});
