import { expect, test } from 'vitest';
import type { RunResult, RunSummary } from '../../engine/contract/runs.ts';
import type { Progress } from '../state/runs.svelte.ts';
import type { Expected } from './expected.ts';
import { isOpen, secondsLeft } from './time-left.ts';

const run = (id: string, state: RunSummary['state'], more: Partial<RunSummary> = {}): RunSummary => ({
  id,
  state,
  kind: 'recipe',
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
  ...more,
});
const done = (id: string, trainSeconds: number, epochs: number, endedAt: number, more = {}): RunSummary =>
  run(id, 'completed', { endedAt, result: { trainSeconds, epochs, ...more } as RunResult });

const at = (share: number, secondsLeft: number | null, mostSecondsLeft = secondsLeft): Progress => ({
  runId: 'a',
  state: 'running',
  phase: 'training',
  epoch: 1,
  epochs: 100,
  share,
  secondsLeft,
  mostSecondsLeft,
  device: null,
  last: null,
});

/** 100 epochs in 40 s, three quarters of them usual, and nothing around them. */
const plan: Expected = { around: 0, usual: 30, most: 40, epochs: 100, allEpochs: 100, limit: null };

test('the run at work is believed by its own report', () => {
  const left = secondsLeft(
    [run('a', 'running')],
    () => at(0.5, 20, 50),
    () => plan,
  );
  expect(left.present).toEqual({ likely: 20, most: 50 });
  expect(left.all).toEqual({ likely: 20, most: 50 });
});

test('runs that wait take as much longer than planned as the run at work does', () => {
  // Half done with 30 s left: 30 s were spent, and 50 s more were it to go on to the end: 80 s against 40 s planned.
  const left = secondsLeft(
    [run('a', 'running'), run('b', 'waiting')],
    () => at(0.5, 30, 50),
    () => plan,
  );
  expect(left.all!.likely).toBeCloseTo(30 + 2 * 30);
  expect(left.all!.most).toBeCloseTo(50 + 2 * 40);
});

test('a machine that has become faster or slower counts by what it did last', () => {
  // 100 epochs took 160 s, four times as long as planned; then they took 40 s: 4 ** 1/3, between the two and nearer to the last.
  const left = secondsLeft(
    [done('b', 40, 100, 2), done('a', 160, 100, 1), run('c', 'waiting')],
    () => undefined,
    () => plan,
  );
  expect(left.all!.most).toBeCloseTo(40 * 4 ** (1 / 3));
});

test('a run that ended early says where others end, not how fast they are', () => {
  // A quarter of the epochs in a quarter of the time of all: as fast as planned. The next one is taken to end
  // between that and what is usual: at half of its epochs.
  const left = secondsLeft(
    [done('a', 10, 25, 1), run('b', 'waiting')],
    () => undefined,
    () => plan,
  );
  expect(left.all!.likely).toBeCloseTo(20);
  expect(left.all!.most).toBeCloseTo(40);
});

test('a run that was ended because it could not win says nothing of where others end', () => {
  const left = secondsLeft(
    [done('a', 10, 25, 1, { endedBecause: 'cannot-win' }), run('b', 'waiting')],
    () => undefined,
    () => plan,
  );
  expect(left.all!.likely).toBeCloseTo(30);
});

test('a limit of time holds on a slow machine too: for each training, and for all of them', () => {
  const batch = [done('a', 400, 100, 1), run('b', 'waiting'), run('c', 'waiting')];
  const each = secondsLeft(
    batch,
    () => undefined,
    () => ({ ...plan, around: 2, limit: 50 }),
  );
  expect(each.all).toEqual({ likely: 2 * 52, most: 2 * 52 });
  // Of 420 s 400 are spent; around each of the two come 2 s.
  const all = secondsLeft(
    batch,
    () => undefined,
    () => ({ ...plan, around: 2 }),
    420,
  );
  expect(all.all).toEqual({ likely: 24, most: 24 });
});

test('what surrounds a training is taken from those that ended; one that was paused does not count', () => {
  // 40 s of training in 47 s by the clock, and in 600 s.
  const first = { ...done('a', 40, 100, 47_000), startedAt: 0 };
  const paused = { ...done('b', 40, 100, 647_000), startedAt: 47_000 };
  const left = secondsLeft(
    [first, paused, run('c', 'waiting')],
    () => undefined,
    () => plan,
  );
  expect(left.all!.most).toBeCloseTo(40 + 7);
});

test('a reference learner that is trained like a network counts', () => {
  const left = secondsLeft(
    [run('a', 'running', { kind: 'reference' }), run('b', 'waiting')],
    () => at(0.5, 20, 25),
    () => plan,
  );
  expect(left.present).toEqual({ likely: 20, most: 25 });
  expect(left.all).toEqual({ likely: 20 + 30, most: 25 + 40 });
});

test('before the run at work reports a time, its plan is believed', () => {
  const left = secondsLeft(
    [run('a', 'running'), run('b', 'waiting')],
    (one) => (one.id === 'a' ? at(0.25, null) : undefined),
    () => plan,
  );
  expect(left.all!.likely).toBeCloseTo(0.75 * 30 + 30);
});

test('nothing is promised without a plan and without a report', () => {
  const left = secondsLeft(
    [run('a', 'running')],
    () => at(0.1, null),
    () => null,
  );
  expect(left.all).toBeNull();
});

test('without a plan, a run that waits is taken to be as long as the one at work; baselines take no time', () => {
  const batch = [run('a', 'running'), run('b', 'waiting'), run('c', 'waiting', { kind: 'constant' })];
  const left = secondsLeft(
    batch,
    () => at(0.5, 30, 60),
    () => null,
  );
  expect(left.all!.likely - left.present!.likely).toBeCloseTo(60);
  expect(left.all!.most - left.present!.most).toBeCloseTo(90);
});

test('what a training takes at most is told where it is well above what is likely', () => {
  expect(isOpen({ likely: 60, most: 70 })).toBe(false);
  expect(isOpen({ likely: 60, most: 90 })).toBe(true);
});

test('everything does not end before what is at work, whatever is left of the limit for all by its count', () => {
  // 100 s for all, 95 of them spent, and the last training says that it takes 30 s more: it knows its own limit.
  const left = secondsLeft(
    [done('a', 95, 100, 1), run('b', 'running')],
    () => at(0, 30, 30),
    () => plan,
    100,
  );
  expect(left.present!.likely).toBeCloseTo(30);
  expect(left.all!.likely).toBeCloseTo(30);
});
