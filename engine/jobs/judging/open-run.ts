// A finished run as it judges: its networks, and what their data looked like.

import { Refusal } from '../../contract/errors.ts';
import type { DataSource, ProjectDocument } from '../../contract/project.ts';
import type { RunResult, RunSummary } from '../../contract/runs.ts';
import { fedColumns } from '../../models/series-fed.ts';
import { loadModel } from '../../training/model.ts';
import type { TrainedModel } from '../../training/model.ts';
import { ofUnit } from '../job-store.ts';
import type { JobStore } from '../job-store.ts';
import type { LoadProgress } from '../jobs.ts';
import type { LoadedData } from '../loaded.ts';
import { freeze, tasksOf } from '../prepare.ts';
import { parseReading, readingOf } from './reading.ts';
import type { Reading, SourceReading } from './reading.ts';

export interface RunNetwork {
  readonly model: TrainedModel;
  /** The delivered file. */
  readonly onnx: Uint8Array;
}

export interface OpenRun {
  readonly summary: RunSummary;
  readonly result: RunResult;
  readonly document: ProjectDocument;
  readonly reading: Reading;
  readonly networks: readonly RunNetwork[];
}

export interface OpenTools {
  readonly store: Pick<JobStore, 'readRun' | 'readArtifact'>;
  readonly load: (document: ProjectDocument, options: LoadProgress) => Promise<LoadedData>;
  readonly resolveFile: (reference: string) => string;
}

/**
 * @throws Refusal `run.unfinished`, `run.no-model`, `judging.old-run` where neither the run nor its project knows what the
 *   data looked like, `training.bad-checkpoint` where a model is damaged or from a newer release
 */
export async function openRun(runId: string, tools: OpenTools, signal?: AbortSignal): Promise<OpenRun> {
  const { summary, document } = tools.store.readRun(runId);
  if (summary.result === null) throw new Refusal('run.unfinished', { id: runId });
  const networks: RunNetwork[] = [];
  for (let place = 0; ; place++) {
    const model = tools.store.readArtifact(runId, ofUnit('model', place));
    const onnx = tools.store.readArtifact(runId, ofUnit('onnx', place));
    if (model === null || onnx === null) break;
    networks.push({ model: loadModel(model), onnx });
  }
  if (networks.length === 0) throw new Refusal('run.no-model', { id: runId });
  const bytes = tools.store.readArtifact(runId, 'reading');
  const reading = (bytes && parseReading(bytes)) ?? (await fromData(document, tools, signal));
  return { summary, result: summary.result, document, reading, networks };
}

/** Runs of releases that did not keep it: the data say it, where they are still there. */
async function fromData(document: ProjectDocument, tools: OpenTools, signal?: AbortSignal): Promise<Reading> {
  try {
    const data = await tools.load(document, signal ? { signal } : {});
    return readingOf(document, data, freeze(document, data).parts, tools.resolveFile);
  } catch (error) {
    const isGone = error instanceof Refusal || (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isGone) throw new Refusal('judging.old-run', {});
    throw error;
  }
}

/** The networks that judge rows of a data set. */
export function networksFor({ document, networks }: OpenRun, source: string): RunNetwork[] {
  const own = new Set(tasksOf(document, { id: source }).map(({ id }) => id));
  return networks.filter(({ model }) => model.heads.some(({ task }) => own.has(task.id)));
}

/** A column of a data set that a network reads. */
export interface InputColumn {
  /** Its name in the data set. */
  readonly name: string;
  /** Its name in the plan. */
  readonly among: string;
  readonly fed: 'numbers' | 'moments' | 'words';
}

/** In the order of the plan; forecasts have theirs elsewhere. */
export function inputColumns({ model }: RunNetwork, reading: SourceReading): InputColumn[] {
  const nameOf = new Map(reading.columns.map(({ name, among }) => [among, name]));
  const { numeric, categorical } = model.plan;
  const all = [
    ...numeric.map(({ column, part }) => ({
      column,
      fed: part === 'value' ? ('numbers' as const) : ('moments' as const),
    })),
    ...categorical.map(({ column }) => ({ column, fed: 'words' as const })),
  ];
  const found = new Map<string, InputColumn>();
  for (const { column, fed } of all) {
    const name = nameOf.get(column);
    if (name !== undefined) found.set(column, { name, among: column, fed });
  }
  return [...found.values()];
}

/** What a network looks back on in a data set, and what it knows ahead besides the calendar. */
export function seriesColumns({ model }: RunNetwork, { id, ahead = [] }: DataSource): InputColumn[] {
  const { series } = model.plan;
  const seen = series ? fedColumns(series).filter(({ data }) => data === undefined || data === id) : [];
  const found = new Map<string, InputColumn>();
  for (const { column, word } of seen)
    found.set(column, { name: column, among: column, fed: word === undefined ? 'numbers' : 'words' });
  for (const column of ahead) found.set(column, { name: column, among: column, fed: 'words' });
  return [...found.values()];
}
