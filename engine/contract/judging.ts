// Judging new data with a finished run: which run, which files, what was understood of them, what was judged.
//
// 1. `judging.runs` names the runs that can judge and the one that is taken where nobody chooses.
// 2. `judging.preview` says what was understood of dropped files, and what stands in the way, without judging.
// 3. `judging.start` judges, with `judging.progress` events; cancelled, it leaves nothing behind.
// 4. `judging.rows` pages through the result; `judging.csv` writes all of it as a file.

import * as v from 'valibot';
import { command } from './command.ts';
import { languages } from './language.ts';
import { TaskResult } from './runs.ts';
import { Identifier } from './tasks.ts';
import { FileToken } from './views.ts';

/** A run that can judge: it has a result, and its networks have not been deleted. */
export const JudgingRun = v.object({
  runId: Identifier,
  /** Why it is the one taken where nobody chooses; null = it is another one. */
  chosenAs: v.nullable(v.picklist(['adopted', 'best', 'only'])),
});
export type JudgingRun = v.InferOutput<typeof JudgingRun>;

/**
 * Files of one data set of the run: tables (with the tables to join to them), photos as folders, zips or pictures with or
 * without a list. Without `source` they are the project's only data set.
 */
export const JudgingFiles = v.object({
  source: v.optional(v.nullable(Identifier), null),
  tokens: v.pipe(v.array(v.string()), v.minLength(1)),
});
export type JudgingFiles = v.InferInput<typeof JudgingFiles>;

export const judgingNoteCodes = [
  /** A column has another unit than in training: `trained`, `found`. */
  'unit-differs',
  /** Words that training never met, read as unknown: `words` (the most frequent), `count` rows. */
  'unknown-words',
  /** Numbers or dates below or above all of training: `least`, `most` met, `low`, `high` of training, `count` rows. */
  'outside-range',
  /** Cells without a value in a column that never lacked one in training: `count` rows. */
  'newly-empty',
  /** Cells that are no number (or date), read as empty: `spellings`, `count`. */
  'unreadable-cells',
  /** Rows that could not be judged: `count`. */
  'not-judged',
  /** Columns of the file that the run does not read: `columns`. */
  'columns-not-read',
  /** Joined to a table of the project, as no new one came: `file`. */
  'joined-as-before',
  /** What a label column holds that training never met, left out of the figures: `words`, `count`. */
  'unknown-labels',
  /** Rows of the file lie at another distance in time than in training: `trained`, `found` in milliseconds. */
  'other-step',
  /** Plans that say nothing of some of the moments to be forecast: `count` of `of`. */
  'plan-missing',
  /** Series that training did not know, each forecast on the scale of its own window: `words`, `count`. */
  'unknown-series',
  /** Photos smaller or larger than all of training: `smallest`, `largest`, `trainedSmallest`, `trainedLargest` as texts. */
  'photo-size-differs',
] as const;

/** Something to know before the result is believed. The sentence is `sayJudgingNote` in `text/judging-notes.ts`. */
export const JudgingNote = v.object({
  code: v.picklist(judgingNoteCodes),
  /** `warn` = the judgements may be wrong there; `info` = for knowing. */
  severity: v.picklist(['warn', 'info']),
  source: Identifier,
  column: v.nullable(v.string()),
  facts: v.record(v.string(), v.unknown()),
  /** Lines of the file, the first 20. */
  lines: v.array(v.number()),
});
export type JudgingNote = v.InferOutput<typeof JudgingNote>;

/** What becomes of a column of the file; `label` = what is judged, `key` = what tables are joined by. */
export const columnUses = ['input', 'label', 'time', 'series', 'key', 'not-read'] as const;

export const JudgingColumn = v.object({
  name: v.string(),
  kind: v.picklist(['number', 'category', 'text', 'date', 'image']),
  unit: v.nullable(v.string()),
  use: v.picklist(columnUses),
});

/** One data set as it was understood. */
export const JudgingSource = v.object({
  source: Identifier,
  /** `rows` = a judgement a row (or photo); `forecast` = what comes after the last rows. */
  kind: v.picklist(['rows', 'forecast']),
  files: v.array(v.string()),
  rows: v.number(),
  /** As read: `utf-8`, `shift_jis`...; null for photos. */
  encoding: v.nullable(v.string()),
  columns: v.array(JudgingColumn),
  tasks: v.array(
    v.object({
      taskId: Identifier,
      /** Rows whose label is in the file: judgements are then compared with them. */
      labelled: v.number(),
    }),
  ),
});
export type JudgingSource = v.InferOutput<typeof JudgingSource>;

/** A refusal of the whole, as it would be given. */
const Problem = v.object({ code: v.string(), facts: v.record(v.string(), v.unknown()) });

export const JudgingPreview = v.object({
  runId: Identifier,
  sources: v.array(JudgingSource),
  notes: v.array(JudgingNote),
  /** What stands in the way; with one of these `judging.start` is refused with the first. */
  problems: v.array(Problem),
});
export type JudgingPreview = v.InferOutput<typeof JudgingPreview>;

/** What a column of the result holds. Its heading is `judgedHeading`, why a row was not judged `judgedReason` in `text/judging.ts`. */
export const judgedRoles = [
  /** A column of the file as it is: `name`. */
  'own',
  /** File and line of a row. */
  'file',
  'line',
  /** Photos: the path of the file. */
  'photo',
  /** Binary: probability of NG, 0 to 1; the verdict at the border, in the file's own words. */
  'ng-probability',
  'verdict',
  /** Classification: the likeliest class and its probability. */
  'class',
  'class-probability',
  /** Regression: the value in the unit of the target. */
  'value',
  /** Forecasts: strand, moment, rows ahead (from 1), then `point`, `lower`, `upper` of each column (`name`). */
  'strand',
  'moment',
  'ahead',
  'point',
  'lower',
  'upper',
  /** Why a row was not judged; empty where it was. */
  'reason',
  /** What is unusual about a row: unknown words, values outside the training range. */
  'remarks',
] as const;

export const JudgedColumn = v.object({
  role: v.picklist(judgedRoles),
  /** Of which task; null for what is no answer. */
  taskId: v.nullable(Identifier),
  /** Name of the file's column: `own`, and the target for answers. */
  name: v.string(),
  unit: v.nullable(v.string()),
});
export type JudgedColumn = v.InferOutput<typeof JudgedColumn>;

/** What was judged of one task. */
export const JudgedTask = v.object({
  taskId: Identifier,
  /** Rows judged; of forecasts the number of series that were forecast. */
  judged: v.number(),
  /** Rows kept without a judgement. */
  notJudged: v.number(),
  /** Rows judged of each class: binary `[OK, NG]`, classification in label order; empty otherwise. */
  classes: v.array(v.object({ label: v.string(), count: v.number() })),
  /** Binary: the border on the NG probability, that of the run's evaluation. */
  threshold: v.nullable(v.number()),
  /** Quantities: least, mean and greatest value judged. */
  values: v.nullable(v.object({ least: v.number(), mean: v.number(), most: v.number() })),
  /** How good the judgements were where the file has labels; null where it has none. */
  result: v.nullable(TaskResult),
});
export type JudgedTask = v.InferOutput<typeof JudgedTask>;

export const JudgedSource = v.object({
  source: Identifier,
  kind: v.picklist(['rows', 'forecast']),
  /** Rows of the result: as many as the file has, or what comes after it. */
  rows: v.number(),
  columns: v.array(JudgedColumn),
  tasks: v.array(JudgedTask),
});
export type JudgedSource = v.InferOutput<typeof JudgedSource>;

export const Judging = v.object({
  /** Names the result until the next but one is made or the program ends. */
  judgingId: Identifier,
  runId: Identifier,
  sources: v.array(JudgedSource),
  notes: v.array(JudgingNote),
  seconds: v.number(),
});
export type Judging = v.InferOutput<typeof Judging>;

/** Which rows: all, those of one class of a task, those with remarks, those that were not judged. */
export const JudgedFilter = v.variant('kind', [
  v.object({ kind: v.literal('all') }),
  v.object({ kind: v.literal('class'), taskId: Identifier, label: v.string() }),
  v.object({ kind: v.literal('remarked') }),
  v.object({ kind: v.literal('not-judged') }),
]);
export type JudgedFilter = v.InferOutput<typeof JudgedFilter>;

/** A page of the result, cells in the order of its columns: numbers as they are, moments and words as text. */
export const JudgedRows = v.object({
  /** Rows that the filter leaves. */
  total: v.number(),
  rows: v.array(
    v.object({
      /** Place in the whole result, from 0. */
      row: v.number(),
      cells: v.array(v.nullable(v.union([v.string(), v.number()]))),
    }),
  ),
});
export type JudgedRows = v.InferOutput<typeof JudgedRows>;

const language = v.picklist(languages);
const question = { runId: Identifier, data: v.pipe(v.array(JudgingFiles), v.minLength(1)) };

export const judgingCommands = {
  /** Runs of the project that can judge, the one that is taken first. */
  'judging.runs': command(v.object({ projectId: Identifier }), v.array(JudgingRun)),
  /** What was understood of the files, with `judging.progress` events. Nothing is kept. */
  'judging.preview': command(v.object(question), JudgingPreview),
  /** Judges all rows, with `judging.progress` events. @throws the first of the preview's problems */
  'judging.start': command(v.object(question), Judging),
  /** @throws `judging.gone` where the result is no longer there */
  'judging.rows': command(
    v.object({
      judgingId: Identifier,
      source: Identifier,
      filter: JudgedFilter,
      /** Of reasons and remarks. */
      language,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    JudgedRows,
  ),
  /** All rows as CSV (UTF-8 with a byte-order mark, so that Excel opens it), in the file's order. */
  'judging.csv': command(v.object({ judgingId: Identifier, source: Identifier, language }), FileToken),
} as const;

/** `share` 0 to 1 within the phase. */
export const JudgingProgress = v.object({
  runId: Identifier,
  phase: v.picklist(['reading', 'judging', 'writing']),
  share: v.number(),
  rows: v.number(),
});
