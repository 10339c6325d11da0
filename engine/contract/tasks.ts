// What is to be predicted: one record a task, as it stands in a project file.

import * as v from 'valibot';

/** Ids are keys of records, where `__proto__` cannot be one. */
export const Identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.notValue('__proto__'));

/** What a wrong answer costs, in the user's own money unit; absent until she says so. */
export const ErrorCosts = v.object({
  /** One escape: NG judged OK. */
  miss: v.pipe(v.number(), v.minValue(0)),
  /** One false reject: OK judged NG. */
  falseReject: v.pipe(v.number(), v.minValue(0)),
});

const common = {
  /** What results are saved under. */
  id: Identifier,
  /** What it is called on screens and in reports; absent = its id. No two tasks are called the same. */
  name: v.optional(Identifier),
  /** Id of the data source; `main` when there is only one. */
  data: v.optional(Identifier, 'main'),
  /** Column of the data source. It is kept out of every task's inputs. */
  target: v.string(),
  /** 0.1 to 10, 1 = as important as the others. Read by weightings and by the leaderboard. */
  importance: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(10)), 1),
  /** A run below this may not be adopted: the least acceptable value of the task's main metric. */
  floor: v.optional(v.number()),
};

const AnyShare = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const BinaryTask = v.object({
  ...common,
  kind: v.literal('binary'),
  /**
   * A run above either rate on the test rows may not be adopted; shares of 1, of all NG and of all OK parts. The border
   * between OK and NG is set where the validation rows keep to both.
   */
  passLine: v.optional(v.object({ missRate: v.optional(AnyShare), overkillRate: v.optional(AnyShare) })),
  /** The spelling in the target column that means NG; a number may be given as one. */
  positive: v.optional(v.union([v.string(), v.pipe(v.number(), v.transform(String))])),
  costs: v.optional(ErrorCosts),
});

export type BinaryTask = v.InferOutput<typeof BinaryTask>;

export const ClassificationTask = v.object({ ...common, kind: v.literal('classification') });

export const RegressionTask = v.object({
  ...common,
  kind: v.literal('regression'),
  unit: v.optional(v.string()),
  /** Specification limits in the target's unit; either may be missing. */
  limits: v.optional(v.object({ lower: v.optional(v.number()), upper: v.optional(v.number()) })),
});

/** What comes next, from what has been: one or several columns of a data set with a time column. */
export const ForecastTask = v.object({
  ...common,
  kind: v.literal('forecast'),
  /** All forecast columns, `target` first; absent = `target` alone. A project file may write them as `target`. */
  targets: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  /** Rows looked back on; absent = chosen from the clock and the horizon. */
  lookback: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000))),
  /** Rows ahead. */
  horizon: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)),
  /** Share of the values that the interval is to hold; absent = a point forecast. */
  interval: v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.99))),
  /** `train`: errors also on values standardised by the training rows, as the literature reports them. */
  scale: v.optional(v.picklist(['unit', 'train'])),
  /** Judged on forecasts that begin at this hour of each day, on the file's own clock; absent = from every row. */
  origins: v.optional(v.object({ hour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23)) })),
  unit: v.optional(v.string()),
});
export type ForecastTask = v.InferOutput<typeof ForecastTask>;

export const Task = v.variant('kind', [BinaryTask, ClassificationTask, RegressionTask, ForecastTask]);
export type Task = v.InferOutput<typeof Task>;
export type TaskKind = Task['kind'];

/** The columns a task predicts, one for all kinds but forecasts. */
export function targetsOf(task: Task): readonly string[] {
  return task.kind === 'forecast' ? (task.targets ?? [task.target]) : [task.target];
}

/** What every random choice starts from: 32 bits, so that no two seeds mean the same. */
export const Seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4294967295));

/** A share of all rows (below 1) or a number of rows (from 1). */
const Share = v.union([
  v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.9)),
  v.pipe(v.number(), v.integer(), v.minValue(1)),
]);

const shares = {
  /** Rows left over by the three are used by none; absent = all that are left. */
  train: v.optional(Share),
  test: v.optional(Share, 0.2),
  validation: v.optional(Share, 0.15),
  seed: v.optional(Seed, 1),
};

/** How rows are divided into training, validation and test. Shares are of all rows. */
export const Split = v.variant('kind', [
  v.object({ kind: v.literal('random'), ...shares }),
  v.object({ kind: v.literal('stratified'), ...shares }),
  /** A group (lot, machine) never stands on two sides. */
  v.object({ kind: v.literal('group'), column: v.string(), ...shares }),
  /** Oldest rows train, newest test; equal moments stay together. Absent column = the data set's own time column. */
  v.object({ kind: v.literal('time'), column: v.optional(v.string()), ...shares }),
  /** Neighbouring rows stay together, in this many blocks: for measurements taken one after another. */
  v.object({
    kind: v.literal('blocks'),
    blocks: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1000)), 20),
    ...shares,
  }),
  /** Whole files, in the order of their names: the first train, the last test. */
  v.object({ kind: v.literal('files'), ...shares }),
  /** The file says it: `train`, `validation`, `test` in this column. */
  v.object({ kind: v.literal('column'), column: v.string() }),
]);
export type Split = v.InferOutput<typeof Split>;
export const parts = ['train', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];
