// What is known of a table before anything is trained: one profile a column, and the findings of the
// health check with their fixes. Sentences for findings are in `text/findings.ts`.

import * as v from 'valibot';
import { checks } from './checks.ts';
import { Identifier, Split } from './tasks.ts';

/** Kinds a person can choose; photos are found by the program alone. */
export const columnKinds = ['number', 'category', 'text', 'date'] as const;
export const ColumnKind = v.picklist(columnKinds);
export type ColumnKind = v.InferOutput<typeof ColumnKind>;

/** Counts between edges: `edges` has one entry more than `counts`; the last bin includes its upper edge. */
export const Histogram = v.object({ edges: v.array(v.number()), counts: v.array(v.number()) });
export type Histogram = v.InferOutput<typeof Histogram>;

const common = {
  name: v.string(),
  unit: v.nullable(v.string()),
  /** Rows that hold a value. */
  count: v.number(),
  missing: v.number(),
  /** Different values among the rows that hold one. */
  distinct: v.number(),
};

export const NumberSummary = v.object({
  minimum: v.number(),
  lowerQuartile: v.number(),
  median: v.number(),
  upperQuartile: v.number(),
  maximum: v.number(),
  mean: v.number(),
  /** Sample standard deviation; 0 for one value. */
  deviation: v.number(),
  /** True where every value is a whole number. */
  whole: v.boolean(),
});
export type NumberSummary = v.InferOutput<typeof NumberSummary>;

/** Null where every value is missing. */
export const NumberProfile = v.object({
  ...common,
  kind: v.literal('number'),
  numbers: v.nullable(NumberSummary),
  histogram: v.nullable(Histogram),
});
export type NumberProfile = v.InferOutput<typeof NumberProfile>;

export const LevelCount = v.object({ level: v.string(), count: v.number() });
export type LevelCount = v.InferOutput<typeof LevelCount>;

/** The commonest levels, at most 12, and what the others come to. */
export const CategoryProfile = v.object({
  ...common,
  kind: v.literal('category'),
  levels: v.array(LevelCount),
  rest: v.object({ levels: v.number(), count: v.number() }),
});
export type CategoryProfile = v.InferOutput<typeof CategoryProfile>;

export const TextProfile = v.object({ ...common, kind: v.literal('text'), examples: v.array(v.string()) });
export type TextProfile = v.InferOutput<typeof TextProfile>;

/** The first few photos, by their paths. */
export const ImageProfile = v.object({ ...common, kind: v.literal('image'), examples: v.array(v.string()) });
export type ImageProfile = v.InferOutput<typeof ImageProfile>;

/** Moments in milliseconds on the file's own clock (see `DateColumn`); null where there are none. */
export const DateProfile = v.object({
  ...common,
  kind: v.literal('date'),
  first: v.nullable(v.number()),
  last: v.nullable(v.number()),
  /** Median step between neighbouring different moments; null with fewer than two. */
  typicalInterval: v.nullable(v.number()),
  histogram: v.nullable(Histogram),
});
export type DateProfile = v.InferOutput<typeof DateProfile>;

export const ColumnProfile = v.variant('kind', [
  NumberProfile,
  CategoryProfile,
  TextProfile,
  DateProfile,
  ImageProfile,
]);
export type ColumnProfile = v.InferOutput<typeof ColumnProfile>;

/** A change of the project document that answers a finding; nothing else is ever changed. */
export const Fix = v.variant('kind', [
  v.object({ kind: v.literal('exclude-column'), columns: v.array(v.string()) }),
  /** Snapshot row numbers of the source, as in `DataSource.withoutRows`. */
  v.object({ kind: v.literal('remove-rows'), data: Identifier, rows: v.array(v.number()) }),
  v.object({ kind: v.literal('use-split'), split: Split }),
  v.object({ kind: v.literal('change-kind'), data: Identifier, column: v.string(), to: ColumnKind }),
  v.object({ kind: v.literal('drop-task'), taskId: Identifier }),
]);
export type Fix = v.InferOutput<typeof Fix>;

export const severities = ['fail', 'warn', 'pass'] as const;
export type Severity = (typeof severities)[number];

export const Fact = v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.string()), v.array(v.number())]);
export type Fact = v.InferOutput<typeof Fact>;

export const Finding = v.object({
  /** Stable between two checks of the same data: what `ProjectDocument.accepted` names. */
  key: v.string(),
  /** The data set it is about. */
  data: v.optional(Identifier),
  check: v.picklist(checks),
  severity: v.picklist(severities),
  columns: v.array(v.string()),
  taskId: v.optional(Identifier),
  /** The numbers and names of the sentence; their types per check are in `finding-facts.ts`. */
  facts: v.record(v.string(), Fact),
  /** How many rows it concerns, and the first 200 of them as snapshot row numbers from 0. */
  rowCount: v.number(),
  rows: v.array(v.number()),
  fix: v.optional(Fix),
});
export type Finding = v.InferOutput<typeof Finding>;

export const HealthReport = v.object({
  /** Fails first, then warnings, then what was looked at and found in order. */
  findings: v.array(Finding),
  counts: v.object({ fail: v.number(), warn: v.number(), pass: v.number() }),
});
export type HealthReport = v.InferOutput<typeof HealthReport>;
