import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { breathe } from '../base/breath.ts';
import { Refusal } from '../contract/errors.ts';
import type { RunState } from '../contract/runs.ts';
import { openStore, type Store } from '../store/open.ts';
import { document, result, summary } from '../store/testing/records.ts';
import { artifactNames } from './job-store.ts';
import { createQueue, type Execute, type Queue } from './queue.ts';

let folder: string;
let store: Store;
let projectId: string;
let seen: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-queue-'));
  store = openStore(folder);
  projectId = store.projects.create('研削', document());
  seen = [];
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function queueOf(execute: Execute): Queue {
  return createQueue({
    store: store.jobs,
    emit: (event, value) => {
      if (event === 'run.changed') seen.push(`${(value as { id: string }).id} ${(value as { state: RunState }).state}`);
    },
    execute,
    settled: async () => {},
  });
}

const queued = (...ids: string[]) =>
  ids.map((id, i) => ({ document: document(), summary: summary(id, projectId, { queuedAt: 1000 + i }) }));
const stateOf = (id: string): RunState => store.jobs.readRun(id).summary.state;

/** A run that lasts until told, or until it is stopped or aborted. */
function untilTold() {
  const ends = new Map<string, () => void>();
  const execute: Execute = async (run, { signal, control }) => {
    await new Promise<void>((resolve, reject) => {
      ends.set(run.summary.id, resolve);
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      const stop = control.stopAndKeep;
      Object.assign(control, { stopAndKeep: () => (stop(), resolve()) });
    });
    return result;
  };
  return { execute, end: (id: string) => ends.get(id)!() };
}

test('runs go one after another in the order they were asked for', async () => {
  const order: string[] = [];
  const queue = queueOf(async (run) => (order.push(run.summary.id), result));
  queue.add(queued('first', 'second', 'third'));
  await queue.idle();
  expect(order).toEqual(['first', 'second', 'third']);
  expect(order.map(stateOf)).toEqual(['completed', 'completed', 'completed']);
  expect(seen.filter((line) => line.startsWith('second'))).toEqual([
    'second waiting',
    'second running',
    'second completed',
  ]);
});

test('a waiting run that is paused is passed over and goes on when resumed', async () => {
  const { execute, end } = untilTold();
  const queue = queueOf(execute);
  queue.add(queued('first', 'second'));
  queue.control('second', 'pause');
  end('first');
  await queue.idle();
  expect(stateOf('second')).toBe('paused');
  queue.control('second', 'resume');
  await expect.poll(() => stateOf('second')).toBe('running');
  end('second');
  await queue.idle();
  expect(stateOf('second')).toBe('completed');
});

test('cancel ends the run at work and the next one begins', async () => {
  const { execute, end } = untilTold();
  const queue = queueOf(execute);
  queue.add(queued('first', 'second'));
  queue.control('first', 'cancel');
  await expect.poll(() => stateOf('second')).toBe('running');
  expect(stateOf('first')).toBe('cancelled');
  expect(store.jobs.readRun('first').summary.result).toBeNull();
  end('second');
  await queue.idle();
});

test('a run that is cancelled while it is compared keeps nothing of what it had written', async () => {
  const queue = createQueue({
    store: store.jobs,
    emit: () => {},
    execute: async (run) => {
      for (const name of artifactNames) store.jobs.saveArtifact(run.summary.id, name, Uint8Array.of(1));
      store.jobs.saveArtifact(run.summary.id, 'onnx 1', Uint8Array.of(1));
      return result;
    },
    settled: async (run, signal) => {
      expect(store.jobs.readRun(run.summary.id).summary.result).toEqual(result);
      queue.control(run.summary.id, 'cancel');
      await breathe(signal);
    },
  });
  queue.add(queued('first'));
  await queue.idle();
  expect(stateOf('first')).toBe('cancelled');
  expect(store.jobs.readRun('first').summary.result).toBeNull();
  for (const name of [...artifactNames, 'onnx 1'] as const) expect(store.jobs.readArtifact('first', name)).toBeNull();
});

test('stop and keep gives a result; pause shows and resume takes it back', async () => {
  const queue = queueOf(untilTold().execute);
  queue.add(queued('first'));
  expect(queue.control('first', 'pause').state).toBe('paused');
  expect(queue.control('first', 'resume').state).toBe('running');
  queue.control('first', 'stop-and-keep');
  await queue.idle();
  expect(stateOf('first')).toBe('stopped');
  expect(store.jobs.readRun('first').summary.result).toEqual(result);
});

test('a refusal fails its run with code and facts, and only that run', async () => {
  const queue = queueOf(async (run) => {
    if (run.summary.id === 'first') throw new Refusal('run.out-of-time', { seconds: 60 });
    return result;
  });
  queue.add(queued('first', 'second'));
  await queue.idle();
  expect(store.jobs.readRun('first').summary.failure).toEqual({ code: 'run.out-of-time', facts: { seconds: 60 } });
  expect(stateOf('second')).toBe('completed');
});

test('what was at work when the engine closed is resumed by the next one; what was paused stays paused', async () => {
  const first = queueOf(untilTold().execute);
  first.add(queued('at work', 'held', 'waiting'));
  first.control('held', 'pause');
  await first.close();
  expect(stateOf('at work')).toBe('interrupted');

  const order: string[] = [];
  const second = queueOf(async (run) => (order.push(run.summary.id), result));
  second.resumeInterrupted();
  await second.idle();
  expect(order).toEqual(['at work', 'waiting']);
  expect(stateOf('held')).toBe('paused');
});

test('a run that is cancelled before it goes on leaves no checkpoint behind', async () => {
  const first = queueOf(untilTold().execute);
  first.add(queued('at work'));
  store.jobs.saveArtifact('at work', 'checkpoint', Uint8Array.of(1));
  await first.close();
  queueOf(async () => result).control('at work', 'cancel');
  expect(stateOf('at work')).toBe('cancelled');
  expect(store.jobs.readArtifact('at work', 'checkpoint')).toBeNull();
});

test('a finished run cannot be paused', async () => {
  const queue = queueOf(async () => result);
  queue.add(queued('first'));
  await queue.idle();
  expect(() => queue.control('first', 'pause')).toThrow(Refusal);
});

const noSpace = (): Error => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

test('on a full drive the run pauses with its checkpoint and says why, and nothing else begins until it is resumed', async () => {
  let isFull = true;
  const order: string[] = [];
  const queue = queueOf(async (run) => {
    order.push(run.summary.id);
    if (isFull) throw noSpace();
    return result;
  });
  queue.add(queued('first', 'second'));
  store.jobs.saveArtifact('first', 'checkpoint', Uint8Array.of(1));
  await expect.poll(() => stateOf('first')).toBe('paused');
  expect(store.jobs.readRun('first').summary.failure).toEqual({ code: 'disk.full', facts: {} });
  expect(store.jobs.readArtifact('first', 'checkpoint')).toEqual(Uint8Array.of(1));
  await breathe();
  expect(stateOf('second')).toBe('waiting');
  expect(order).toEqual(['first']);

  isFull = false;
  expect(queue.control('first', 'resume').failure).toBeNull();
  await queue.idle();
  expect(order).toEqual(['first', 'first', 'second']);
  expect([stateOf('first'), stateOf('second')]).toEqual(['completed', 'completed']);
});

test('what a full drive held up goes on when the program is started again', async () => {
  const first = queueOf(async () => Promise.reject(noSpace()));
  first.add(queued('first'));
  await expect.poll(() => stateOf('first')).toBe('paused');
  await first.close();
  const second = queueOf(async () => result);
  second.resumeInterrupted();
  await second.idle();
  expect(store.jobs.readRun('first').summary).toMatchObject({ state: 'completed', failure: null });
});

test('a drive so full that not even the pause can be recorded: the window is told, and the run goes on later', async () => {
  let isFull = false;
  const full = {
    ...store.jobs,
    updateRun: (...[id, changes]: Parameters<typeof store.jobs.updateRun>) => {
      if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      return store.jobs.updateRun(id, changes);
    },
  };
  const queue = createQueue({
    store: full,
    emit: (_, value) => seen.push((value as { state: RunState }).state),
    execute: async () => {
      if (seen.includes('paused')) return result;
      isFull = true;
      throw noSpace();
    },
    settled: async () => {},
  });
  queue.add(queued('first'));
  await expect.poll(() => seen.at(-1)).toBe('paused');
  expect(() => queue.control('first', 'resume')).toThrow('full');
  isFull = false;
  queue.control('first', 'resume');
  await queue.idle();
  expect(stateOf('first')).toBe('completed');
});

test('stop and keep after a restart keeps what was learned: the run is taken up once more, to end at once', async () => {
  const first = queueOf(untilTold().execute);
  first.add(queued('at work'));
  first.control('at work', 'pause');
  await first.close();
  store.jobs.updateRun('at work', { state: 'paused' }); // killed while it was paused
  const second = queueOf(async (_, { control }) => {
    expect(control.stopping).toBe(true);
    return result;
  });
  second.control('at work', 'stop-and-keep');
  await second.idle();
  expect(stateOf('at work')).toBe('stopped');
  expect(store.jobs.readRun('at work').summary.result).toEqual(result);
});

test('a run that is paused when the program is closed stays paused', async () => {
  const first = queueOf(untilTold().execute);
  first.add(queued('held', 'next'));
  first.control('held', 'pause');
  await first.close();
  expect(stateOf('held')).toBe('paused');
  const order: string[] = [];
  const second = queueOf(async (run) => (order.push(run.summary.id), result));
  second.resumeInterrupted();
  await second.idle();
  expect(order).toEqual(['next']);
});
