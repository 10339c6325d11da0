// Tables that were dropped together and have different headers: which of them could be joined by which columns, and
// what that would come to, counted over all rows.

import * as v from 'valibot';
import { ImportSettings, JoinCounts } from './import.ts';
import { Identifier } from './tasks.ts';

/** Files with the same columns, as one table. */
export const TableFiles = v.object({
  tokens: v.pipe(v.array(v.string()), v.minLength(1)),
  settings: v.nullable(ImportSettings),
});
export type TableFiles = v.InferOutput<typeof TableFiles>;

/** More tables at once are more than one screen can ask about. */
export const mostTables = 8;

/** One table beside the main one. */
export const JoinTry = v.object({
  /** Its place among the tables. */
  table: v.number(),
  /** Columns that both have. */
  shared: v.array(v.string()),
  /** Those its rows are found by; empty where the tables have none in common. */
  keys: v.array(v.string()),
  /** Null without keys, and where they repeat. */
  counts: v.nullable(JoinCounts),
  /** Rows whose keys stand in an earlier row of this table already: then nobody can say which is meant. */
  repeated: v.number(),
});
export type JoinTry = v.InferOutput<typeof JoinTry>;

export const JoinProposal = v.object({
  /** The table whose rows stay; place among the tables. */
  main: v.number(),
  /** Rows of each table. */
  rows: v.array(v.number()),
  joins: v.array(JoinTry),
  /** Every table can be joined, and most rows of one of both sides find a partner. */
  isLikely: v.boolean(),
});
export type JoinProposal = v.InferOutput<typeof JoinProposal>;

export const JoinQuestion = v.object({
  tables: v.pipe(v.array(TableFiles), v.minLength(2), v.maxLength(mostTables)),
  /** The table whose rows stay; null = the one that fits best. */
  main: v.nullable(v.number()),
  /** By table; null = the best ones. */
  keys: v.nullable(v.array(v.nullable(v.array(v.string())))),
});

/** What an import takes in: a table, others joined to it by key, and further data sets beside it. */
export const importEntries = {
  ...TableFiles.entries,
  join: v.optional(
    v.array(
      v.object({
        ...TableFiles.entries,
        keys: v.pipe(v.array(v.string()), v.minLength(1)),
        kind: v.picklist(['left', 'inner']),
      }),
    ),
  ),
  beside: v.optional(v.array(v.object({ ...TableFiles.entries, id: Identifier }))),
} as const;
