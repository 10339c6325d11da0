// The joint model against another on the same test rows: does joining help this task, hurt it, or is
// there no difference that these rows can show?

import { mainMetric } from '../contract/main-metric.ts';
import type { Comparison } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { balancedAccuracyMeasure } from './class-measures.ts';
import { forecastImprovement } from './forecast/evaluate.ts';
import { classCounts, labelled, type Judged } from './judged.ts';
import { isHigherBetter } from './main-metric.ts';
import { averagePrecisionMeasure } from './ranking.ts';
import { maeMeasure } from './regression-measures.ts';
import { holding, intervals, type Measure } from './resample.ts';

/** Fewer test rows of any class, or rows at all, than this: no verdict. */
export const verdictRule = { rowsOfAClass: 10, rows: 20 } as const;

export interface ComparisonOptions {
  /** Seeds the resampling. */
  readonly seed: number;
}

/**
 * Paired: both models are measured on the same resampled rows. The verdict is helps or hurts when the
 * 95 % interval of the difference excludes 0. Both sides must hold the same rows in the same order.
 */
export function compareTask(
  task: Task,
  joint: Judged,
  other: Judged,
  against: Comparison['against'],
  options: ComparisonOptions = { seed: 1 },
): Comparison {
  const [left, right] = [labelled(task, joint), labelled(task, other)];
  if (left.rows.length !== right.rows.length || left.rows.some((row, i) => row !== right.rows[i])) {
    throw new Error(`the models were not judged on the same rows of ${task.id}`);
  }
  const metric = mainMetric(task);
  if (task.kind === 'forecast') {
    const compared = forecastImprovement(left, right, options.seed);
    const verdict = left.rows.length < verdictRule.rows ? 'unknown' : verdictOf(compared.difference);
    return { taskId: task.id, metric, against, ...compared, verdict };
  }
  const rowCount = left.rows.length;
  const [first, second] = [mainMeasure(task, left), mainMeasure(task, right)];
  const higher = isHigherBetter(metric);
  const improvement: Measure = (counts) => (higher ? first(counts) - second(counts) : second(counts) - first(counts));
  const once = new Int32Array(rowCount).fill(1);
  const finite = (value: number): number | null => (rowCount > 0 && Number.isFinite(value) ? value : null);
  const strata = task.kind === 'regression' ? null : left.actual;
  const [bounds] = intervals([improvement], rowCount, strata, options.seed);
  const value = finite(improvement(once));
  const difference = { value, ...holding(bounds ?? null, value) };
  return {
    taskId: task.id,
    metric,
    against,
    joint: finite(first(once)),
    other: finite(second(once)),
    difference,
    verdict: enough(task, left) ? verdictOf(difference) : 'unknown',
  };
}

/** What an interval of the improvement says. */
export function verdictOf(difference: Comparison['difference']): Comparison['verdict'] {
  const { low, high } = difference;
  if (difference.value === null || low === null || high === null) return 'unknown';
  if (low > 0) return 'helps';
  return high < 0 ? 'hurts' : 'no-difference';
}

function enough(task: Task, judged: Judged): boolean {
  if (judged.rows.length < verdictRule.rows) return false;
  const present = classCounts(task, judged).filter((count, c) => count > 0 || (task.kind === 'binary' && c < 2));
  return present.every((count) => count >= verdictRule.rowsOfAClass);
}

function mainMeasure(task: Exclude<Task, { kind: 'forecast' }>, judged: Judged): Measure {
  const { actual, predicted, classes } = judged;
  switch (task.kind) {
    case 'binary':
      return averagePrecisionMeasure(actual, predicted);
    case 'classification': {
      const width = classes.length;
      const decided = Uint32Array.from(actual, (_, row) => {
        const of = predicted.subarray(row * width, (row + 1) * width);
        return of.indexOf(Math.max(...of));
      });
      return balancedAccuracyMeasure(actual, decided, width);
    }
    case 'regression':
      return maeMeasure(Float64Array.from(actual, (value, i) => predicted[i]! - value));
  }
}
