// Which way of a figure is better.

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
