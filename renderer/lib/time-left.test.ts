import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Progress } from '../state/runs.svelte.ts';
import { liveSecondsLeft } from './time-left.ts';

const run = (id: string, state: RunSummary['state'], kind: RunSummary['kind'] = 'recipe'): RunSummary => ({
  id,
  state,
  kind,
  projectId: 'p',
  snapshotId: null,
  recipe: { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' },
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
  // Half done with 30 s left: 60 s in all against 20 s planned, three times as long; 10 s planned become 30 s.
  const planned = (one: RunSummary): number => (one.id === 'a' ? 20 : 10);
  expect(liveSecondsLeft([run('a', 'running'), run('b', 'waiting')], () => at(0.5, 30), planned)).toBeCloseTo(30 + 30);
});

test('nothing is promised before the run at work can be believed', () => {
  expect(
    liveSecondsLeft(
      [run('a', 'running')],
      () => at(0.1, null),
      () => 10,
    ),
  ).toBeNull();
  expect(
    liveSecondsLeft(
      [run('a', 'waiting')],
      () => undefined,
      () => 10,
    ),
  ).toBeNull();
});

test('without a plan, a run that waits is taken to be as long as the one at work', () => {
  expect(
    liveSecondsLeft(
      [run('a', 'running'), run('b', 'waiting'), run('c', 'waiting', 'constant')],
      () => at(0.5, 30),
      () => null,
    ),
  ).toBeCloseTo(90);
});
