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

/** A table beside photos: which of its columns names them. */
export const PhotoJoinProposal = v.object({
  /** Photos of the data set, and the name of one. */
  photos: v.number(),
  example: v.string(),
  columns: v.array(
    v.object({
      name: v.string(),
      /** Different photos that its cells name, with or without folder and extension. */
      photos: v.number(),
      /** Rows that name a photo which an earlier row names: then nothing can be joined by it. */
      repeated: v.number(),
      /** One of its cells. */
      example: v.string(),
    }),
  ),
  /** The column that would be taken; null where none names enough of them. */
  guess: v.nullable(v.string()),
});
export type PhotoJoinProposal = v.InferOutput<typeof PhotoJoinProposal>;

export const JoinQuestion = v.object({
  tables: v.pipe(v.array(TableFiles), v.minLength(2), v.maxLength(mostTables)),
  /** The table whose rows stay; null = the one that fits best. */
  main: v.nullable(v.number()),
  /** By table; null = the best ones. */
  keys: v.nullable(v.array(v.nullable(v.array(v.string())))),
});

/** What is joined to the table that is there. */
export const joinEntries = {
  ...TableFiles.entries,
  /** Empty where it is joined to photos by the column that names them. */
  keys: v.array(v.string()),
  photo: v.optional(v.string()),
  kind: v.picklist(['left', 'inner']),
} as const;

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
