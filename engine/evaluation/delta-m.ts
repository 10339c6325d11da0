// Delta-m: how much worse (positive) or better (negative) the joint model is than single-task twins, in percent.

import type { TaskResult } from '../contract/runs.ts';
import { isHigherBetter } from './main-metric.ts';

/**
 * `100/J * sum over metrics of (-1)^h (M - B) / B`, h = 1 where higher is better, over the main metric of each
 * task; LOWER IS BETTER (the definition of LDC-MTL, FAMO and Nash-MTL; methods.md 0.4). Null without a twin for
 * every task, where a figure is undefined, or where a base is 0.
 *
 * @param run the joint run's results by task id
 * @param twins the single-task results by task id
 */
export function deltaM(
  run: Readonly<Record<string, TaskResult>>,
  twins: Readonly<Record<string, TaskResult>>,
): number | null {
  const ids = Object.keys(run);
  let sum = 0;
  for (const id of ids) {
    const metric = run[id]!.mainMetric;
    const value = run[id]!.metrics[metric]?.value ?? null;
    const base = twins[id]?.metrics[metric]?.value ?? null;
    if (value === null || base === null || base === 0) return null;
    sum += ((isHigherBetter(metric) ? -1 : 1) * (value - base)) / base;
  }
  return ids.length > 0 ? (100 * sum) / ids.length : null;
}
