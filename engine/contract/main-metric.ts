// Which figure decides for a task.

import type { Task } from './tasks.ts';

/**
 * Binary: average precision (does not depend on a threshold and is not flattered by many OK parts).
 * Classification: balanced accuracy (every class counts the same). Regression: mean absolute error (in the unit).
 * Forecast: mean absolute scaled error (columns of different units count the same).
 */
export function mainMetric(task: Pick<Task, 'kind'>): string {
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
