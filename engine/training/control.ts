// The buttons of a running training: pause, resume, stop and keep. Cancelling is an AbortSignal.

import { milliseconds } from '../base/clock.ts';

export interface RunControl {
  pause(): void;
  resume(): void;
  /** End after the current step and keep the best state so far. */
  stopAndKeep(): void;
  readonly paused: boolean;
  readonly stopping: boolean;
  /** Milliseconds that training has waited for `resume`, or the PC slept, so far: no time of the training's own. */
  readonly waited: number;
  /** Of the milliseconds a step took those it worked; what the PC slept within it counts as waited. */
  worked(took: number): number;
  /** Returns at once unless paused; then when resumed, stopped or cancelled. */
  ready(signal?: AbortSignal): Promise<void>;
}

/** A step of this many milliseconds, and so many times the usual, was no step: the PC slept, or was stopped. */
const shortestSleep = 10_000;
const sleepTimes = 20;
/** What a new step counts in the usual one. */
const newest = 0.1;

export function createRunControl(): RunControl {
  let paused = false;
  let stopping = false;
  let waited = 0;
  let usual = Infinity;
  let sleptLast = false;
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
    worked: (took) => {
      // Two such steps in a row are the PC's new pace.
      sleptLast = !sleptLast && took > shortestSleep && took > sleepTimes * usual;
      if (sleptLast) {
        waited += took - usual;
        return usual;
      }
      usual = usual === Infinity ? took : usual + newest * (took - usual);
      return took;
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
