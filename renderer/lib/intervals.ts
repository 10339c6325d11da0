// An interval at 95 % as tables write it.

import type { Measured } from '../../engine/contract/runs.ts';
import { intervalText } from '../../engine/contract/text/metrics.ts';

/** `0.41–0.55`, with an ellipsis where a bound is negative; empty where the interval is not known. */
export function intervalOf(metric: string, measured: Measured): string {
  return intervalText(metric, measured.low, measured.high);
}
