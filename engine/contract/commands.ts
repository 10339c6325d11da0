// Everything the window can ask of the engine. The schema is the type and the check; meaning is
// documented where it is declared. One argument, one result, plain data both ways.

import * as v from 'valibot';
import { command } from './command.ts';
import { judgingCommands } from './judging.ts';
import { AboutSchema, axes, Recipe } from './recipes.ts';
import { EpochRecord, RunProgress, RunSummary, WeightNote } from './runs.ts';
import { HealthReport, Fix } from './health.ts';
import { ImportPreview, ImportSettings } from './import.ts';
import { AffinityMap } from './methods.ts';
import {
  HeatMap,
  ImageFilter,
  ImageList,
  imageOrders,
  ImagesPreview,
  ManifestChoice,
  mostPictures,
  PhotoProposal,
  PictureView,
  RunExamples,
  withTable,
} from './photos.ts';
import { JoinProposal, JoinQuestion, PhotoJoinProposal, TableFiles, importEntries, joinEntries } from './joins.ts';
import { Budget, ProjectDocument } from './project.ts';
import { SplitProposal, SplitSummary } from './splits.ts';
import { Identifier, Seed, Split, Task } from './tasks.ts';
import {
  AppInfo,
  DataView,
  DeviceView,
  FileToken,
  Language,
  PlannedRun,
  ProjectSummary,
  ProjectView,
  RowsView,
  SampleView,
  Settings,
} from './views.ts';

const project = v.object({ projectId: Identifier });
const run = v.object({ runId: Identifier });
const Tokens = v.pipe(v.array(v.string()), v.minLength(1));
const Nothing = v.null();

export const commands = {
  'app.info': command(Nothing, AppInfo),
  'settings.get': command(Nothing, Settings),
  'settings.set': command(Settings, Settings),
  /** Every device with whether it can be used here and why not. */
  'device.list': command(Nothing, v.array(DeviceView)),

  'sample.list': command(Nothing, v.array(SampleView)),
  'project.list': command(Nothing, v.array(ProjectSummary)),
  /** A new project, empty or from a shipped sample (then with data, tasks and split ready to run). */
  'project.create': command(v.object({ name: v.string(), sample: v.nullable(v.string()) }), ProjectView),
  'project.open': command(project, ProjectView),
  'project.rename': command(v.object({ projectId: Identifier, name: v.pipe(v.string(), v.minLength(1)) }), ProjectView),
  /** Moves it out of the list; `project.restore-deleted` brings it back within this session. */
  'project.delete': command(project, Nothing),
  'project.restore-deleted': command(project, ProjectView),
  /** A new revision of the document. Refused when `revision` is not the newest: nothing is overwritten unseen. */
  'project.edit': command(
    v.object({ projectId: Identifier, revision: v.number(), document: ProjectDocument }),
    ProjectView,
  ),
  'project.undo': command(project, ProjectView),
  'project.redo': command(project, ProjectView),
  /** The project with its data and runs as one file to carry on a stick. */
  'project.export': command(project, FileToken),
  'project.import': command(v.object({ token: v.string() }), ProjectView),
  /** The document alone, as a project file of the command line. */
  'project.save-file': command(project, FileToken),

  /** Names a path for later commands. Sent by the preload script only: the page never holds a path. */
  'file.take': command(
    v.object({
      paths: v.pipe(v.array(v.string()), v.minLength(1)),
      /** Folders stand for the photos in them; without it they are refused. */
      folders: v.optional(v.boolean(), false),
    }),
    v.array(FileToken),
  ),

  /** Where the file of a token lies, to save it: asked by the shell or the loopback host only. */
  'file.locate': command(
    v.object({ token: v.string() }),
    v.object({ path: v.string(), name: v.string(), bytes: v.number() }),
  ),

  /** The first 30 rows with every guess and its evidence; `settings` are the guesses a person changed. */
  'data.preview': command(v.object({ tokens: Tokens, settings: v.nullable(ImportSettings) }), ImportPreview),
  /**
   * Reads the files into the project, with `import.progress` events; one undoable edit. Without `id` they replace
   * all data; with one they are a further data set of this name, or replace the one that has it.
   */
  'data.import': command(
    v.object({ projectId: Identifier, id: v.optional(Identifier), ...importEntries }),
    v.object({ project: ProjectView, data: DataView }),
  ),
  /** What joining these tables would come to, by the keys given or by those that fit best. Nothing is changed. */
  'data.propose-join': command(JoinQuestion, JoinProposal),
  /** Adds rows of files with the same columns below those of a table; one undoable edit. */
  'data.append': command(
    v.object({
      projectId: Identifier,
      tokens: Tokens,
      settings: v.nullable(ImportSettings),
      /** The first data set where none is named. */
      source: v.optional(Identifier),
    }),
    v.object({ project: ProjectView, data: DataView }),
  ),
  /** Joins another table to the project's by key columns; one undoable edit. */
  'data.join': command(
    v.object({ projectId: Identifier, ...joinEntries, source: v.optional(Identifier) }),
    v.object({ project: ProjectView, data: DataView }),
  ),
  /** Which column of a table names the photos of a data set, and how many of them each column names. Nothing is changed. */
  'images.propose-join': command(
    v.object({ projectId: Identifier, source: Identifier, ...TableFiles.entries }),
    PhotoJoinProposal,
  ),
  /** Adds files with one cycle of a signal a row, in the order of the table's rows; one undoable edit. */
  'data.add-signals': command(
    v.object({ projectId: Identifier, tokens: Tokens, source: v.optional(Identifier) }),
    v.object({ project: ProjectView, data: DataView }),
  ),
  /** What folders, zips and pictures hold, read as `manifest` and `path` say. Nothing is stored but a cache. */
  'images.preview': command(
    v.object({ tokens: Tokens, manifest: ManifestChoice, path: v.nullable(v.string()), beside: withTable.beside }),
    ImagesPreview,
  ),
  /**
   * Takes photos into the project with `import.progress` events; one undoable edit. Without `id` they replace all data;
   * with one they are, or replace, that data set; with `joined` a table, whose rows and tasks stay beside them.
   */
  'data.import-images': command(
    v.object({
      projectId: Identifier,
      tokens: Tokens,
      manifest: ManifestChoice,
      path: v.nullable(v.string()),
      id: v.nullable(Identifier),
      joined: withTable.joined,
    }),
    v.object({ project: ProjectView, data: DataView }),
  ),
  /** One data set; all together, one below the other, where none is named. */
  'data.view': command(v.object({ projectId: Identifier, source: v.optional(Identifier) }), v.nullable(DataView)),
  /** Rows as text: a page (`offset`) of those that are left, or the named ones as findings name them (at most 200). */
  'data.rows': command(
    v.object({
      projectId: Identifier,
      offset: v.number(),
      limit: v.pipe(v.number(), v.maxValue(200)),
      rows: v.nullable(v.array(v.number())),
      /** The first data set where none is named. */
      source: v.optional(Identifier),
    }),
    RowsView,
  ),
  /** Photos of a data set, a page at a time. */
  'images.list': command(
    v.object({
      projectId: Identifier,
      source: Identifier,
      filter: ImageFilter,
      order: v.picklist(imageOrders),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    ImageList,
  ),
  /** Photos at most `side` pixels a side: small ones for lists, large ones for looking closely. */
  'images.pictures': command(
    v.object({
      projectId: Identifier,
      source: Identifier,
      rows: v.pipe(v.array(v.number()), v.maxLength(mostPictures)),
      side: v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(2048)),
      /** The rows are those of this run's data; absent = of the project as it is now. */
      runId: v.optional(Identifier),
    }),
    v.array(PictureView),
  ),
  /** Every problem of reading the photos of a data set as CSV (UTF-8 with a byte-order mark). */
  'images.problems-csv': command(
    v.object({ projectId: Identifier, source: Identifier, language: Language }),
    FileToken,
  ),
  /** Of one data set; of all where none is named. */
  'data.health': command(v.object({ projectId: Identifier, source: v.optional(Identifier) }), HealthReport),
  /** Applies one fix as an undoable edit. */
  'data.fix': command(v.object({ projectId: Identifier, fix: Fix }), ProjectView),

  /** A task for this column: kind, which value means NG, unit. Nothing is changed. */
  'task.propose': command(
    v.object({ projectId: Identifier, column: v.string(), source: v.optional(Identifier) }),
    Task,
  ),
  /** How the project's photos would be read and varied if nobody chose anything; null where no pixels are learned from. */
  'photos.propose': command(project, v.nullable(PhotoProposal)),
  /** Of one data set where it is named: then only its rows and its tasks are looked at. */
  'split.propose': command(v.object({ projectId: Identifier, source: v.optional(Identifier) }), SplitProposal),
  /** Counts for a split before it is frozen; a refusal says what would be missing. `source` as above. */
  'split.preview': command(
    v.object({ projectId: Identifier, split: Split, source: v.optional(Identifier) }),
    SplitSummary,
  ),

  /** Which tasks help each other, with `affinity.progress` events: half a minute; kept, unless cancelled, with the project. */
  'affinity.probe': command(project, AffinityMap),
  /** The map of the project as it is now: null where none was measured, or data, inputs, tasks or split changed since. */
  'affinity.get': command(project, v.nullable(AffinityMap)),

  'recipe.list': command(Nothing, v.array(v.object({ axis: v.picklist(axes), choices: v.array(AboutSchema) }))),
  /** What "compare all" would train for this project and how long it would take here. */
  'training.plan': command(project, v.array(PlannedRun)),
  /** Queues these recipes with their twins' baselines on a frozen snapshot. Returns the queued runs. */
  'training.start': command(
    v.object({ projectId: Identifier, recipes: v.array(Recipe), seeds: v.array(Seed), budget: Budget }),
    v.array(RunSummary),
  ),
  'run.list': command(project, v.array(RunSummary)),
  /** The last progress told of the project's runs that live. */
  'run.live': command(project, v.array(RunProgress)),
  'run.get': command(run, RunSummary),
  /** At most `limit` epochs, evenly spaced, first and last included. */
  'run.history': command(
    v.object({ runId: Identifier, limit: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(2000)) }),
    v.object({ tasks: v.array(v.string()), epochs: v.array(EpochRecord), notes: v.array(WeightNote) }),
  ),
  /** The weights of a finished run as CSV, one row an epoch; `notes` = those that the picture numbers. */
  'run.weights-csv': command(
    v.object({ runId: Identifier, language: Language, notes: v.picklist(['notable', 'all']) }),
    FileToken,
  ),
  /**
   * Test photos of a task with what the run said of them, the costliest errors first; `cell` = those of one true
   * class (row) judged as one class (column), as in the confusion matrix.
   */
  'run.examples': command(
    v.object({
      runId: Identifier,
      taskId: Identifier,
      cell: v.nullable(v.object({ actual: v.number(), judged: v.number() })),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    RunExamples,
  ),
  /** What decided about one photo; null where this model has no convolutions to look at. */
  'run.heat-map': command(
    v.object({ runId: Identifier, taskId: Identifier, source: Identifier, row: v.number() }),
    v.nullable(HeatMap),
  ),
  /** `stop-and-keep` evaluates the best state so far; `cancel` keeps only the record. */
  'run.control': command(
    v.object({ runId: Identifier, action: v.picklist(['pause', 'resume', 'stop-and-keep', 'cancel']) }),
    RunSummary,
  ),
  'run.decide': command(
    v.object({
      runId: Identifier,
      decision: v.picklist(['testing', 'candidate', 'adopted', 'retired']),
      by: v.string(),
      reason: v.string(),
    }),
    RunSummary,
  ),
  /** Removes a run's weights; its record and figures stay. */
  'run.delete-weights': command(run, RunSummary),
  /** The trained model as ONNX with its signature file, zipped or alone. */
  'run.export-model': command(run, FileToken),

  ...judgingCommands,

  /** The report as one self-contained page, for the preview. */
  'report.html': command(v.object({ projectId: Identifier, language: Language }), v.object({ html: v.string() })),
  'report.pdf': command(v.object({ projectId: Identifier, language: Language }), FileToken),
  /** The comparison table as CSV (UTF-8 with a byte-order mark, so that Excel opens it). */
  'report.csv': command(v.object({ projectId: Identifier, language: Language }), FileToken),
} as const;

export type Commands = typeof commands;
export type Command = keyof Commands;
/** What a caller may send: defaults may be left out. */
export type Input<C extends Command> = v.InferInput<Commands[C]['input']>;
/** What a handler receives: defaults filled in. */
export type Checked<C extends Command> = v.InferOutput<Commands[C]['input']>;
export type Output<C extends Command> = v.InferOutput<Commands[C]['output']>;

/** A handler for every command; a missing one is a compile error. */
export type Handlers = { readonly [C in Command]: (input: Checked<C>, signal: AbortSignal) => Promise<Output<C>> };

/** Commands only the preload script or the host may send: they carry paths. */
export const hostOnlyCommands: readonly Command[] = ['file.take', 'file.locate'];
