// Runs: what was trained, how it went, what came out. Plain records, as stored and as sent.

import * as v from 'valibot';
import { Measured, Rate, verdicts } from './measured.ts';
import { methodEntries } from './methods.ts';
import { Identifier } from './tasks.ts';
import { Recipe } from './recipes.ts';
import { ForecastDetail } from './series.ts';

export { Measured, Rate, verdicts } from './measured.ts';

export const runStates = [
  'waiting',
  'running',
  'paused',
  'completed',
  'stopped',
  'cancelled',
  'failed',
  'interrupted',
] as const;
/** `stopped` = ended early by the user and kept; `interrupted` = the engine died; it resumes. */
export const RunState = v.picklist(runStates);
export type RunState = v.InferOutput<typeof RunState>;

/**
 * One task's result on the frozen test rows.
 * Metric keys: binary `missRate` `overkillRate` `balancedAccuracy` `f1` `auc` `averagePrecision` `logLoss`;
 * classification `accuracy` `balancedAccuracy` `f1` (macro) `logLoss`; regression `mae` `rmse` `r2` `maxError`,
 * and `withinTolerance` `p95OverTolerance` where limits are given; forecast `mase` `mae` `rmse` `wape` `skill`, with an
 * interval `quantileLoss` `coverage`, with `scale: 'train'` `mseScaled` `maeScaled`.
 */
export const TaskResult = v.object({
  n: v.number(),
  /** The metric that decides for this task (`mae`, `averagePrecision`, `balancedAccuracy`...). */
  mainMetric: v.string(),
  metrics: v.record(v.string(), v.union([Rate, Measured])),
  /** Binary: the threshold on the NG probability, chosen on validation rows, and the rule that chose it. */
  threshold: v.optional(
    v.object({
      value: v.number(),
      rule: v.picklist(['cost', 'balanced']),
      /** Whether the validation rows keep to the task's pass line there; absent = it has none, or they could not tell. */
      isWithin: v.optional(v.boolean()),
    }),
  ),
  /** Rows true class, columns judged class. */
  confusion: v.optional(v.object({ labels: v.array(v.string()), counts: v.array(v.array(v.number())) })),
  /** Regression: at most 2,000 test points `[actual, predicted, row number in the snapshot]`. */
  points: v.optional(v.array(v.tuple([v.number(), v.number(), v.number()]))),
  /** Forecasts: by column, by rows ahead, by hour, and some stretches to draw. */
  forecast: v.optional(ForecastDetail),
});
export type TaskResult = v.InferOutput<typeof TaskResult>;

/** The joint model against another on the same test rows, paired. Positive difference = the joint model is better. */
export const Comparison = v.object({
  taskId: Identifier,
  metric: v.string(),
  against: v.picklist(['single-task', 'constant', 'reference']),
  joint: v.nullable(v.number()),
  other: v.nullable(v.number()),
  /** Improvement in the metric's own unit, with a paired bootstrap interval at 95 %. */
  difference: Measured,
  verdict: v.picklist(verdicts),
  /** Why there is no verdict, where it is not for want of test rows: one of the two was ended long before its time. */
  because: v.optional(v.picklist(['cut-short'])),
});
export type Comparison = v.InferOutput<typeof Comparison>;

/** What a trained run is worth and what it costs. Absent numbers are null, never invented. */
export const RunResult = v.object({
  recipe: Recipe,
  tasks: v.record(Identifier, TaskResult),
  /** Percent against the single-task twins, lower (more negative) is better; null without twins or where a base is 0. */
  deltaM: v.nullable(v.number()),
  comparisons: v.array(Comparison),
  parameters: v.number(),
  /** Floating-point operations to judge one part. */
  flops: v.number(),
  /** Its models are apart by data set: operations and time are the mean over those, of which a part needs one. */
  apartByData: v.optional(v.literal(true)),
  /** Size of the exported model on disk. */
  bytes: v.number(),
  /** Time to judge one part, measured on this PC. */
  latencyMs: v.nullable(v.object({ p50: v.number(), p95: v.number() })),
  trainSeconds: v.number(),
  epochs: v.number(),
  bestEpoch: v.number(),
  stepMs: v.number(),
  peakMemoryMb: v.number(),
  device: v.string(),
  deviceReason: v.string(),
  seed: v.number(),
  /** Why training ended before its time, when it was the program's decision: `cannot-win` = clearly behind the leader. */
  endedBecause: v.optional(v.picklist(['cannot-win'])),
  /** Tasks whose network was stopped before its first epoch had ended: it has learned nothing. Absent where all have. */
  untrained: v.optional(v.array(Identifier)),
  /** True where the time, or a person, ended a network before half of the epochs laid out for it. */
  cutShort: v.optional(v.boolean()),
  ...methodEntries,
});
export type RunResult = v.InferOutput<typeof RunResult>;

/** One epoch: losses and weights by task, in the order of the project's tasks. Missing = null. */
export const EpochRecord = v.object({
  epoch: v.number(),
  seconds: v.number(),
  trainLoss: v.array(v.nullable(v.number())),
  validationLoss: v.array(v.nullable(v.number())),
  /** Validation value of each task's main metric. */
  validationMetric: v.array(v.nullable(v.number())),
  /** Share of each task in the objective this epoch; sums to 1. */
  weights: v.array(v.number()),
  /** Share of each task in the weighted losses this epoch; sums to 1. */
  contributions: v.optional(v.array(v.number())),
  /** Share of pairs of tasks whose gradients pointed apart, mean over steps; where the method computes them. */
  conflict: v.optional(v.number()),
  learningRate: v.number(),
});
export type EpochRecord = v.InferOutput<typeof EpochRecord>;

/** A notable change of a task's weight; the sentence is in `text/weight-notes.ts`. */
export const WeightNote = v.object({
  epoch: v.number(),
  taskId: Identifier,
  change: v.picklist(['raised', 'lowered', 'collapsed']),
  from: v.number(),
  to: v.number(),
  reason: v.picklist(['loss-larger', 'loss-smaller', 'discrepancy', 'unknown']),
});
export type WeightNote = v.InferOutput<typeof WeightNote>;

export const RunProgress = v.object({
  runId: Identifier,
  state: RunState,
  phase: v.picklist(['preparing', 'training', 'evaluating']),
  epoch: v.number(),
  /** Upper bound of epochs; early stopping may end before. */
  epochs: v.number(),
  /** 0 to 1 of the expected work. */
  share: v.number(),
  /** Null until enough steps have been timed to be believed. */
  secondsLeft: v.nullable(v.number()),
  /** Should no early stopping end it before; null as long as `secondsLeft` is. */
  mostSecondsLeft: v.nullable(v.number()),
  device: v.nullable(v.string()),
  last: v.nullable(EpochRecord),
});
export type RunProgress = v.InferOutput<typeof RunProgress>;

export const kinds = ['recipe', 'constant', 'reference'] as const;

export const RunSummary = v.object({
  id: Identifier,
  projectId: Identifier,
  snapshotId: v.nullable(Identifier),
  /** `constant` and `reference` are the baselines beside the recipes. */
  kind: v.picklist(kinds),
  recipe: Recipe,
  seed: v.number(),
  state: RunState,
  queuedAt: v.number(),
  startedAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  epochs: v.number(),
  failure: v.nullable(v.object({ code: v.string(), facts: v.record(v.string(), v.unknown()) })),
  result: v.nullable(RunResult),
  /** Where an adopted model stands: under test, candidate, adopted, retired. */
  decision: v.nullable(v.picklist(['testing', 'candidate', 'adopted', 'retired'])),
  /** Columns the user had left out of the inputs when it was queued; absent for none. */
  excluded: v.optional(v.array(v.string())),
});
export type RunSummary = v.InferOutput<typeof RunSummary>;
