// A regression task's result: errors in the unit, their share of the tolerance, and points to draw.

import { mainMetric } from '../contract/main-metric.ts';
import type { TaskResult } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { figures, rate, type Figures } from './figures.ts';
import type { Judged } from './judged.ts';
import { errorQuantileMeasure, maeMeasure, r2Measure, rmseMeasure } from './regression-measures.ts';

/** At most this many points travel with a result. */
export const mostPoints = 2000;

export function evaluateRegression(
  task: Extract<Task, { kind: 'regression' }>,
  test: Judged,
  { seed }: { readonly seed: number },
): TaskResult {
  const { actual, predicted } = test;
  const n = actual.length;
  const errors = Float64Array.from(actual, (value, i) => predicted[i]! - value);
  const tolerance = toleranceOf(task);
  const metrics: Figures = figures(
    {
      mae: maeMeasure(errors),
      rmse: rmseMeasure(errors),
      r2: n > 1 ? r2Measure(actual, errors) : null,
    },
    n,
    null,
    seed,
  );
  // The largest error among other parts can be any size: no interval can be had from these rows.
  metrics.maxError = {
    value: n > 0 ? errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0) : null,
    low: null,
    high: null,
  };
  if (tolerance !== null) {
    const quantile = errorQuantileMeasure(errors, 0.95);
    Object.assign(metrics, figures({ p95OverTolerance: (counts) => quantile(counts) / tolerance }, n, null, seed));
    const within = errors.reduce((sum, error) => sum + (Math.abs(error) <= tolerance / 2 ? 1 : 0), 0);
    metrics.withinTolerance = rate(within, n);
  }
  return { n, mainMetric: mainMetric(task), metrics, points: points(test) };
}

/** Width between the specification limits; null unless both are given and apart. */
export function toleranceOf(task: Extract<Task, { kind: 'regression' }>): number | null {
  const { lower, upper } = task.limits ?? {};
  return lower !== undefined && upper !== undefined && upper > lower ? upper - lower : null;
}

/** `[actual, predicted, row]`, evenly thinned by position; the points of the largest errors always stay. */
function points(test: Judged): [number, number, number][] {
  const n = test.actual.length;
  const point = (i: number): [number, number, number] => [test.actual[i]!, test.predicted[i]!, test.rows[i]!];
  if (n <= mostPoints) return Array.from({ length: n }, (_, i) => point(i));
  const size = (i: number): number => Math.abs(test.predicted[i]! - test.actual[i]!);
  const worst = Array.from({ length: n }, (_, i) => i)
    .sort((a, b) => size(b) - size(a) || a - b)
    .slice(0, 20);
  const kept = new Set(worst);
  for (let i = 0; kept.size < mostPoints && i < mostPoints; i++) kept.add(Math.floor((i * n) / mostPoints));
  return [...kept].sort((a, b) => a - b).map(point);
}
