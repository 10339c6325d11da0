import { expect, test } from 'vitest';
import type { PlannedRun } from '../../engine/contract/views.ts';
import { limitedSeconds } from './limited-seconds.ts';

/** 100 epochs in 120 s, and 3 s around them. */
const planned: PlannedRun = {
  recipe: { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' },
  reason: 'plain',
  seconds: 123,
  epochSeconds: 120,
  epochs: 100,
};

test('without limits a training takes what was planned', () => {
  expect(limitedSeconds(planned, {})).toBe(123);
});

test('a limit of epochs shortens the training in proportion, not what surrounds it', () => {
  expect(limitedSeconds(planned, { epochs: 15 })).toBeCloseTo(3 + 120 * 0.15);
});

test('a limit of seconds cuts what would take longer and nothing else', () => {
  expect(limitedSeconds(planned, { seconds: 20 })).toBe(23);
  expect(limitedSeconds(planned, { seconds: 500 })).toBe(123);
  expect(limitedSeconds(planned, { epochs: 10, seconds: 20 })).toBeCloseTo(3 + 12);
});
