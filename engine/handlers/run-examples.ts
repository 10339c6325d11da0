// Test rows of a finished run with what it said of each, the costliest answers first.

import type { RunSummary } from '../contract/runs.ts';
import { figureText } from '../contract/text/metrics.ts';
import type { Predictions } from '../jobs/predictions-file.ts';
import type { TaskTargets } from '../tasks/targets.ts';

export interface JudgedRow {
  /** Row of all data sets. */
  readonly row: number;
  readonly actual: string;
  readonly judged: string;
  readonly probability: number | null;
  readonly regret: number;
}

export interface Cell {
  /** Indices of classes, as in the confusion matrix. */
  readonly actual: number;
  readonly judged: number;
}

/** Probabilities below this are not told apart: the logarithm has to end somewhere. */
const leastProbability = 1e-7;

/** Rows without a label have no answer to regret. Empty for forecasts and where the run said nothing of the task. */
export function judgedRows(
  target: TaskTargets,
  { test }: Predictions,
  result: NonNullable<RunSummary['result']>,
  cell: Cell | null,
): JudgedRow[] {
  const { task, values, classes } = target;
  const predicted = test.values[task.id];
  if (predicted === undefined || task.kind === 'forecast') return [];
  const limit = result.tasks[task.id]?.threshold?.value ?? 0.5;
  const rows: JudgedRow[] = [];
  test.rows.forEach((row, i) => {
    const actual = values[row]!;
    if (Number.isNaN(actual)) return;
    if (task.kind === 'regression') {
      rows.push({ row, ...ofValue(actual, predicted[i]!) });
      return;
    }
    const shares = sharesOf(predicted, i, task.kind === 'binary' ? null : classes.length);
    const judged = task.kind === 'binary' ? Number(shares[1]! >= limit) : shares.indexOf(Math.max(...shares));
    if (cell !== null && (cell.actual !== actual || cell.judged !== judged)) return;
    rows.push({
      row,
      actual: classes[actual] ?? '',
      judged: classes[judged] ?? '',
      probability: shares[judged]!,
      regret: -Math.log(Math.max(leastProbability, shares[actual]!)),
    });
  });
  return rows.sort((a, b) => b.regret - a.regret || a.row - b.row);
}

function ofValue(actual: number, predicted: number): Omit<JudgedRow, 'row'> {
  return {
    actual: written(actual),
    judged: figureText('mae', predicted),
    probability: null,
    regret: Math.abs(actual - predicted),
  };
}

/** A value of the data, as the list of photos shows it; what is measured has three digits everywhere. */
function written(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Probability of each class; OK and NG from the one number there is. */
function sharesOf(predicted: Float32Array, i: number, classes: number | null): number[] {
  if (classes === null) return [1 - predicted[i]!, predicted[i]!];
  return [...predicted.subarray(i * classes, (i + 1) * classes)];
}
