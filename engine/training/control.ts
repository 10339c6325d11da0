// The buttons of a running training: pause, resume, stop and keep. Cancelling is an AbortSignal.

export interface RunControl {
  pause(): void;
  resume(): void;
  /** End after the current step and keep the best state so far. */
  stopAndKeep(): void;
  readonly paused: boolean;
  readonly stopping: boolean;
  /** Returns at once unless paused; then when resumed, stopped or cancelled. */
  ready(signal?: AbortSignal): Promise<void>;
}

export function createRunControl(): RunControl {
  let paused = false;
  let stopping = false;
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
    ready: async (signal) => {
      while (paused && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      signal?.throwIfAborted();
    },
  };
}
