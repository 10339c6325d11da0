// Photos as the window sees them: the preview of a drop, lists, small pictures, examples of a run, heat maps.
// Rows are those of the data set before any was removed, as in `DataSource.withoutRows`: they stay when others go.

import * as v from 'valibot';
import { AugmentSettings } from './augment.ts';
import { ImageReport } from './images.ts';
import { PhotoJoinProposal } from './joins.ts';
import { Identifier } from './tasks.ts';

const Row = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The list of labels beside photos: a file of its own, or one that lies among the pictures. */
export const ManifestChoice = v.nullable(
  v.variant('from', [
    v.object({ from: v.literal('file'), token: v.string() }),
    v.object({ from: v.literal('inside'), name: v.string() }),
  ]),
);
export type ManifestChoice = v.InferOutput<typeof ManifestChoice>;

/** A column that can be predicted: what folders, the list or masks say of each photo. */
export const LabelSummary = v.object({
  name: v.string(),
  kind: v.picklist(['number', 'category', 'text', 'date', 'image']),
  missing: v.number(),
  distinct: v.number(),
  /** The commonest words; empty for numbers. */
  levels: v.array(v.object({ level: v.string(), count: v.number() })),
});
export type LabelSummary = v.InferOutput<typeof LabelSummary>;

/** A table that is there when photos come: it may be of the same parts. */
export const withTable = {
  /** When they are looked at: which data set. */
  beside: v.optional(v.object({ projectId: Identifier, source: Identifier })),
  /** When they are taken in: the data set that gives them its place, and its column that names them. */
  joined: v.optional(v.object({ source: Identifier, photo: v.string() })),
} as const;

export const ImagesPreview = v.object({
  report: ImageReport,
  labels: v.array(LabelSummary),
  /** Up to 12 photos spread over all, as data URLs. */
  examples: v.array(v.object({ name: v.string(), label: v.string(), url: v.string() })),
  /** Why the list could not be used; the preview is then without it. */
  listFailure: v.nullable(v.object({ code: v.string(), facts: v.record(v.string(), v.unknown()) })),
  /** Columns of the list, to name the one with the paths; empty without a list. */
  listColumns: v.array(v.string()),
  /** How the table that is there could be joined to the photos; absent where none was named or it cannot be. */
  join: v.optional(PhotoJoinProposal),
});
export type ImagesPreview = v.InferOutput<typeof ImagesPreview>;

export const imageOrders = ['name', 'brightness', 'sharpness', 'size'] as const;

/** What photos are wanted; everything left out does not filter. */
export const ImageFilter = v.object({
  /** Photos with this label. */
  column: v.optional(v.string()),
  value: v.optional(v.string()),
  part: v.optional(v.picklist(['train', 'validation', 'test'])),
  /** Part of the path, whatever its case. */
  text: v.optional(v.string()),
  /** Only those with a label that was put right by decision. */
  marked: v.optional(v.boolean()),
});
export type ImageFilter = v.InferOutput<typeof ImageFilter>;

export const ImageItem = v.object({
  row: Row,
  name: v.string(),
  /** By column; columns without a value are left out. */
  labels: v.record(v.string(), v.string()),
  /** Columns whose label was put right by decision. */
  marked: v.array(v.string()),
  width: v.number(),
  height: v.number(),
});
export type ImageItem = v.InferOutput<typeof ImageItem>;

export const ImageList = v.object({ total: v.number(), items: v.array(ImageItem) });
export type ImageList = v.InferOutput<typeof ImageList>;

/** Photos asked for at a time. */
export const mostPictures = 64;

/** One photo as a data URL; null where it can no longer be read. */
export const PictureView = v.object({ row: Row, url: v.nullable(v.string()) });
export type PictureView = v.InferOutput<typeof PictureView>;

/** A test photo with what the run said of it. */
export const RunExample = v.object({
  source: Identifier,
  row: Row,
  name: v.string(),
  /** Words of the class, or the value as written. */
  actual: v.string(),
  judged: v.string(),
  /** Probability of what was judged, 0 to 1; null for values. */
  probability: v.nullable(v.number()),
  /** Loss of this answer: minus the logarithm of the probability of what is true; for values the error in the target's unit. */
  regret: v.number(),
  /** The label that was put right since; null where none was. */
  corrected: v.nullable(v.string()),
});
export type RunExample = v.InferOutput<typeof RunExample>;

export const RunExamples = v.object({
  total: v.number(),
  items: v.array(RunExample),
  /** Words a label can be changed to; empty for values. */
  classes: v.array(v.string()),
  /** False where the project has other photos now: rows mean others, and labels cannot be put right from here. */
  isCurrent: v.boolean(),
});
export type RunExamples = v.InferOutput<typeof RunExamples>;

/** Where a network looked: 0 = nothing, 1 = as strong as the strongest of the project's training photos. */
export const HeatMap = v.object({
  height: v.number(),
  width: v.number(),
  /** Row-major. */
  values: v.array(v.number()),
  /** What the map speaks for: the class judged. */
  about: v.string(),
  /** Where the photo stands in the map, as shares of its width and height: left, top, right, bottom. */
  frame: v.tuple([v.number(), v.number(), v.number(), v.number()]),
});
export type HeatMap = v.InferOutput<typeof HeatMap>;

/** How photos would be read and varied if nobody chose anything. */
export const PhotoProposal = v.object({
  /** Pixels that the model reads. */
  width: v.number(),
  height: v.number(),
  colour: v.picklist(['grey', 'colour']),
  augment: AugmentSettings,
});
export type PhotoProposal = v.InferOutput<typeof PhotoProposal>;
