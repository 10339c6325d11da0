import { expect, test } from 'vitest';
import { bestPositions, differingKeys, sortedBy } from './comparing.ts';

test('only settings that differ are named, and a missing one counts as different', () => {
  expect(
    differingKeys([
      { sharing: 'a', lambda: '1' },
      { sharing: 'a', lambda: '2' },
    ]),
  ).toEqual(['lambda']);
  expect(differingKeys([{ sharing: 'a' }, { sharing: 'a', lambda: '1' }])).toEqual(['lambda']);
  expect(differingKeys([{ sharing: 'a' }])).toEqual([]);
});

test('the best value is marked in its own direction, all of them when they tie', () => {
  expect(bestPositions([0.3, 0.1, null, 0.1], false)).toEqual(new Set([1, 3]));
  expect(bestPositions([0.3, 0.1, null], true)).toEqual(new Set([0]));
});

test('a value that stands alone is not called the best', () => {
  expect(bestPositions([null, 0.4, null], true)).toEqual(new Set());
});

test('runs without a value stand last in both directions, and equal ones keep their order', () => {
  const runs = [
    { id: 'a', mae: null },
    { id: 'b', mae: 2 },
    { id: 'c', mae: 1 },
    { id: 'd', mae: 2 },
  ];
  const ids = (descending: boolean): string =>
    sortedBy(runs, (run) => run.mae, descending)
      .map((run) => run.id)
      .join('');
  expect(ids(false)).toBe('cbda');
  expect(ids(true)).toBe('bdca');
});
