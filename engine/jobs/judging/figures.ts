// How good the judgements were where the new rows have labels: the figures of a run's own evaluation, on these rows.

import type { TaskResult } from '../../contract/runs.ts';
import { evaluateAt } from '../../evaluation/index.ts';
import type { FoundLabels } from './labels.ts';
import type { TaskAnswers } from './rows-table.ts';

/** Null where no judged row has a label. */
export function figuresOf(
  { task, classes, width, predicted, reasons, threshold }: TaskAnswers,
  labels: FoundLabels | undefined,
  seed: number,
): TaskResult | null {
  if (!labels) return null;
  const rows = Uint32Array.from(labels.values.keys()).filter(
    (row) => reasons[row] === 0 && !Number.isNaN(labels.values[row]!),
  );
  if (rows.length === 0) return null;
  const own = new Float32Array(rows.length * width);
  rows.forEach((row, i) => own.set(predicted.subarray(row * width, (row + 1) * width), i * width));
  const actual = Float64Array.from(rows, (row) => labels.values[row]!);
  return evaluateAt(task, { actual, predicted: own, rows, classes }, threshold, { seed });
}
