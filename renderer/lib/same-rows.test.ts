import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { comparables, momentNames } from './same-rows.ts';

const run = (id: string, snapshotId: string, queuedAt: number, kind: RunSummary['kind'] = 'recipe') =>
  ({ id, snapshotId, queuedAt, kind }) as RunSummary;

test('runs on other test rows are another comparison, the newest first', () => {
  const groups = comparables([run('a', 'june', 1), run('b', 'july', 5), run('c', 'june', 9)]);
  expect(groups.map(({ snapshotId, since }) => [snapshotId, since])).toEqual([
    ['july', 5],
    ['june', 1],
  ]);
  expect(groups[1]?.runs.map(({ id }) => id)).toEqual(['a', 'c']);
});

test('while only the baselines of a new comparison are done, the one before it is shown', () => {
  const groups = comparables([run('a', 'june', 1), run('b', 'july', 5, 'constant')]);
  expect(groups.map(({ snapshotId }) => snapshotId)).toEqual(['june', 'july']);
});

test('two comparisons begun in the same minute are told apart by their seconds, others need none', () => {
  const groups = comparables([run('a', 'june', 5000), run('b', 'july', 9000), run('c', 'may', 61_000)]);
  const minute = (time: number) => `${Math.floor(time / 60_000)} min`;
  expect(momentNames(groups, minute, (time) => `${time / 1000} s`)).toEqual(['1 min', '9 s', '5 s']);
});
