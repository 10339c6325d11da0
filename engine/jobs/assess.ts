// What a run is worth: its predictions judged on the frozen test rows, then against the runs beside it.

import { breathe } from '../base/breath.ts';
import type { Comparison, RunResult, RunSummary, TaskResult } from '../contract/runs.ts';
import type { ForecastTask, Task } from '../contract/tasks.ts';
import { sizeOf } from '../contract/yardsticks.ts';
import { combineSeeds, compareTask, deltaM, evaluateTask, judgedForecasts } from '../evaluation/index.ts';
import type { ForecastPast, Judged } from '../evaluation/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { judgedOrigins } from './judged-origins.ts';
import type { PartPredictions, Predictions } from './predictions-file.ts';

/** What forecasts are judged by, by task id: the rows of their own data set, from which row of all rows on. */
export type Pasts = ReadonlyMap<string, { readonly past: ForecastPast; readonly firstRow: number }>;

/** What runs of a snapshot are judged by. */
export interface Truth {
  readonly targets: readonly TaskTargets[];
  readonly pasts: Pasts;
  /** Of all rows 1 = validation, 2 = test; forecasts begin at rows besides, of which other tasks are not asked. Absent = there are none. */
  readonly parts?: Uint8Array;
}

/**
 * Every task's result on the test rows. `seed` seeds the intervals, so that they repeat.
 * @throws the signal's reason when cancelled
 */
export async function assess(
  { targets, ...truth }: Truth,
  predictions: Predictions,
  seed: number,
  signal?: AbortSignal,
): Promise<Record<string, TaskResult>> {
  const results: Record<string, TaskResult> = {};
  for (const target of targets) {
    await breathe(signal);
    const test = judgedOf(target, predictions.test, truth, 2);
    const validation = judgedOf(target, predictions.validation, truth, 1);
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
  /** What it was given to read (`whatIsRead`): only runs that read the same are compared. */
  readonly reads: string;
}

/** What changes in a run's result when another run of its snapshot finishes. */
export type Standing = Pick<RunResult, 'comparisons' | 'deltaM'>;

/**
 * Each run against the single-task twins of its seed, the constant baseline and the reference learner, as far as
 * they have finished; and its Delta-m against the twins. Runs of one recipe over several seeds share one
 * comparison, so that a difference smaller than the spread between seeds is not called one.
 * @throws the signal's reason when cancelled
 */
export async function standings(
  runs: readonly Finished[],
  truth: Truth,
  signal?: AbortSignal,
): Promise<Map<string, Standing>> {
  const trained = runs.filter((run) => run.summary.kind === 'recipe');
  const own = new Map<Finished, Comparison[]>();
  for (const run of trained) own.set(run, await comparisonsOf(run, runs, truth, signal));
  const result = new Map<string, Standing>();
  // What read other columns is another model, not another seed of this one.
  const kindOf = ({ summary, reads }: Finished): string => JSON.stringify([summary.recipe, reads]);
  for (const group of Map.groupBy(trained, kindOf).values()) {
    const twins = group.flatMap((run) => (run.isTwin ? [] : (own.get(twinOf(run, runs)!) ?? [])));
    const combined = withoutEmptyPraise(combine(group.flatMap((run) => own.get(run)!)), combine(twins));
    for (const run of group) {
      const twin = run.isTwin ? undefined : twinOf(run, runs);
      result.set(run.summary.id, {
        comparisons: combined,
        deltaM:
          twin && isWhole(run) && isWhole(twin) ? deltaM(run.summary.result.tasks, twin.summary.result.tasks) : null,
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
      other.reads === run.reads &&
      // A model is measured against twins of its own size: a larger one is another question.
      sizeOf(other.summary.recipe) === sizeOf(run.summary.recipe),
  );
}

function isCutShort({ summary }: Finished): boolean {
  return summary.result.cutShort === true;
}

/** Which of two trainings was ended earlier would decide, not whether joining helps. Equal answers stay equal. */
function withoutVerdict(compared: Comparison): Comparison {
  if (compared.verdict === 'unknown' || compared.difference.value === 0) return compared;
  return { ...compared, verdict: 'unknown', because: 'cut-short' };
}

/** False where a network of the run was ended before it had learned anything. */
function isWhole({ summary }: Finished): boolean {
  return summary.result.untrained === undefined;
}

async function comparisonsOf(
  run: Finished,
  runs: readonly Finished[],
  { targets, ...truth }: Truth,
  signal: AbortSignal | undefined,
): Promise<Comparison[]> {
  const others: [Comparison['against'], Finished | undefined][] = [
    ['single-task', run.isTwin ? undefined : twinOf(run, runs)],
    ['constant', runs.find((other) => other.summary.kind === 'constant' && other.reads === run.reads)],
    ['reference', runs.find((other) => other.summary.kind === 'reference' && other.reads === run.reads)],
  ];
  const comparisons: Comparison[] = [];
  for (const [against, other] of others) {
    if (other === undefined) continue;
    for (const target of targets) {
      // What has learned nothing says nothing about joining, on whichever side it stands.
      if ([run, other].some((one) => one.summary.result.untrained?.includes(target.task.id))) continue;
      await breathe(signal);
      const [joint, counterpart] = [run, other].map((one) => judgedOf(target, one.predictions.test, truth, 2)) as [
        Judged,
        Judged,
      ];
      const compared = compareTask(target.task, joint, counterpart, against, { seed: run.summary.seed });
      comparisons.push(
        against === 'single-task' && [run, other].some(isCutShort) ? withoutVerdict(compared) : compared,
      );
    }
  }
  return comparisons;
}

/** Labels and predictions of one task on the rows of a part, which is 1 or 2. */
function judgedOf(
  { task, values, classes }: TaskTargets,
  part: PartPredictions,
  { pasts, parts }: Omit<Truth, 'targets'>,
  code: 1 | 2,
): Judged {
  const predicted = valuesOf(task, part.values);
  if (task.kind === 'forecast') return judgedForecast(task, part.rows, predicted, pasts);
  const actual = Float32Array.from(part.rows, (row) => values[row]!);
  // A forecast of the first test row begins at the row before it, which is no test row of anything else.
  const own = Array.from(part.rows.keys()).filter((i) => parts === undefined || parts[part.rows[i]!] === code);
  if (own.length === part.rows.length) return { actual, predicted, rows: part.rows, classes };
  const width = predicted.length / part.rows.length;
  const answers = new Float32Array(own.length * width);
  own.forEach((i, to) => answers.set(predicted.subarray(i * width, (i + 1) * width), to * width));
  return {
    actual: Float32Array.from(own, (i) => actual[i]!),
    predicted: answers,
    rows: Uint32Array.from(own, (i) => part.rows[i]!),
    classes,
  };
}

/** Forecasts are judged among the rows of their own data set, where a network forecast from them and the task asks. */
function judgedForecast(task: ForecastTask, rows: Uint32Array, predicted: Float32Array, pasts: Pasts): Judged {
  const { past, firstRow } = pasts.get(task.id)!;
  const width = predicted.length / rows.length;
  const known = Array.from(rows.keys()).filter((i) => !Number.isNaN(predicted[i * width]!));
  const chosen = new Set(
    judgedOrigins(
      task,
      Uint32Array.from(known, (i) => rows[i]! - firstRow),
      past,
    ),
  );
  const places = known.filter((i) => chosen.has(rows[i]! - firstRow));
  const own = new Float32Array(places.length * width);
  places.forEach((i, k) => own.set(predicted.subarray(i * width, (i + 1) * width), k * width));
  return judgedForecasts(
    task,
    Uint32Array.from(places, (i) => rows[i]! - firstRow),
    own,
    past,
  );
}

function valuesOf(task: Task, predicted: PartPredictions['values']): Float32Array {
  const values = predicted[task.id];
  if (values === undefined) throw new Error(`no predictions for the task ${task.id}`);
  return values;
}
