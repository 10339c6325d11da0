// Progress at most ten times a second; the first of each phase always gets through.

import { milliseconds } from '../base/clock.ts';
import type { LoadProgress } from '../jobs/jobs.ts';

type Progress = NonNullable<LoadProgress['progress']>;

const interval = 100;

export function throttled(progress: Progress): Progress {
  let next = 0;
  let phaseBefore = '';
  return (phase, share, rows) => {
    const now = milliseconds();
    if (now < next && phase === phaseBefore) return;
    next = now + interval;
    phaseBefore = phase;
    progress(phase, share, rows);
  };
}
