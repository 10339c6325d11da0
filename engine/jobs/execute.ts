// One run from its record to its result: data, features, training of each network, evaluation, cost.

import { Refusal } from '../contract/errors.ts';
import type { RunProgress, RunResult } from '../contract/runs.ts';
import { recipesOfNetworks } from '../recipes/networks.ts';
import { assess } from './assess.ts';
import type { BaselineOutcome } from '../training/baselines.ts';
import { baselinePredictions } from './baseline-units.ts';
import type { QueuedRun } from './job-store.ts';
import type { JobsOptions } from './jobs.ts';
import type { Loader } from './load.ts';
import { watchMemory } from './memory.ts';
import { mergedFigures, mergedPredictions } from './merge-units.ts';
import { writePredictions, type Predictions } from './predictions-file.ts';
import { freeze } from './prepare.ts';
import { readingOf, writeReading } from './judging/reading.ts';
import type { Execute, Steering } from './queue.ts';
import { createRival, noRival } from './rival.ts';
import { trainUnit, type TrainedUnit } from './train-unit.ts';
import { unitHistory } from './unit-history.ts';
import { prepare, tasksOfUnits, type Prepared } from './units.ts';

interface Tools extends Pick<JobsOptions, 'store' | 'emit' | 'device' | 'resolveFile'> {
  readonly loader: Loader;
  /** Seconds this run may take at most, from the comparison's time as a whole; null = no such limit. */
  readonly secondsFor: (run: QueuedRun) => number | null;
}

export function createExecute(tools: Tools): Execute {
  let last: { readonly key: string; readonly prepared: Prepared; readonly reading: Uint8Array } | null = null;

  /** The prepared data of a run and what they looked like; kept for the next one, which mostly needs the same. */
  async function preparedFor(
    { summary, document }: QueuedRun,
    signal: AbortSignal,
  ): Promise<{ prepared: Prepared; reading: Uint8Array }> {
    const { data: sources, tasks, split, splits, inputs } = document;
    const key = JSON.stringify([sources, tasks, split, splits, inputs]);
    if (last?.key !== key) {
      const data = await tools.loader.load(document, { signal });
      const frozen = freeze(document, data);
      last = {
        key,
        prepared: await prepare(document, data, frozen, signal),
        reading: writeReading(readingOf(document, data, frozen.parts, tools.resolveFile)),
      };
    }
    if (last.prepared.id !== summary.snapshotId) throw new Refusal('run.data-changed', {});
    return last;
  }

  return async (run, steering) => {
    const report = progressReporter(tools, run);
    report({ ...notBegun, phase: 'preparing' });
    const { prepared, reading } = await preparedFor(run, steering.signal);
    const memory = watchMemory();
    try {
      const result =
        run.summary.kind === 'recipe'
          ? await trainRecipe(tools, run, prepared, steering, report)
          : await trainBaseline(tools, run, prepared, steering, report);
      if (run.summary.kind === 'recipe') tools.store.saveArtifact(run.summary.id, 'reading', reading);
      return { ...result, peakMemoryMb: memory.peakMegabytes() };
    } finally {
      memory.stop();
    }
  };
}

const notBegun = { epoch: 0, epochs: 0, share: 0, secondsLeft: null, mostSecondsLeft: null, device: null, last: null };

type Unmeasured = Omit<RunResult, 'peakMemoryMb'>;
type Progress = Omit<RunProgress, 'runId' | 'state'>;
type Report = (progress: Progress) => void;

async function trainRecipe(
  tools: Tools,
  run: QueuedRun,
  prepared: Prepared,
  steering: Steering,
  report: Report,
): Promise<Unmeasured> {
  const { store, secondsFor } = tools;
  const { id, seed, recipe } = run.summary;
  const { epochs } = run.document.budget;
  const limit = limitOf(run, secondsFor);
  const units = await prepared.unitsFor(recipe, steering.signal);
  const count = units.length;
  // Where several networks are trained, none of them is the whole that a rival could be compared with.
  const networks = tasksOfUnits(units);
  const recipes = recipesOfNetworks(recipe, networks);
  const rival = count === 1 ? createRival(store, run, recipes[0]!, steering.control) : noRival;
  const trained: TrainedUnit[] = [];
  for (const [place, unit] of units.entries()) {
    const before = trained.reduce((sum, one) => sum + one.outcome.epochs, 0);
    const { trainSeconds: spent } = trained.length > 0 ? mergedFigures(trained) : { trainSeconds: 0 };
    trained.push(
      await trainUnit(tools, {
        run,
        unit,
        place,
        recipe: recipes[place]!,
        budget: { epochs, seconds: shareOf(limit, spent, count - place) },
        steering,
        rival,
        history: unitHistory(run.document.tasks, networks[place]!, before),
        report: (progress) => report(amongUnits(progress, place, count, before)),
      }),
    );
  }
  // Stopped in an earlier network, or before the first epoch had ended: there is nothing learned to keep.
  const untrained = trained.flatMap(({ outcome }, place) =>
    outcome.epochs === 0 ? networks[place]!.map((task) => task.id) : [],
  );
  const predictions = mergedPredictions(trained.map(({ outcome }, place) => divide(outcome, units[place]!)));
  store.saveArtifact(id, 'predictions', writePredictions(predictions));
  return {
    recipe,
    tasks: await assess(prepared, predictions, seed, steering.signal),
    deltaM: null,
    comparisons: [],
    seed,
    ...mergedFigures(
      trained,
      units.map(({ partsJudged = 1 }) => partsJudged),
    ),
    ...(units.some(({ partsJudged }) => partsJudged !== undefined) ? { apartByData: true as const } : {}),
    ...(rival.gaveUp() ? { endedBecause: 'cannot-win' as const } : {}),
    ...(untrained.length > 0 ? { untrained } : {}),
    ...(!rival.gaveUp() && trained.some(({ outcome }) => outcome.cutShort) ? { cutShort: true } : {}),
  };
}

/** Seconds that this run may train: its own limit, or what is left of the comparison's. */
function limitOf(run: QueuedRun, secondsFor: Tools['secondsFor']): number | undefined {
  const { seconds } = run.document.budget;
  const left = secondsFor(run);
  return left === null ? seconds : Math.min(left, seconds ?? left);
}

/** The next network's even share of what is left of `limit`, at least a second. */
function shareOf(limit: number | undefined, spent: number, toCome: number): number | undefined {
  return limit === undefined ? undefined : Math.max(1, (limit - spent) / toCome);
}

/** Progress of one network as progress of the run; the time left is believed only of the last one. */
function amongUnits(progress: Progress, place: number, count: number, before: number): Progress {
  if (count === 1) return progress;
  return {
    ...progress,
    epoch: progress.epoch + before,
    epochs: progress.epochs + before,
    share: (place + progress.share) / count,
    ...(place === count - 1 ? {} : { secondsLeft: null, mostSecondsLeft: null }),
    last: null,
  };
}

/** The constant answer or the reference learner: predictions judged like everyone's, nothing to export. */
async function trainBaseline(
  { store, secondsFor }: Tools,
  run: QueuedRun,
  prepared: Prepared,
  steering: Steering,
  report: Report,
): Promise<Unmeasured> {
  const { id, kind, seed, recipe } = run.summary;
  const count = prepared.units.length;
  const outcomes: BaselineOutcome[] = [];
  for (const [place, unit] of prepared.units.entries()) {
    const spent = outcomes.reduce((sum, one) => sum + one.trainSeconds, 0);
    const seconds = shareOf(limitOf(run, secondsFor), spent, count - place);
    outcomes.push(
      await baselinePredictions(
        kind === 'constant' ? 'constant' : 'reference',
        unit,
        seed,
        seconds,
        steering,
        (progress) => report(amongUnits(progress, place, count, 0)),
      ),
    );
  }
  const predictions = mergedPredictions(outcomes.map((outcome, place) => divide(outcome, prepared.units[place]!)));
  store.saveArtifact(id, 'predictions', writePredictions(predictions));
  return {
    recipe,
    tasks: await assess(prepared, predictions, seed, steering.signal),
    deltaM: null,
    comparisons: [],
    parameters: outcomes.reduce((sum, one) => sum + one.parameters, 0),
    flops: 0,
    bytes: 0,
    latencyMs: null,
    trainSeconds: outcomes.reduce((sum, one) => sum + one.trainSeconds, 0),
    epochs: 0,
    bestEpoch: 0,
    stepMs: 0,
    device: 'cpu',
    deviceReason: 'only',
    seed,
  };
}

/** Predictions come for validation and test rows together, in row order; they are kept apart. */
function divide(
  { rows, predictions }: { readonly rows: Uint32Array; readonly predictions: Readonly<Record<string, Float32Array>> },
  { parts }: { readonly parts: Uint8Array },
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
