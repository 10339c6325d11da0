// Which figure decides for a task, and which way is better.

import type { Task } from '../contract/tasks.ts';

/**
 * Binary: average precision (does not depend on a threshold and is not flattered by many OK parts).
 * Classification: balanced accuracy (every class counts the same). Regression: mean absolute error (in the unit).
 * Forecast: mean absolute scaled error (columns of different units count the same).
 */
export function mainMetric(task: Task): string {
  switch (task.kind) {
    case 'binary':
      return 'averagePrecision';
    case 'classification':
      return 'balancedAccuracy';
    case 'regression':
      return 'mae';
    case 'forecast':
      return 'mase';
  }
}

const higher = new Set([
  ...['balancedAccuracy', 'accuracy', 'f1', 'auc', 'averagePrecision', 'r2', 'withinTolerance'],
  ...['skill', 'coverage'],
]);
const lower = new Set([
  ...['missRate', 'overkillRate', 'logLoss', 'mae', 'rmse', 'maxError', 'p95OverTolerance'],
  ...['mase', 'wape', 'quantileLoss', 'mseScaled', 'maeScaled'],
]);

/** True where a larger value is better. Throws for a name that is no metric. */
export function isHigherBetter(metric: string): boolean {
  if (higher.has(metric)) return true;
  if (lower.has(metric)) return false;
  throw new Error(`unknown metric ${metric}`);
}
