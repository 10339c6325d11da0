// What the engine tells the window unasked. At most ten progress events a second for each subject.

import * as v from 'valibot';
import { JudgingProgress } from './judging.ts';
import { RunProgress, RunSummary } from './runs.ts';
import { Identifier } from './tasks.ts';

export const events = {
  'run.progress': RunProgress,
  /** A run changed state or got its result. */
  'run.changed': RunSummary,
  'import.progress': v.object({
    projectId: Identifier,
    phase: v.picklist(['reading', 'profiling', 'checking']),
    /** 0 to 1. */
    share: v.number(),
    rows: v.number(),
  }),
  /** `share` 0 to 1. */
  'affinity.progress': v.object({ projectId: Identifier, share: v.number(), secondsLeft: v.number() }),
  'judging.progress': JudgingProgress,
  'report.progress': v.object({ projectId: Identifier, phase: v.picklist(['writing', 'printing', 'done']) }),
  /** Sent by the host, not the engine: the engine's process died and was started again. */
  'engine.restarted': v.object({ at: v.number() }),
} as const;

export type Events = { readonly [E in keyof typeof events]: v.InferOutput<(typeof events)[E]> };
export type EventName = keyof Events;
export type Listen = <E extends EventName>(event: E, handler: (value: Events[E]) => void) => () => void;
