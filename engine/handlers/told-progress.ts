// The last progress told of each run that lives, for a window that opens or reloads in the middle: a paused
// training tells nothing more by itself.

import type { EventName, Events } from '../contract/events.ts';
import type { RunProgress, RunState } from '../contract/runs.ts';

const over: readonly RunState[] = ['completed', 'stopped', 'cancelled', 'failed'];

export interface ToldProgress {
  /** To be called with every event. */
  hear<E extends EventName>(event: E, value: Events[E]): void;
  /** Null where nothing was told yet, or the run is over. */
  of(runId: string): RunProgress | null;
}

export function toldProgress(): ToldProgress {
  const told = new Map<string, RunProgress>();
  return {
    hear(event, value) {
      if (event === 'run.progress') {
        const progress = value as Events['run.progress'];
        told.set(progress.runId, progress);
      } else if (event === 'run.changed') {
        const { id, state } = value as Events['run.changed'];
        if (over.includes(state)) told.delete(id);
      }
    },
    of: (runId) => told.get(runId) ?? null,
  };
}
