// What a trained model is worth on the test rows of a benchmark, and means over tasks and seeds.

import type { Judged } from '../evaluation/index.ts';
import { rulesOf } from '../tasks/index.ts';
import type { Judgement } from '../tasks/rules.ts';
import type { TrainingOutcome } from '../training/index.ts';
import type { Case } from './case.ts';

/** Test loss and metric of a task, and the loss of always giving the same answer. */
export interface Tested extends Judgement {
  readonly constantLoss: number;
}

/** One entry a task, in the model's order. */
export function onTestRows({ parts, targets }: Pick<Case, 'parts' | 'targets'>, outcome: TrainingOutcome): Tested[] {
  const places = [...outcome.rows.keys()].filter((place) => parts[outcome.rows[place]!] === 2);
  const rows = Uint32Array.from(places, (place) => outcome.rows[place]!);
  return outcome.model.heads.map((head, k) => {
    const all = outcome.predictions[head.task.id]!;
    const width = all.length / outcome.rows.length;
    const own = Float32Array.from(places.flatMap((place) => [...all.subarray(place * width, (place + 1) * width)]));
    return { ...rulesOf(head.task).judge(own, targets[k]!, rows, head), constantLoss: head.constantLoss };
  });
}

/** Labels and predictions of task `k` on the test rows, in their order. */
export function judgedOn(
  { parts, targets }: Pick<Case, 'parts' | 'targets'>,
  outcome: TrainingOutcome,
  k: number,
): Judged {
  const { task, values, classes } = targets[k]!;
  const places = [...outcome.rows.keys()].filter((place) => parts[outcome.rows[place]!] === 2);
  const rows = Uint32Array.from(places, (place) => outcome.rows[place]!);
  const all = outcome.predictions[task.id]!;
  const width = all.length / outcome.rows.length;
  const predicted = Float32Array.from(places.flatMap((place) => [...all.subarray(place * width, (place + 1) * width)]));
  return { actual: Float64Array.from(rows, (row) => values[row]!), predicted, rows, classes };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
