// Runs: their record, history, steering, decisions, and the model to take away.

import { writeFileSync } from 'node:fs';
import { compactDate, timestamp } from '../base/clock.ts';
import { safeFileName } from '../base/file-names.ts';
import { zipOf } from '../base/zip.ts';
import type { ZipEntry } from '../base/zip.ts';
import type { Handlers } from '../contract/commands.ts';
import { Refusal } from '../contract/errors.ts';
import { taskNames } from '../contract/task-names.ts';
import type { TaskNames } from '../contract/task-names.ts';
import { notableNotes } from '../contract/notable-notes.ts';
import type { RunSummary } from '../contract/runs.ts';
import { weightCsv } from '../contract/weight-csv.ts';
import { hasSharedPart } from '../contract/yardsticks.ts';
import { weightHistory } from '../training/shown.ts';
import { ofUnit } from '../jobs/job-store.ts';
import type { Context } from './context.ts';
import { shortfall } from './floors.ts';
import { outputPath } from './outputs.ts';

/** The notes are all read whatever the limit; the result has the weights of every epoch. */
const fewestEpochs = 2;

/** Everything that can be trained again; figures and predictions on the test rows stay. */
const weights = ['checkpoint', 'model', 'onnx', 'signature'] as const;

export function runHandlers(context: Context) {
  const { store, jobs, emit, told } = context;
  const { jobs: runs } = store;

  function changed(runId: string): RunSummary {
    const { summary } = runs.readRun(runId);
    emit('run.changed', summary);
    return summary;
  }

  /** Tasks by the names they have now, whatever they were trained under. */
  const calledNow = (projectId: string): TaskNames => taskNames(store.revisions.read(projectId).document?.tasks ?? []);

  return {
    'run.list': async ({ projectId }) => runs.listRuns(projectId),
    'run.live': async ({ projectId }) =>
      runs.listRuns(projectId).flatMap((run) => {
        const progress = told.of(run.id);
        return progress ? [{ ...progress, state: run.state }] : [];
      }),
    'run.get': async ({ runId }) => runs.readRun(runId).summary,
    'run.history': async ({ runId, limit }) => {
      const { document } = runs.readRun(runId);
      return { tasks: document.tasks.map((task) => task.id), ...runs.readThinned(runId, limit) };
    },
    'run.weights-csv': async ({ runId, language, notes }) => {
      const { summary, document } = runs.readRun(runId);
      const { result, recipe } = summary;
      if (!result) throw new Refusal('run.unfinished', { id: runId });
      const recorded = runs.readThinned(runId, result.weightHistory ? fewestEpochs : Infinity);
      // Results of releases that did not keep the weights: the epochs have them.
      const ids = document.tasks.map((task) => task.id);
      const called = calledNow(summary.projectId);
      const weights = result.weightHistory ?? weightHistory(recorded.epochs, ids);
      const history = { ...weights, tasks: weights.tasks.map(called) };
      const chosen = notes === 'all' ? recorded.notes : notableNotes(recorded.notes);
      const shown = chosen.map((note) => ({ ...note, taskId: called(note.taskId) }));
      const name = `${safeFileName(store.projects.name(summary.projectId))}_${runId.slice(0, 8)}_weights.csv`;
      const path = outputPath(context, name);
      writeFileSync(path, weightCsv(history, shown, result.bestEpoch, language, !hasSharedPart(recipe)));
      return store.tokens.add(path);
    },
    'run.control': async ({ runId, action }) => jobs.control(runId, action),
    'run.decide': async ({ runId, decision, by, reason }) => {
      const run = runs.readRun(runId);
      if (run.summary.result === null) throw new Refusal('run.unfinished', { id: runId });
      const short = decision === 'adopted' ? shortfall(run) : null;
      if (short !== null)
        throw new Refusal('run.below-floor', { ...short, task: calledNow(run.summary.projectId)(short.task) });
      store.decisions.add(runId, decision, by, reason);
      return changed(runId);
    },
    'run.delete-weights': async ({ runId }) => {
      const { summary } = runs.readRun(runId);
      if (['running', 'waiting', 'paused', 'interrupted'].includes(summary.state))
        throw new Refusal('run.unfinished', { id: runId });
      runs.deleteArtifacts(runId, weights);
      return changed(runId);
    },
    'run.export-model': async ({ runId }) => {
      const { summary } = runs.readRun(runId);
      const entries = modelFiles(runs, runId);
      if (entries.length === 0) throw new Refusal('run.no-model', { id: runId });
      const name = `${safeFileName(store.projects.name(summary.projectId))}_${runId.slice(0, 8)}_${compactDate(timestamp())}`;
      const path = outputPath(context, `${name}.zip`);
      writeFileSync(path, zipOf(entries, timestamp()));
      return store.tokens.add(path);
    },
  } satisfies Partial<Handlers>;
}

/** Every network of a run with its signature: `model.onnx`, `model-2.onnx`... */
function modelFiles(runs: Context['store']['jobs'], runId: string): ZipEntry[] {
  const files: ZipEntry[] = [];
  for (let unit = 0; ; unit++) {
    const model = runs.readArtifact(runId, ofUnit('onnx', unit));
    if (model === null) return files;
    const number = unit === 0 ? '' : `-${unit + 1}`;
    const signature = runs.readArtifact(runId, ofUnit('signature', unit));
    files.push({ name: `model${number}.onnx`, bytes: model });
    if (signature) files.push({ name: `signature${number}.json`, bytes: signature });
  }
}
