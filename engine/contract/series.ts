// Data in order of time: what was met while the rows were put in order, and what a forecast is worth in detail.

import * as v from 'valibot';

/** What to do with moments that lack a row, and cells that lack a value. */
export const gapChoices = ['leave', 'hold', 'line'] as const;
/** What to do with several rows of one moment. */
export const duplicateChoices = ['mean', 'first', 'last'] as const;

export const SeriesChoices = v.object({
  /** `leave` = missing; `hold` = the value before; `line` = on a line between the values around it. */
  gaps: v.optional(v.picklist(gapChoices), 'leave'),
  duplicates: v.optional(v.picklist(duplicateChoices), 'mean'),
});
export type SeriesChoices = v.InferOutput<typeof SeriesChoices>;

/** How far apart rows are. */
export const SeriesClock = v.object({
  /** Milliseconds from row to row; null where rows are whole months apart, or where no step is common. */
  step: v.nullable(v.number()),
  /** Months from row to row; null unless rows are that far apart. */
  months: v.nullable(v.number()),
  /** False where rows come at any time: then steps ahead are rows ahead, whatever time that is. */
  regular: v.boolean(),
  /** Rows on Monday to Friday only: weekends are no gaps. */
  workdays: v.boolean(),
  /** Rows in one season (24 hours in a day, 7 days in a week, 12 months in a year); null where there is none. */
  season: v.nullable(v.number()),
  /** Rows in a week; null where a week is no whole number of rows, or the data shows no two weeks. */
  week: v.nullable(v.number()),
});
export type SeriesClock = v.InferOutput<typeof SeriesClock>;

/** Something met in the rows: how often, and where the first few stand. Moments in milliseconds on the file's own clock. */
const Met = v.object({ count: v.number(), examples: v.array(v.number()) });

/** What was found and done while rows were put in order of time. */
export const SeriesReport = v.object({
  /** Rows read, and rows after gaps and duplicates were treated. */
  rowsBefore: v.number(),
  rowsAfter: v.number(),
  /** Different series, 1 without a series column. */
  series: v.number(),
  first: v.nullable(v.number()),
  last: v.nullable(v.number()),
  clock: SeriesClock,
  /** Rows that stood before an older row of their series. */
  unsorted: v.number(),
  /** Rows without a moment (or without a series): left out. */
  withoutMoment: v.number(),
  /** Moments without a row; `count` rows were added. */
  gaps: Met,
  /** Breaks too long to be filled: nothing is looked back on across them. */
  breaks: Met,
  /** Moments with several rows, those of a repeated hour not counted. */
  duplicates: Met,
  /** Autumn hours that stand twice, spring hours that do not exist. */
  daylight: v.object({ repeated: v.number(), skipped: v.number() }),
  /** Cells given a value by `hold` or `line`. */
  filled: v.number(),
});
export type SeriesReport = v.InferOutput<typeof SeriesReport>;

/** A table that looks like rows in order of time: its date column, what tells series apart, and its clock. */
export const SeriesProposal = v.object({
  time: v.string(),
  series: v.nullable(v.string()),
  clock: SeriesClock,
});
export type SeriesProposal = v.InferOutput<typeof SeriesProposal>;

const maybe = v.nullable(v.number());

/** Figures of one forecast column over the test origins. */
export const ForecastColumn = v.object({
  column: v.string(),
  unit: v.nullable(v.string()),
  mae: maybe,
  rmse: maybe,
  /** Sum of absolute errors over sum of absolute values. */
  wape: maybe,
  mase: maybe,
  /** MAE of the comparison that `skill` tells against, and the improvement as a share of it. */
  referenceMae: maybe,
  skill: maybe,
  coverage: maybe,
  mseScaled: v.optional(maybe),
  maeScaled: v.optional(maybe),
  /** MASE by rows ahead, in the order of `ForecastDetail.steps`. */
  byStep: v.array(maybe),
});
export type ForecastColumn = v.InferOutput<typeof ForecastColumn>;

/** Figures of one of several series: means over its columns, each in the scale of the series itself. */
export const ForecastSeries = v.object({
  name: v.string(),
  /** Test origins. */
  origins: v.number(),
  /** No training row is of this series: it has no scale of its own, and no MASE. */
  isNew: v.boolean(),
  /** In the unit of the column where there is one column; null otherwise. */
  mae: maybe,
  rmse: maybe,
  referenceMae: maybe,
  wape: maybe,
  mase: maybe,
  skill: maybe,
  coverage: maybe,
  mseScaled: v.optional(maybe),
  maeScaled: v.optional(maybe),
});
export type ForecastSeries = v.InferOutput<typeof ForecastSeries>;

/** One stretch of a forecast beside what came; equally long lists, null = missing. */
export const ForecastWindow = v.object({
  column: v.string(),
  unit: v.nullable(v.string()),
  /** Which of several series it is of; absent where there is one. */
  series: v.optional(v.string()),
  /** Which of the origins this is by its error: in the middle of all, or among the worst. */
  kind: v.picklist(['typical', 'worst']),
  /** Row of the origin, and its moment (null without a clock). */
  row: v.number(),
  moment: maybe,
  /** Rows before (and at) the origin: rows from it, 0 = the origin; and the values. */
  history: v.array(v.tuple([v.number(), maybe])),
  /** Rows ahead, from 1: actual, forecast, lower, upper (null without an interval). */
  ahead: v.array(v.tuple([v.number(), maybe, v.number(), maybe, maybe])),
});
export type ForecastWindow = v.InferOutput<typeof ForecastWindow>;

/** Errors are told in MASE: 1 = as large as the in-sample seasonal naive forecast of the training rows. */
export const ForecastDetail = v.object({
  horizon: v.number(),
  clock: SeriesClock,
  /** Share of values that the interval is to hold; null for point forecasts. */
  interval: v.nullable(v.number()),
  /** Season of the naive forecast in the MASE, in rows; 1 = the last value. */
  season: v.number(),
  /** What `skill` tells against: the same moment a week ago, a season ago, or the last value. */
  reference: v.object({ kind: v.picklist(['week', 'season', 'last']), rows: v.number() }),
  /** Rolling back-test without training again: from every row, or from one hour of each day. */
  origins: v.object({
    count: v.number(),
    rule: v.picklist(['every-row', 'daily', 'other']),
    hour: maybe,
    first: maybe,
    last: maybe,
  }),
  columns: v.array(ForecastColumn),
  /**
   * Where the data set holds several series: how many, and those forecast worst. Every figure of the forecast is then the
   * mean over all of them, each counted once.
   */
  seriesCount: v.optional(v.number()),
  series: v.optional(v.array(ForecastSeries)),
  /** Rows ahead that `byStep` tells of: all, or about 100 of them. */
  steps: v.array(v.number()),
  byStep: v.array(maybe),
  /** The same of the comparison. */
  referenceByStep: v.array(maybe),
  coverageByStep: v.array(maybe),
  /** By hour of the moment forecast, 0 to 23; by weekday, Monday first. Absent where the clock has none. */
  byHour: v.optional(v.array(maybe)),
  byWeekday: v.optional(v.array(maybe)),
  /** The days forecast worst: start of the day, error, and the column that was furthest off. */
  worstDays: v.array(
    v.object({
      day: v.number(),
      mase: v.number(),
      column: v.string(),
      mae: v.number(),
      /** Which of several series was furthest off. */
      series: v.optional(v.string()),
    }),
  ),
  windows: v.array(ForecastWindow),
});
export type ForecastDetail = v.InferOutput<typeof ForecastDetail>;
