// The queue: one run at a time, in the order they were asked for. Its truth is in the store, so that
// a dead engine finds its runs again; in memory it only knows who is at work.

import { timestamp } from '../base/clock.ts';
import { log } from '../base/log.ts';
import { Refusal, toFailure } from '../contract/errors.ts';
import type { RunResult, RunState, RunSummary } from '../contract/runs.ts';
import { createRunControl, type RunControl } from '../training/control.ts';
import { artifactNames } from './job-store.ts';
import type { JobStore, QueuedRun, RunChanges } from './job-store.ts';
import type { Emit, RunAction } from './jobs.ts';

/** How the run at work is steered: the buttons, and the end of all things. */
export interface Steering {
  readonly signal: AbortSignal;
  readonly control: RunControl;
}

/** What carries out one run. */
export type Execute = (run: QueuedRun, steering: Steering) => Promise<RunResult>;

export interface Queue {
  add(runs: readonly QueuedRun[]): void;
  control(runId: string, action: RunAction): RunSummary;
  resumeInterrupted(): void;
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Active {
  readonly id: string;
  readonly abort: AbortController;
  readonly control: RunControl;
}

/** A run over which this many engines died without an epoch in between would take the next one with it, too. */
const mostDeaths = 3;

const ended: readonly RunState[] = ['completed', 'stopped', 'cancelled', 'failed'];

interface QueueTools {
  readonly store: JobStore;
  readonly emit: Emit;
  readonly execute: Execute;
  /** Called after a run has its result, before the next begins: comparisons are made here. */
  readonly settled: (run: QueuedRun, signal: AbortSignal) => Promise<void>;
}

export function createQueue({ store, emit, execute, settled }: QueueTools): Queue {
  let active: Active | null = null;
  let closing = false;
  // Nothing new begins on a drive that is full or fails until somebody asks for it.
  let held = false;
  /** Runs that are to end where their checkpoint is. */
  const toKeep = new Set<string>();
  let finished: Promise<void> = Promise.resolve();
  let whenIdle: (() => void)[] = [];

  function change(runId: string, changes: RunChanges): RunSummary {
    const summary = store.updateRun(runId, changes);
    emit('run.changed', summary);
    return summary;
  }

  function cancelled(runId: string): RunSummary {
    // Also what a run cancelled while it was judged had written by then: half a result is none.
    const summary = change(runId, { state: 'cancelled', endedAt: timestamp(), result: null, failure: null });
    store.deleteArtifacts(runId, artifactNames);
    return summary;
  }

  function next(): QueuedRun | undefined {
    return store.unfinishedRuns().find((run) => run.summary.state === 'waiting');
  }

  function pump(): void {
    if (active !== null || closing) return;
    const run = held ? undefined : next();
    if (run === undefined) {
      const waiting = whenIdle;
      whenIdle = [];
      for (const resolve of waiting) resolve();
      return;
    }
    active = { id: run.summary.id, abort: new AbortController(), control: createRunControl() };
    if (toKeep.delete(run.summary.id)) active.control.stopAndKeep();
    finished = carryOut(run, active)
      .catch((error: unknown) => {
        // The store itself fails: whatever comes next would fail alike, at once and for ever.
        held = true;
        log(`Run ${run.summary.id} could not be recorded.`, error);
      })
      .then(() => {
        active = null;
        pump();
      });
  }

  async function carryOut(run: QueuedRun, at: Active): Promise<void> {
    const { id } = run.summary;
    try {
      change(id, { state: 'running', ...(run.summary.startedAt === null ? { startedAt: timestamp() } : {}) });
      const result = await execute(run, { signal: at.abort.signal, control: at.control });
      // The result first, the end last: an engine that dies in between finds the run unfinished and repeats this.
      store.updateRun(id, { result, epochs: result.epochs });
      await settled(run, at.abort.signal);
      change(id, { state: at.control.stopping ? 'stopped' : 'completed', endedAt: timestamp() });
      store.deleteArtifacts(id, ['checkpoint']);
    } catch (error) {
      // Who paused it wants it paused after the next start, too.
      if (closing) return void change(id, { state: at.control.paused ? 'paused' : 'interrupted' });
      const { code, facts } = toFailure(error);
      if (code === 'cancelled') return void cancelled(id);
      if (code === 'disk.full') return hold(run.summary, { code, facts: { ...facts } });
      if (code === 'bug') log(`Run ${id} failed.`, error);
      change(id, { state: 'failed', endedAt: timestamp(), failure: { code, facts: { ...facts } } });
    }
  }

  /** The run pauses and keeps its last checkpoint; when resumed it goes on from there. */
  function hold(run: RunSummary, failure: NonNullable<RunSummary['failure']>): void {
    held = true;
    log(`Run ${run.id} pauses: ${failure.code}.`);
    try {
      change(run.id, { state: 'paused', failure });
    } catch (error) {
      // Not even room for that: the record says `running`, which the next start takes up again.
      log(`Run ${run.id} could not be recorded as paused.`, error);
      emit('run.changed', { ...store.readRun(run.id).summary, state: 'paused', failure });
    }
  }

  /** What an action means for a run that nobody is at work on: it has not begun, or an engine died over it. */
  function controlWaiting(run: RunSummary, action: RunAction): RunSummary {
    if (action === 'pause') return change(run.id, { state: 'paused' });
    // What it learned before is in its checkpoint: it is taken up once more, to be judged and kept.
    const keeps = action === 'stop-and-keep' && run.startedAt !== null;
    if (action !== 'resume' && !keeps) return cancelled(run.id);
    if (keeps) toKeep.add(run.id);
    const summary = change(run.id, { state: 'waiting', failure: null });
    held = false;
    pump();
    return summary;
  }

  function controlActive(at: Active, action: RunAction): RunSummary {
    if (action === 'cancel') {
      at.abort.abort();
      return store.readRun(at.id).summary;
    }
    if (action === 'pause') at.control.pause();
    if (action === 'resume') at.control.resume();
    if (action === 'stop-and-keep') at.control.stopAndKeep();
    return change(at.id, { state: at.control.paused ? 'paused' : 'running' });
  }

  return {
    add(runs) {
      for (const run of runs) {
        store.insertRun(run);
        emit('run.changed', run.summary);
      }
      held = false;
      pump();
    },
    control(runId, action) {
      if (active?.id === runId) return controlActive(active, action);
      const { summary } = store.readRun(runId);
      if (ended.includes(summary.state)) throw new Refusal('run.not-active', {});
      return controlWaiting(summary, action);
    },
    resumeInterrupted() {
      for (const { summary } of store.unfinishedRuns()) {
        // A run that was paused when the engine died stays paused: the person did not ask it to go on. One that
        // a full drive held up asked nobody either.
        const wasHeld = summary.state === 'paused' && summary.failure !== null;
        if (summary.state === 'running' && store.noteDeath(summary.id) >= mostDeaths)
          change(summary.id, {
            state: 'failed',
            endedAt: timestamp(),
            failure: { code: 'run.engine-died', facts: { times: mostDeaths } },
          });
        else if (wasHeld || summary.state === 'running' || summary.state === 'interrupted')
          change(summary.id, { state: 'waiting', failure: null });
      }
      pump();
    },
    idle() {
      if (active === null && (held || next() === undefined)) return Promise.resolve();
      return new Promise((resolve) => whenIdle.push(resolve));
    },
    async close() {
      closing = true;
      active?.abort.abort();
      await finished;
    },
  };
}
