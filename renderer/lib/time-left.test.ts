import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Progress } from '../state/runs.svelte.ts';
import { secondsLeft } from './time-left.ts';

const run = (id: string, state: RunSummary['state'], kind: RunSummary['kind'] = 'recipe'): RunSummary => ({
  id,
  state,
  kind,
  projectId: 'p',
  snapshotId: null,
  recipe: {
    sharing: 'hard',
    weighting: 'equal',
    schedule: 'joint',
    search: 'none',
  },
  seed: 1,
  queuedAt: 0,
  startedAt: null,
  endedAt: null,
  epochs: 0,
  failure: null,
  result: null,
  decision: null,
});
const at = (share: number, secondsLeft: number | null): Progress => ({
  runId: 'a',
  state: 'running',
  phase: 'training',
  epoch: 1,
  epochs: 10,
  share,
  secondsLeft,
  device: null,
  last: null,
});

test('runs that wait take as much longer than planned as the run at work does', () => {
  // Half done with 30 s left: 60 s for all epochs, of which 36 s are usual, against 18 s planned: twice as long.
  // Of the run at work 6 s are then usual, at least a quarter of 30 s = 7.5 s; halfway to 30 s: 18.75 s.
  const planned = (one: RunSummary): number => (one.id === 'a' ? 18 : 10);
  const left = secondsLeft([run('a', 'running'), run('b', 'waiting')], () => at(0.5, 30), planned);
  expect(left.present).toBeCloseTo(18.75);
  expect(left.all).toBeCloseTo(18.75 + 20);
});

test('towards its end a run is believed by its own report', () => {
  const left = secondsLeft(
    [run('a', 'running')],
    () => at(0.97, 4),
    () => 100,
  );
  expect(left.all).toBe(4);
});

test('before the run at work reports a time, its plan is believed', () => {
  const left = secondsLeft(
    [run('a', 'running'), run('b', 'waiting')],
    (one) => (one.id === 'a' ? at(0.25, null) : undefined),
    () => 20,
  );
  expect(left.all).toBeCloseTo(15 + 20);
});

test('nothing is promised without a plan and without a report', () => {
  const left = secondsLeft(
    [run('a', 'running')],
    () => at(0.1, null),
    () => null,
  );
  expect(left.all).toBeNull();
});

test('without a plan, a run that waits is taken to be as long as the one at work', () => {
  const batch = [run('a', 'running'), run('b', 'waiting'), run('c', 'waiting', 'constant')];
  const left = secondsLeft(
    batch,
    () => at(0.5, 30),
    () => null,
  );
  // The run that waits: 60 % of 60 s.
  expect(left.all! - left.present!).toBeCloseTo(36);
});
