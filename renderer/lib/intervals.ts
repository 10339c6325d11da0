// An interval at 95 % as tables write it.

import type { Measured } from '../../engine/contract/runs.ts';
import { figureText } from '../../engine/contract/text/metrics.ts';

/** `0.41–0.55`, with an ellipsis where a bound is negative; empty where the interval is not known. */
export function intervalOf(metric: string, measured: Measured): string {
  const { low, high } = measured;
  if (low === null || high === null) return '';
  const text = (value: number): string => figureText(metric, value).replace(' %', '');
  return `${text(low)}${low < 0 || high < 0 ? ' … ' : '–'}${text(high)}`;
}
