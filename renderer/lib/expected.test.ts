import { expect, test } from 'vitest';
import type { PlannedRun } from '../../engine/contract/views.ts';
import { expectedUnder, likelySeconds, mostSeconds } from './expected.ts';

/** 100 epochs in 160 s, of which 120 s are usual, and 3 s around them. */
const planned: PlannedRun = {
  recipe: { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' },
  reason: 'plain',
  seconds: 123,
  epochSeconds: 120,
  mostEpochSeconds: 160,
  epochs: 100,
  allEpochs: 100,
};

test('without limits a training takes what was planned', () => {
  const expected = expectedUnder(planned, {});
  expect(likelySeconds(expected)).toBe(123);
  expect(mostSeconds(expected)).toBe(163);
});

test('a limit of epochs shortens the training in proportion, not what surrounds it', () => {
  const expected = expectedUnder(planned, { epochs: 15 });
  expect(likelySeconds(expected)).toBeCloseTo(3 + 120 * 0.15);
  expect(mostSeconds(expected)).toBeCloseTo(3 + 160 * 0.15);
});

test('a limit of seconds cuts what would take longer and nothing else', () => {
  expect(likelySeconds(expectedUnder(planned, { seconds: 20 }))).toBe(23);
  expect(likelySeconds(expectedUnder(planned, { seconds: 140 }))).toBe(123);
  expect(mostSeconds(expectedUnder(planned, { seconds: 140 }))).toBe(143);
  expect(likelySeconds(expectedUnder(planned, { epochs: 10, seconds: 20 }))).toBeCloseTo(3 + 12);
});

test("the project's own limit of time, by which the plan was cut, stays one", () => {
  const cut = { ...planned, seconds: 53 };
  expect(likelySeconds(expectedUnder(cut, {}))).toBe(53);
  expect(mostSeconds(expectedUnder(cut, {}))).toBe(53);
});

test('a training that nobody timed takes what was said of it', () => {
  const { recipe, reason, seconds } = planned;
  expect(mostSeconds(expectedUnder({ recipe, reason, seconds } as PlannedRun, { seconds: 20 }))).toBe(123);
});
