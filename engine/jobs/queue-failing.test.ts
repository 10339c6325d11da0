// What the queue does where work cannot go on: engines that die over a run, a store that cannot be written.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunState } from '../contract/runs.ts';
import { openStore, type Store } from '../store/open.ts';
import { document, result, summary } from '../store/testing/records.ts';
import type { JobStore } from './job-store.ts';
import { createQueue, type Execute, type Queue } from './queue.ts';

let folder: string;
let store: Store;
let projectId: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-failing-'));
  store = openStore(folder);
  projectId = store.projects.create('研削', document());
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const queueOf = (execute: Execute, jobs: JobStore = store.jobs): Queue =>
  createQueue({ store: jobs, emit: () => {}, execute, settled: async () => {} });
const queued = (id: string) => ({ document: document(), summary: summary(id, projectId) });
const stateOf = (id: string): RunState => store.jobs.readRun(id).summary.state;

test('a run over which three engines died without an epoch is given up in words, and the next one begins', async () => {
  store.jobs.insertRun(queued('deadly'));
  store.jobs.insertRun(queued('next'));
  const order: string[] = [];
  /** Starts as after a death: what was at work is still recorded as running. */
  const startAfterDeath = async (): Promise<void> => {
    store.jobs.updateRun('deadly', { state: 'running' });
    const queue = queueOf(async (run) => {
      order.push(run.summary.id);
      // The engine is gone before this is over.
      return run.summary.id === 'deadly' ? new Promise<never>(() => {}) : result;
    });
    queue.resumeInterrupted();
    await expect.poll(() => order.length).toBeGreaterThan(0);
  };
  await startAfterDeath();
  await startAfterDeath();
  expect(order).toEqual(['deadly', 'deadly']);
  await startAfterDeath();
  await expect.poll(() => stateOf('next')).toBe('completed');
  expect(order).toEqual(['deadly', 'deadly', 'next']);
  expect(store.jobs.readRun('deadly').summary.failure).toEqual({ code: 'run.engine-died', facts: { times: 3 } });
});

test('a store that can no longer be written ends the work instead of trying for ever; the next wish tries again', async () => {
  let fails = true;
  const broken = {
    ...store.jobs,
    updateRun: (...[id, changes]: Parameters<typeof store.jobs.updateRun>) => {
      if (fails) throw new Error('disk I/O error');
      return store.jobs.updateRun(id, changes);
    },
  };
  const queue = queueOf(async () => result, broken);
  queue.add([queued('first')]);
  await queue.idle();
  expect(stateOf('first')).toBe('waiting');
  fails = false;
  queue.add([queued('second')]);
  await queue.idle();
  expect([stateOf('first'), stateOf('second')]).toEqual(['completed', 'completed']);
});
