// What the window is shown: small views of projects, data and the program itself. Data sets never
// cross the boundary; a view holds counts, profiles and at most 200 rows.

import * as v from 'valibot';
import { ColumnProfile } from './health.ts';
import { ImageReport } from './images.ts';
import { ImportReport } from './import.ts';
import { ProjectDocument } from './project.ts';
import { Recipe } from './recipes.ts';
import { RunState } from './runs.ts';
import { SeriesProposal, SeriesReport } from './series.ts';
import { Identifier } from './tasks.ts';

export const Language = v.picklist(['ja', 'en']);

export const AppInfo = v.object({
  version: v.string(),
  host: v.picklist(['electron', 'loopback', 'command-line']),
  dataFolder: v.string(),
  /** The processor and memory of this PC, as the report names them. */
  machine: v.string(),
  /** True when the engine died and came back since the page was loaded. */
  recovered: v.boolean(),
});

export const Settings = v.object({
  /** Null = as the operating system says. */
  language: v.nullable(Language),
  theme: v.picklist(['system', 'light', 'dark']),
  device: v.picklist(['auto', 'cpu', 'webgpu', 'directml', 'cuda', 'tensorflow']),
});
export type Settings = v.InferOutput<typeof Settings>;

export const DeviceView = v.object({
  id: v.string(),
  available: v.boolean(),
  /** What it is, or why it cannot be used here. */
  detail: v.string(),
});

export const ProjectSummary = v.object({
  id: Identifier,
  name: v.string(),
  createdAt: v.number(),
  changedAt: v.number(),
  rows: v.nullable(v.number()),
  tasks: v.array(v.string()),
  runs: v.number(),
  /** Of the run at work, else of one that waits, else of the newest. */
  lastRunState: v.nullable(RunState),
});
export type ProjectSummary = v.InferOutput<typeof ProjectSummary>;

export const ProjectView = v.object({
  id: Identifier,
  name: v.string(),
  document: v.nullable(ProjectDocument),
  revision: v.number(),
  canUndo: v.boolean(),
  canRedo: v.boolean(),
  /** The furthest page that has what it needs. */
  reached: v.picklist(['data', 'tasks', 'train', 'compare', 'report']),
});
export type ProjectView = v.InferOutput<typeof ProjectView>;

export const SourceView = v.object({
  id: Identifier,
  kind: v.picklist(['table', 'images', 'series']),
  rows: v.number(),
  fileNames: v.array(v.string()),
});
export type SourceView = v.InferOutput<typeof SourceView>;

/** The imported data of one source, after every decision in the document. */
export const DataView = v.object({
  sourceId: Identifier,
  snapshotId: Identifier,
  rows: v.number(),
  columns: v.array(ColumnProfile),
  report: ImportReport,
  fileNames: v.array(v.string()),
  /** Where this data set is one of photos: how they were read. */
  images: v.optional(ImageReport),
  /** Where its rows are in order of time: what was met and done while they were put so. */
  series: v.optional(SeriesReport),
  /** Where they are not, and look as if they should be. */
  seriesProposal: v.optional(SeriesProposal),
  /** Columns that may be predicted but are never inputs: what people wrote about photos. */
  labelColumns: v.optional(v.array(v.string())),
  /** All data sets of the project, in their order. */
  sources: v.optional(v.array(SourceView)),
});
export type DataView = v.InferOutput<typeof DataView>;

export const RowsView = v.object({
  columns: v.array(v.string()),
  rows: v.array(v.object({ row: v.number(), file: v.string(), line: v.number(), cells: v.array(v.string()) })),
});

export const SampleView = v.object({
  id: v.string(),
  name: v.object({ ja: v.string(), en: v.string() }),
  purpose: v.object({ ja: v.string(), en: v.string() }),
  rows: v.number(),
  minutes: v.number(),
});

/** One training proposed for this project, with the reason and the expected time. */
export const PlannedRun = v.object({
  recipe: Recipe,
  reason: v.picklist(['twin', 'plain', 'automatic', 'scale', 'groups', 'soft', 'compute', 'search', 'chosen']),
  /** Under the limits of the project. */
  seconds: v.number(),
  /** The part that grows with the epochs, without any time limit; absent where nothing was timed. */
  epochSeconds: v.optional(v.number()),
  /** That part were no training to end before its last epoch. */
  mostEpochSeconds: v.optional(v.number()),
  /** Most epochs of a training, and of all trainings together that the run consists of. */
  epochs: v.optional(v.number()),
  allEpochs: v.optional(v.number()),
  /** What the reference takes before the first of them, the same on each; absent where that is moments. */
  referenceSeconds: v.optional(v.number()),
});
export type PlannedRun = v.InferOutput<typeof PlannedRun>;

/** The trainings every comparison begins with: the yardsticks and the usual one. */
export const coreReasons: readonly PlannedRun['reason'][] = ['twin', 'plain', 'automatic'];

/** A file the engine made or took: the page holds the token, never the path. */
export const FileToken = v.object({
  token: v.string(),
  name: v.string(),
  bytes: v.number(),
  /** A folder of photos. */
  folder: v.optional(v.boolean()),
});
export type FileToken = v.InferOutput<typeof FileToken>;
