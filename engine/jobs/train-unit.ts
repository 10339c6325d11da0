// One network of a run: its device, its training with what the store keeps of it, its exported form.

import { breathe } from '../base/breath.ts';
import { log } from '../base/log.ts';
import { toFailure } from '../contract/errors.ts';
import type { RunProgress, RunResult } from '../contract/runs.ts';
import { calibrate, exportModel, measureLatency } from '../deploy/index.ts';
import { searchOf } from '../recipes/recipe.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { noteHistory } from '../training/index.ts';
import { saveModel } from '../training/model.ts';
import { trainRun, type TrainingOutcome, type TrainingProgress } from '../training/train-run.ts';
import { settleDevice } from './device.ts';
import { gatesMeasured } from './gates-measured.ts';
import { ofUnit } from './job-store.ts';
import type { QueuedRun } from './job-store.ts';
import type { JobsOptions } from './jobs.ts';
import type { Steering } from './queue.ts';
import type { Rival } from './rival.ts';
import { unsavedEpochs } from './unsaved-epochs.ts';
import type { UnitHistory } from './unit-history.ts';
import type { Unit } from './units.ts';

export interface UnitWork {
  readonly run: QueuedRun;
  readonly unit: Unit;
  /** Place of the unit in the run. */
  readonly place: number;
  readonly recipe: ResolvedRecipe;
  readonly budget: { readonly epochs?: number | undefined; readonly seconds?: number | undefined };
  readonly steering: Steering;
  readonly rival: Rival;
  readonly history: UnitHistory;
  report(progress: Omit<RunProgress, 'runId' | 'state'>): void;
}

export interface TrainedUnit {
  readonly outcome: TrainingOutcome;
  /** What of the run's result is this network's own. */
  readonly figures: Pick<
    RunResult,
    | 'parameters'
    | 'flops'
    | 'bytes'
    | 'latencyMs'
    | 'trainSeconds'
    | 'epochs'
    | 'bestEpoch'
    | 'stepMs'
    | 'device'
    | 'deviceReason'
  > &
    Partial<RunResult>;
}

export async function trainUnit(
  { store, device: wanted }: Pick<JobsOptions, 'store' | 'device'>,
  { run, unit, place, recipe, budget, steering, rival, history, report }: UnitWork,
): Promise<TrainedUnit> {
  const { id, seed } = run.summary;
  const request = { ...unit, recipe, budget, seed };
  const settled = await settleDevice(wanted(), request);
  let laidOut = 0;
  const unsaved = unsavedEpochs();
  const checkpoint = store.readArtifact(id, ofUnit('checkpoint', place));
  const calibrated = await calibrate({ ...request, executor: settled.executor }, steering.signal);
  const train = (resumeFrom: Uint8Array | null): Promise<TrainingOutcome> =>
    trainRun(
      {
        ...request,
        executor: settled.executor,
        fallback: () => createExecutor('cpu'),
        ...(resumeFrom ? { resumeFrom } : {}),
        ...(calibrated ? { calibration: calibrated.calibration } : {}),
      },
      {
        signal: steering.signal,
        control: steering.control,
        onProgress: (progress: TrainingProgress) => {
          laidOut = progress.epochs;
          report(progress);
        },
        onEpoch: (record, notes) => {
          unsaved.add(history.placed(record), notes.map(history.placedNote));
          rival.epoch(record, laidOut);
        },
        onCheckpoint: (bytes) => {
          const { records, notes } = unsaved.take();
          store.saveEpochs(id, records, notes, { name: ofUnit('checkpoint', place), bytes });
        },
      },
    );
  const outcome = await train(checkpoint).catch((error: unknown) => {
    if (!checkpoint || toFailure(error).code !== 'training.bad-checkpoint') throw error;
    // Of a release that laid networks out otherwise, or damaged: nothing but this run's own progress is in it.
    log(`Run ${id} begins network ${place + 1} anew: its checkpoint does not fit.`, error);
    return train(null);
  });
  // A search shows its trainings one after another; what stays is the history of the one that was kept.
  if (searchOf(recipe).varies !== 'nothing') {
    const notes = noteHistory(
      outcome.history,
      unit.targets.map(({ task }) => task.id),
    );
    store.appendEpochs(id, outcome.history.map(history.placed), notes.map(history.placedNote));
  }
  await breathe(steering.signal);
  const exported = exportModel(outcome.model);
  const latencyMs = await measureLatency(exported.onnx, exported.signature, steering.signal);
  store.saveArtifact(id, ofUnit('model', place), saveModel(outcome.model));
  store.saveArtifact(id, ofUnit('onnx', place), exported.onnx);
  store.saveArtifact(id, ofUnit('signature', place), Buffer.from(JSON.stringify(exported.signature, null, 2), 'utf8'));
  return {
    outcome,
    figures: {
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
      ...outcome.shown,
      ...(await gatesMeasured(outcome, unit, exported, latencyMs, calibrated)),
    },
  };
}
