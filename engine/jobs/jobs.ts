// Jobs: everything between a project document and finished, compared runs. The window's handlers
// and the command line call these few functions; nothing above knows how training works.

import type { Events, EventName } from '../contract/events.ts';
import type { Fix, HealthReport } from '../contract/health.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { RunSummary } from '../contract/runs.ts';
import type { PhotoProposal } from '../contract/photos.ts';
import type { SplitProposal, SplitSummary } from '../contract/splits.ts';
import type { Split, Task } from '../contract/tasks.ts';
import type { PlannedRun } from '../contract/views.ts';
import type { AffinityMap } from '../contract/methods.ts';
import type { ProbeHooks } from '../training/affinity-probe.ts';
import type { JobStore } from './job-store.ts';
import type { LoadedData } from './loaded.ts';

export type Emit = <E extends EventName>(event: E, value: Events[E]) => void;

export interface JobsOptions {
  readonly store: JobStore;
  readonly emit: Emit;
  /** A folder of its own for imported tables, content-addressed; it may be emptied at any time. */
  readonly cacheFolder: string;
  /** The file behind an entry of `document.data[].files`; throws a Refusal when it is gone. */
  readonly resolveFile: (reference: string) => string;
  /** The device wanted now: read at the start of each run. */
  readonly device: () => 'auto' | 'cpu' | 'webgpu' | 'directml' | 'cuda' | 'tensorflow' | 'eager';
}

export type { LoadedData } from './loaded.ts';

export interface LoadProgress {
  readonly signal?: AbortSignal;
  /** `share` 0 to 1 within the phase. */
  readonly progress?: (phase: 'reading' | 'profiling' | 'checking', share: number, rows: number) => void;
}

export type RunAction = 'pause' | 'resume' | 'stop-and-keep' | 'cancel';

export interface Jobs {
  /** Imports (or finds in the cache) the document's data. The same document gives the same hash. */
  load(document: ProjectDocument, options?: LoadProgress): Promise<LoadedData>;
  /** Of all data sets, or of one. */
  health(document: ProjectDocument, options?: LoadProgress, source?: string): Promise<HealthReport>;
  /** The document after a fix; nothing is stored. */
  fix(document: ProjectDocument, fix: Fix): ProjectDocument;
  /** `source` = the data set the column stands in; the first where none is named. */
  proposeTask(document: ProjectDocument, column: string, source?: string): Promise<Task>;
  proposeSplit(document: ProjectDocument): Promise<SplitProposal>;
  /** Null where no pixels are learned from. Some of the photos are looked at. */
  proposePhotos(document: ProjectDocument, signal?: AbortSignal): Promise<PhotoProposal | null>;
  previewSplit(document: ProjectDocument, split: Split): Promise<SplitSummary>;
  /** What "compare all" would train and how long each would take on this PC. */
  plan(document: ProjectDocument): Promise<PlannedRun[]>;
  /** Which tasks help each other, by a short probe on the CPU. Nothing is stored. @throws Refusal `affinity.one-task` */
  affinity(document: ProjectDocument, hooks?: ProbeHooks): Promise<AffinityMap>;
  /**
   * Freezes a snapshot and queues the recipes for each seed, with the constant baseline and the
   * reference learner beside them unless the snapshot has them. Refuses before queueing anything.
   */
  start(
    projectId: string,
    document: ProjectDocument,
    recipes: readonly Recipe[],
    seeds: readonly number[],
  ): Promise<RunSummary[]>;
  control(runId: string, action: RunAction): Promise<RunSummary>;
  /** Queues again what a dead engine left unfinished; each goes on from its last checkpoint. */
  resumeInterrupted(): void;
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>;
  /** Stops at the next step with a checkpoint; unfinished runs resume at the next start. */
  close(): Promise<void>;
}
