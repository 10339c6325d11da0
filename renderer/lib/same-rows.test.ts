import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { comparables } from './same-rows.ts';

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
