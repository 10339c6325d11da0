// Progress at most ten times a second; the first of each phase always gets through.

import { milliseconds } from '../base/clock.ts';

type Progress<Phase extends string> = (phase: Phase, share: number, rows: number) => void;

const interval = 100;

export function throttled<Phase extends string>(progress: Progress<Phase>): Progress<Phase> {
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
