// Which way of a figure is better.

import { metricText } from '../contract/text/metrics.ts';

/** True where a larger value is better. Throws for a name that is no metric. */
export function isHigherBetter(metric: string): boolean {
  return metricText(metric).better === 'higher';
}
