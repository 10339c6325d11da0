import { expect, test } from 'vitest';
import { createRunControl } from './control.ts';
import { createTimeLeft } from './time-left.ts';

test('an hour of sleep in the middle of a step is no time of the training, and the time left is what it was', () => {
  const control = createRunControl();
  const timeLeft = createTimeLeft();
  for (let i = 0; i < 100; i++) timeLeft.step(control.worked(50));
  const before = timeLeft.seconds(1000, 0)!;
  expect(before).toBeCloseTo(50, 6);
  timeLeft.step(control.worked(3_600_050));
  expect(timeLeft.seconds(1000, 0)).toBeCloseTo(before, 6);
  expect(control.waited).toBeCloseTo(3_600_000, 6);
});

test('the first step, which prepares much, hides no sleep after it', () => {
  const control = createRunControl();
  expect(control.worked(4000)).toBe(4000);
  for (let i = 0; i < 60; i++) control.worked(50);
  expect(control.worked(60_050)).toBeLessThan(100);
});

test('a PC that has become slow is believed: the second slow step counts', () => {
  const control = createRunControl();
  for (let i = 0; i < 10; i++) control.worked(50);
  control.worked(12_000);
  expect(control.worked(12_000)).toBe(12_000);
  expect(control.waited).toBeCloseTo(11_950, 6);
});

test('a slow step is a step, however slow beside the others, as long as it is short', () => {
  const control = createRunControl();
  for (let i = 0; i < 10; i++) control.worked(5);
  expect(control.worked(9000)).toBe(9000);
  expect(control.waited).toBe(0);
});

test('long steps are no sleep where they are usual', () => {
  const control = createRunControl();
  for (let i = 0; i < 5; i++) expect(control.worked(20_000)).toBe(20_000);
});
