// What jobs need of a store. The store implements it; jobs know no SQL and no folders.

import type { ProjectDocument } from '../contract/project.ts';
import type { EpochRecord, RunResult, RunState, RunSummary, WeightNote } from '../contract/runs.ts';
import type { SplitSummary } from '../contract/splits.ts';

/** A frozen data set: the rows, the labels and who is in which part. Never changed once written. */
export interface Snapshot {
  /** Hash over everything below: the same data and split give the same snapshot. */
  readonly id: string;
  readonly projectId: string;
  /** Hash of the imported table after joins and removed rows. */
  readonly tableHash: string;
  /** Hash of the parts array. */
  readonly partsHash: string;
  readonly rows: number;
  readonly fileNames: readonly string[];
  readonly split: SplitSummary;
  readonly createdAt: number;
}

/** A run as it enters the queue: its record, and the document it was started with. */
export interface QueuedRun {
  readonly summary: RunSummary;
  readonly document: ProjectDocument;
}

export interface RunChanges {
  readonly state?: RunState;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly epochs?: number;
  readonly failure?: RunSummary['failure'];
  /** Null takes a result away again. */
  readonly result?: RunResult | null;
}

/**
 * Bytes that belong to a run, each under a fixed name; a new one replaces the old in one step. `reading` is what its data
 * looked like.
 */
export const artifactNames = ['checkpoint', 'model', 'predictions', 'onnx', 'signature', 'reading'] as const;
type WholeName = (typeof artifactNames)[number];
/** Of a run that trains several networks, the second one's on carry a number. */
export type ArtifactName = WholeName | `${WholeName} ${number}`;

/** @param unit place of the network within the run */
export function ofUnit(name: WholeName, unit: number): ArtifactName {
  return unit === 0 ? name : `${name} ${unit}`;
}

export interface JobStore {
  /** Keeps the snapshot unless one of this id is there. */
  insertSnapshot(snapshot: Snapshot): void;
  readSnapshot(id: string): Snapshot | null;
  insertRun(run: QueuedRun): void;
  updateRun(runId: string, changes: RunChanges): RunSummary;
  readRun(runId: string): QueuedRun;
  /** All runs of a project in the order they were queued. */
  listRuns(projectId: string): RunSummary[];
  /** Runs that are waiting, running, paused or interrupted, over all projects, in queue order. */
  unfinishedRuns(): QueuedRun[];
  /** Books that an engine died over the run; returns how often it has without a single epoch in between. */
  noteDeath(runId: string): number;
  /** Epochs of a run from `record.epoch` on are replaced: a resumed run rewrites what it lost. One transaction. */
  appendEpochs(runId: string, records: readonly EpochRecord[], notes: readonly WeightNote[]): void;
  /**
   * As `appendEpochs`, with the checkpoint after them, in one transaction: one wait for the disk less, and a history
   * that goes exactly as far as what training would go on from.
   */
  saveEpochs(
    runId: string,
    records: readonly EpochRecord[],
    notes: readonly WeightNote[],
    checkpoint: { readonly name: ArtifactName; readonly bytes: Uint8Array },
  ): void;
  readEpochs(runId: string): { epochs: EpochRecord[]; notes: WeightNote[] };
  saveArtifact(runId: string, name: ArtifactName, bytes: Uint8Array): void;
  readArtifact(runId: string, name: ArtifactName): Uint8Array | null;
  /** Removes these of all networks of the run. */
  deleteArtifacts(runId: string, names: readonly WholeName[]): void;
}
