import { expect, test } from 'vitest';
import { rowNumbers } from './row-numbers.ts';

test('without removed rows both numbers are the same', () => {
  const { read, kept } = rowNumbers([]);
  expect([0, 7, 1000].map(read)).toEqual([0, 7, 1000]);
  expect([0, 7, 1000].map(kept)).toEqual([0, 7, 1000]);
});

test('a removed row has no place any more; every other row is found again from its place', () => {
  const removed = [9, 2, 3, 3, 0];
  const { read, kept } = rowNumbers(removed);
  const left = [1, 4, 5, 6, 7, 8, 10, 11];
  expect(left.map(kept)).toEqual(left.map((_, place) => place));
  expect(left.map((_, place) => read(place))).toEqual(left);
  expect(removed.map(kept)).toEqual(removed.map(() => -1));
});
