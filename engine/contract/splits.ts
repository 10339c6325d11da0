// How rows were divided: the counts a person reads before the split is frozen, why a split is
// proposed, and what had to be decided on the way. Sentences are in `text/split-notes.ts`.

import * as v from 'valibot';
import { Identifier, parts, Split } from './tasks.ts';

export const PartName = v.picklist(parts);

export const PartSummary = v.object({
  part: PartName,
  rows: v.number(),
  /** Different groups (lots); null where the split is not by group. */
  groups: v.nullable(v.number()),
  /** First and last moment in milliseconds on the file's own clock; null without a date column. */
  first: v.nullable(v.number()),
  last: v.nullable(v.number()),
});
export type PartSummary = v.InferOutput<typeof PartSummary>;

/** One task's labels in one part. `classes` counts follow `TaskSplit.classes`; the mean is for regression. */
export const PartLabels = v.object({
  part: PartName,
  labelled: v.number(),
  counts: v.array(v.number()),
  mean: v.nullable(v.number()),
});

export const TaskSplit = v.object({ taskId: Identifier, classes: v.array(v.string()), parts: v.array(PartLabels) });
export type TaskSplit = v.InferOutput<typeof TaskSplit>;

/** Something decided on the way that a person should know. */
export const SplitNote = v.variant('code', [
  /** The file names no validation rows: they were drawn from the training rows. */
  v.object({ code: v.literal('validation-drawn'), rows: v.number() }),
  /** Rows without a usable value in the split column, or without any label, stand in no part. */
  v.object({ code: v.literal('left-out'), rows: v.number(), column: v.nullable(v.string()) }),
  /** Files of each part, in order, where rows were divided by file. */
  v.object({
    code: v.literal('files-of-parts'),
    train: v.array(v.string()),
    validation: v.array(v.string()),
    test: v.array(v.string()),
  }),
  /** Groups are so large that a share could not be met. */
  v.object({ code: v.literal('share-missed'), part: PartName, wanted: v.number(), got: v.number() }),
  /** A class with so few rows that some part has none of it, though training has. */
  v.object({
    code: v.literal('class-absent'),
    taskId: Identifier,
    class: v.string(),
    part: PartName,
    count: v.number(),
  }),
]);
export type SplitNote = v.InferOutput<typeof SplitNote>;

export const SplitSummary = v.object({
  split: Split,
  /** Training, validation, test. */
  parts: v.array(PartSummary),
  tasks: v.array(TaskSplit),
  leftOut: v.number(),
  notes: v.array(SplitNote),
});
export type SplitSummary = v.InferOutput<typeof SplitSummary>;

/** Why this split: the column it rests on and what was seen there. */
export const SplitReason = v.variant('code', [
  v.object({ code: v.literal('part-column'), column: v.string(), levels: v.array(v.string()) }),
  v.object({ code: v.literal('group-column'), column: v.string(), groups: v.number(), rows: v.number() }),
  v.object({ code: v.literal('time-column'), column: v.string(), first: v.number(), last: v.number() }),
  /** Several files of the same columns; `inTime` where every name tells a time. */
  v.object({ code: v.literal('files'), files: v.number(), inTime: v.boolean() }),
  /** `instead`: the refusal that the division by lot, time or files would meet. */
  v.object({
    code: v.literal('stratified'),
    tasks: v.number(),
    instead: v.optional(v.object({ code: v.string(), facts: v.record(v.string(), v.unknown()) })),
  }),
]);
export type SplitReason = v.InferOutput<typeof SplitReason>;

/** The proposal first; then other splits that fit this table, each with its reason. */
export const SplitProposal = v.object({
  split: Split,
  reason: SplitReason,
  alternatives: v.array(v.object({ split: Split, reason: SplitReason })),
});
export type SplitProposal = v.InferOutput<typeof SplitProposal>;
