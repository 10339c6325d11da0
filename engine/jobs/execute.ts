// One run from its record to its result: data, features, training, evaluation, export, cost.

import { Refusal } from '../contract/errors.ts';
import type { EpochRecord, RunProgress, RunResult } from '../contract/runs.ts';
import { calibrate, exportModel, measureLatency } from '../deploy/index.ts';
import { resolveRecipe, searchOf } from '../recipes/recipe.ts';
import { trainConstant, trainReference } from '../training/baselines.ts';
import { noteHistory } from '../training/index.ts';
import { saveModel } from '../training/model.ts';
import { trainRun, type TrainingProgress } from '../training/train-run.ts';
import { createExecutor } from '../runtime/index.ts';
import { assess } from './assess.ts';
import { settleDevice } from './device.ts';
import type { QueuedRun } from './job-store.ts';
import type { JobsOptions } from './jobs.ts';
import type { Loader } from './load.ts';
import { createRival } from './rival.ts';
import { watchMemory } from './memory.ts';
import { writePredictions, type Predictions } from './predictions-file.ts';
import { gatesMeasured } from './gates-measured.ts';
import { freeze, prepare, type Prepared } from './prepare.ts';
import type { Execute, Steering } from './queue.ts';

interface Tools extends Pick<JobsOptions, 'store' | 'emit' | 'device'> {
  readonly loader: Loader;
  /** Seconds this run may take at most, from the comparison's time as a whole; null = no such limit. */
  readonly secondsFor: (run: QueuedRun) => number | null;
}

export function createExecute(tools: Tools): Execute {
  let last: { readonly key: string; readonly prepared: Prepared } | null = null;

  /** The prepared data of a run; kept for the next one, which mostly needs the same. */
  async function preparedFor({ summary, document }: QueuedRun, signal: AbortSignal): Promise<Prepared> {
    const key = JSON.stringify([document.data, document.tasks, document.split, document.inputs]);
    if (last?.key !== key) {
      const data = await tools.loader.load(document, { signal });
      last = { key, prepared: prepare(document, data, freeze(document, data)) };
    }
    if (last.prepared.id !== summary.snapshotId) throw new Refusal('run.data-changed', {});
    return last.prepared;
  }

  return async (run, steering) => {
    const report = progressReporter(tools, run);
    report({ phase: 'preparing', epoch: 0, epochs: 0, share: 0, secondsLeft: null, device: null, last: null });
    const prepared = await preparedFor(run, steering.signal);
    const memory = watchMemory();
    try {
      const result =
        run.summary.kind === 'recipe'
          ? await trainRecipe(tools, run, prepared, steering, report)
          : await trainBaseline(tools, run, prepared, steering);
      return { ...result, peakMemoryMb: memory.peakMegabytes() };
    } finally {
      memory.stop();
    }
  };
}

type Unmeasured = Omit<RunResult, 'peakMemoryMb'>;
type Report = (progress: Omit<RunProgress, 'runId' | 'state'>) => void;

async function trainRecipe(
  { store, device: wanted, secondsFor }: Tools,
  run: QueuedRun,
  prepared: Prepared,
  { signal, control }: Steering,
  report: Report,
): Promise<Unmeasured> {
  const { id, seed, recipe } = run.summary;
  const { epochs, seconds } = run.document.budget;
  const left = secondsFor(run);
  const limit = left === null ? seconds : Math.min(left, seconds ?? left);
  const request = {
    ...prepared,
    recipe: resolveRecipe(recipe, run.document.tasks),
    budget: { epochs, seconds: limit },
    seed,
  };
  const settled = await settleDevice(wanted(), request);
  const rival = createRival(store, run, request.recipe, control);
  let laidOut = 0;
  const checkpoint = store.readArtifact(id, 'checkpoint');
  const calibrated = await calibrate({ ...request, executor: settled.executor });
  const outcome = await trainRun(
    {
      ...request,
      executor: settled.executor,
      fallback: () => createExecutor('cpu'),
      ...(checkpoint ? { resumeFrom: checkpoint } : {}),
      ...(calibrated ? { calibration: calibrated.calibration } : {}),
    },
    {
      signal,
      control,
      onProgress: (progress: TrainingProgress) => {
        laidOut = progress.epochs;
        report(progress);
      },
      onEpoch: (record, notes) => {
        store.appendEpochs(id, [record], notes);
        rival.epoch(record, laidOut);
      },
      onCheckpoint: (bytes) => store.saveArtifact(id, 'checkpoint', bytes),
    },
  );
  if (searchOf(request.recipe).varies !== 'nothing') keepHistory(store, id, outcome.history, run.document);
  const predictions = divide(outcome, prepared);
  const exported = exportModel(outcome.model);
  const latencyMs = await measureLatency(exported.onnx, exported.signature);
  store.saveArtifact(id, 'model', saveModel(outcome.model));
  store.saveArtifact(id, 'onnx', exported.onnx);
  store.saveArtifact(id, 'signature', Buffer.from(JSON.stringify(exported.signature, null, 2), 'utf8'));
  store.saveArtifact(id, 'predictions', writePredictions(predictions));
  return {
    recipe,
    tasks: assess(prepared.targets, predictions, seed),
    deltaM: null,
    comparisons: [],
    parameters: exported.parameters,
    flops: exported.flops,
    bytes: exported.onnx.length,
    latencyMs,
    trainSeconds: outcome.trainSeconds,
    epochs: outcome.epochs,
    bestEpoch: outcome.bestEpoch,
    stepMs: outcome.stepMs,
    device: outcome.device,
    deviceReason: outcome.fellBack ? `${settled.device} failed` : settled.reason,
    seed,
    ...outcome.shown,
    ...(await gatesMeasured(outcome, prepared, exported, latencyMs, calibrated)),
    ...(rival.gaveUp() ? { endedBecause: 'cannot-win' as const } : {}),
  };
}

/** The constant answer or the reference learner: predictions judged like everyone's, nothing to export. */
async function trainBaseline(
  { store }: Tools,
  run: QueuedRun,
  prepared: Prepared,
  { signal, control }: Steering,
): Promise<Unmeasured> {
  const { id, kind, seed, recipe } = run.summary;
  const request = { ...prepared, seed, budget: {}, executor: await createExecutor('cpu') };
  const outcome = kind === 'constant' ? trainConstant(request) : await trainReference(request, { signal, control });
  const predictions = divide(outcome, prepared);
  store.saveArtifact(id, 'predictions', writePredictions(predictions));
  return {
    recipe,
    tasks: assess(prepared.targets, predictions, seed),
    deltaM: null,
    comparisons: [],
    parameters: outcome.parameters,
    flops: 0,
    bytes: 0,
    latencyMs: null,
    trainSeconds: outcome.trainSeconds,
    epochs: 0,
    bestEpoch: 0,
    stepMs: 0,
    device: 'cpu',
    deviceReason: 'only',
    seed,
  };
}

/** A search shows its trainings one after another; what stays is the history of the one that was kept. */
function keepHistory(
  store: Tools['store'],
  id: string,
  history: readonly EpochRecord[],
  { tasks }: QueuedRun['document'],
): void {
  store.appendEpochs(
    id,
    history,
    noteHistory(
      history,
      tasks.map((task) => task.id),
    ),
  );
}

/** Predictions come for validation and test rows together, in row order; they are kept apart. */
function divide(
  { rows, predictions }: { readonly rows: Uint32Array; readonly predictions: Readonly<Record<string, Float32Array>> },
  { parts }: Prepared,
): Predictions {
  const part = (wanted: number): Predictions['test'] => {
    const at = Uint32Array.from(rows.keys()).filter((i) => parts[rows[i]!] === wanted);
    const values = Object.entries(predictions).map(([id, all]) => {
      const width = all.length / rows.length;
      const own = new Float32Array(at.length * width);
      at.forEach((from, to) => own.set(all.subarray(from * width, (from + 1) * width), to * width));
      return [id, own] as const;
    });
    return { rows: Uint32Array.from(at, (i) => rows[i]!), values: Object.fromEntries(values) };
  };
  return { validation: part(1), test: part(2) };
}

function progressReporter({ store, emit }: Tools, { summary: { id } }: QueuedRun): Report {
  return (progress) => emit('run.progress', { ...progress, runId: id, state: store.readRun(id).summary.state });
}
