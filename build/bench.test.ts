import { expect, test } from 'vitest';
import { isReached } from './bench.ts';

test.each([
  ['at most 0.5', 0.5, true],
  ['at most 0.5', 0.51, false],
  ['below 1', 1, false],
  ['at least 2', 2, true],
  ['above 1', 1, false],
  ['for information', 9, null],
])('%s with a ratio of %d: %s', (target, ratio, reached) => expect(isReached({ target, ratio })).toBe(reached));

test('what the benchmark itself says counts', () =>
  expect(isReached({ target: 'at most 1', ratio: 9, reached: true })).toBe(true));
