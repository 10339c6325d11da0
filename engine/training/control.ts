// The buttons of a running training: pause, resume, stop and keep. Cancelling is an AbortSignal.

import { milliseconds } from '../base/clock.ts';

export interface RunControl {
  pause(): void;
  resume(): void;
  /** End after the current step and keep the best state so far. */
  stopAndKeep(): void;
  readonly paused: boolean;
  readonly stopping: boolean;
  /** Milliseconds that training has waited for `resume` so far: no time of the training's own. */
  readonly waited: number;
  /** Returns at once unless paused; then when resumed, stopped or cancelled. */
  ready(signal?: AbortSignal): Promise<void>;
}

export function createRunControl(): RunControl {
  let paused = false;
  let stopping = false;
  let waited = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const go of waiting) go();
    waiting = [];
  };
  return {
    pause: () => {
      paused = !stopping;
    },
    resume: () => {
      paused = false;
      wake();
    },
    stopAndKeep: () => {
      stopping = true;
      paused = false;
      wake();
    },
    get paused() {
      return paused;
    },
    get stopping() {
      return stopping;
    },
    get waited() {
      return waited;
    },
    ready: async (signal) => {
      while (paused && !signal?.aborted) {
        const from = milliseconds();
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
        waited += milliseconds() - from;
      }
      signal?.throwIfAborted();
    },
  };
}
