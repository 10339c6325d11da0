import { expect, test } from 'vitest';
import type { JobStore, QueuedRun } from './job-store.ts';
import { secondsLeftFor } from './total-time.ts';

const queuedAt = 1000;
const run = (id: string, sharing: string, kind = 'recipe') =>
  ({ id, projectId: 'p', kind, state: 'waiting', queuedAt, startedAt: null, recipe: { sharing } }) as never;

/** Of this comparison, seconds for the run at this place; nothing has begun, so all of the limit is left. */
function secondsOf(place: number, runs: readonly never[], totalSeconds: number | undefined): number | null {
  const store = { listRuns: () => runs } as unknown as JobStore;
  return secondsLeftFor(
    { summary: runs[place]!, document: { budget: { totalSeconds } } } as unknown as QueuedRun,
    store,
  );
}

test('the separate models get two shares of the time, every other training one', () => {
  const runs = [run('twins', 'single-task'), run('equal', 'hard'), run('soft', 'trace-norm')];
  // 60 s are 2 + 1 + 1 shares; the clock goes on while it is read.
  expect(secondsOf(0, runs, 60)).toBeCloseTo(30, 0);
  expect(secondsOf(1, runs, 60)).toBeCloseTo(15, 0);
  expect(secondsOf(1, runs.slice(0, 2), 60)).toBeCloseTo(20, 0);
  expect(secondsOf(0, runs, undefined)).toBeNull();
});

test('a baseline gets a moment whatever is left, a training that would say nothing is left out', () => {
  expect(secondsOf(0, [run('reference', 'hard', 'reference'), run('equal', 'hard')], 1)).toBe(1);
  expect(() => secondsOf(0, [run('a', 'hard'), run('b', 'hard')], 3)).toThrow('run.out-of-time');
});
