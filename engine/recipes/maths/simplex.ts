// Shares: numbers above 0 that sum to 1, one a task.

/** No task may be starved: its head would never learn (methods.md 2.7, 2.10). */
const smallestShare = 1e-3;

/** Non-negative numbers as shares that sum to 1, none below the floor before the last division. */
export function simplex(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const floored = weights.map((weight) => Math.max(smallestShare, total > 0 ? weight / total : 1));
  const sum = floored.reduce((a, b) => a + b, 0);
  return floored.map((weight) => weight / sum);
}
