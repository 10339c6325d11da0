// What a run is worth: its predictions judged on the frozen test rows, then against the runs beside it.

import type { Comparison, RunResult, RunSummary, TaskResult } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { sizeOf } from '../contract/yardsticks.ts';
import { combineSeeds, compareTask, deltaM, evaluateTask, type Judged } from '../evaluation/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { PartPredictions, Predictions } from './predictions-file.ts';

/** Every task's result on the test rows. `seed` seeds the intervals, so that they repeat. */
export function assess(
  targets: readonly TaskTargets[],
  predictions: Predictions,
  seed: number,
): Record<string, TaskResult> {
  const results: Record<string, TaskResult> = {};
  for (const target of targets) {
    const test = judgedOf(target, predictions.test);
    const validation = judgedOf(target, predictions.validation);
    results[target.task.id] = evaluateTask(target.task, test, validation, { seed });
  }
  return results;
}

/** A finished run with its predictions, among the runs of one snapshot. */
export interface Finished {
  readonly summary: RunSummary & { readonly result: RunResult };
  readonly predictions: Predictions;
  /** True where every task has a network of its own: what a joint model is measured against. */
  readonly isTwin: boolean;
  /** Which columns it was given: only runs that read the same are compared. */
  readonly inputs: string;
}

/** What changes in a run's result when another run of its snapshot finishes. */
export type Standing = Pick<RunResult, 'comparisons' | 'deltaM'>;

/**
 * Each run against the single-task twins of its seed, the constant baseline and the reference learner, as far as
 * they have finished; and its Delta-m against the twins. Runs of one recipe over several seeds share one
 * comparison, so that a difference smaller than the spread between seeds is not called one.
 */
export function standings(runs: readonly Finished[], targets: readonly TaskTargets[]): Map<string, Standing> {
  const trained = runs.filter((run) => run.summary.kind === 'recipe');
  const own = new Map(trained.map((run) => [run, comparisonsOf(run, runs, targets)]));
  const result = new Map<string, Standing>();
  for (const group of Map.groupBy(trained, (run) => JSON.stringify(run.summary.recipe)).values()) {
    const twins = group.flatMap((run) => (run.isTwin ? [] : (own.get(twinOf(run, runs)!) ?? [])));
    const combined = withoutEmptyPraise(combine(group.flatMap((run) => own.get(run)!)), combine(twins));
    for (const run of group) {
      const twin = run.isTwin ? undefined : twinOf(run, runs);
      result.set(run.summary.id, {
        comparisons: combined,
        deltaM: twin ? deltaM(run.summary.result.tasks, twin.summary.result.tasks) : null,
      });
    }
  }
  return result;
}

function combine(comparisons: readonly Comparison[]): Comparison[] {
  return [...Map.groupBy(comparisons, (one) => `${one.against} ${one.taskId}`).values()].map(combineSeeds);
}

/**
 * A difference between a joint model and its twin means nothing where neither is shown to beat the constant
 * answer: going from worse than chance to chance is no help. It is then no difference.
 */
function withoutEmptyPraise(joint: readonly Comparison[], twins: readonly Comparison[]): Comparison[] {
  const learned = (all: readonly Comparison[], taskId: string): boolean =>
    all.some((one) => one.against === 'constant' && one.taskId === taskId && one.verdict === 'helps');
  const knowsConstant = joint.some((one) => one.against === 'constant');
  return joint.map((one) => {
    const isClaim = one.against === 'single-task' && (one.verdict === 'helps' || one.verdict === 'hurts');
    if (!isClaim || !knowsConstant || learned(joint, one.taskId) || learned(twins, one.taskId)) return one;
    return { ...one, verdict: 'no-difference' };
  });
}

function twinOf(run: Finished, runs: readonly Finished[]): Finished | undefined {
  return runs.findLast(
    (other) =>
      other.isTwin &&
      other.summary.seed === run.summary.seed &&
      other.inputs === run.inputs &&
      // A model is measured against twins of its own size: a larger one is another question.
      sizeOf(other.summary.recipe) === sizeOf(run.summary.recipe),
  );
}

function comparisonsOf(run: Finished, runs: readonly Finished[], targets: readonly TaskTargets[]): Comparison[] {
  const others: [Comparison['against'], Finished | undefined][] = [
    ['single-task', run.isTwin ? undefined : twinOf(run, runs)],
    ['constant', runs.find((other) => other.summary.kind === 'constant' && other.inputs === run.inputs)],
    ['reference', runs.find((other) => other.summary.kind === 'reference' && other.inputs === run.inputs)],
  ];
  return others.flatMap(([against, other]) => {
    if (other === undefined) return [];
    return targets.map((target) => {
      const [joint, counterpart] = [run, other].map((one) => judgedOf(target, one.predictions.test)) as [
        Judged,
        Judged,
      ];
      return compareTask(target.task, joint, counterpart, against, { seed: run.summary.seed });
    });
  });
}

/** Labels and predictions of one task on the rows of a part. */
function judgedOf({ task, values, classes }: TaskTargets, { rows, values: predicted }: PartPredictions): Judged {
  return {
    actual: Float32Array.from(rows, (row) => values[row]!),
    predicted: valuesOf(task, predicted),
    rows,
    classes,
  };
}

function valuesOf(task: Task, predicted: PartPredictions['values']): Float32Array {
  const values = predicted[task.id];
  if (values === undefined) throw new Error(`no predictions for the task ${task.id}`);
  return values;
}
