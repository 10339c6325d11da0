// Photos as data: what stood in the way of reading some of them, and what came of the others.
// Sentences of the problems are in `text/image-problems.ts`.

import * as v from 'valibot';

/** What can be wrong with one picture, one mask or one row of a list; none of them stops the import. */
export const imageProblemCodes = [
  'empty',
  'unreadable',
  'truncated',
  'not-an-image',
  'too-large',
  'too-many-bytes',
  'unsupported',
  'path-too-long',
  'name-twice',
  'duplicate-exact',
  'nested-archive',
  'mask-without-photo',
  'picture-without-row',
  'row-without-picture',
  'row-ambiguous',
] as const;
export type ImageProblemCode = (typeof imageProblemCodes)[number];

export const ImageProblem = v.object({
  /** Relative path in the dropped folder or archive; for rows, the cell that names the picture. */
  path: v.string(),
  code: v.picklist(imageProblemCodes),
  /** What the sentence says besides: a size, a format, the other picture; empty where there is nothing. */
  detail: v.string(),
});
export type ImageProblem = v.InferOutput<typeof ImageProblem>;

/** Files that were passed over, by reason. */
export const ignoredReasons = ['system', 'hidden', 'table', 'archive', 'other', 'link'] as const;
export type IgnoredReason = (typeof ignoredReasons)[number];

export const ImageReport = v.object({
  /** Photos that were read: rows of the table. */
  images: v.number(),
  masks: v.number(),
  ignored: v.record(v.string(), v.number()),
  /** The first 1,000 of `problemCount`. */
  problems: v.array(ImageProblem),
  problemCount: v.number(),
  /** Empty where the folders are no classes. */
  classes: v.array(v.object({ level: v.string(), count: v.number() })),
  /** Pixels of the smallest and the largest photo by area; null without photos. */
  sizes: v.nullable(v.object({ smallest: v.array(v.number()), largest: v.array(v.number()) })),
  /** Photos by file format. */
  formats: v.record(v.string(), v.number()),
  /** Bits that the deepest photos use: 8, or 10 to 16 where any has more. */
  bits: v.number(),
  /** The column of the list that names the pictures; null without a list. */
  pathColumn: v.nullable(v.string()),
  /** Lists found among the pictures, which could be given as `manifest`. */
  tables: v.array(v.string()),
  seconds: v.number(),
});
export type ImageReport = v.InferOutput<typeof ImageReport>;

/** Problems a report shows at most. */
export const mostProblems = 1000;
