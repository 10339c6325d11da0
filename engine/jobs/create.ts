// Jobs put together: loader, queue, execution, standings.

import { randomUUID } from 'node:crypto';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import { applyFix } from '../contract/fixes.ts';
import type { ProjectDocument } from '../contract/project.ts';
import { withSplit } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { RunSummary } from '../contract/runs.ts';
import { isSeparate, plainRecipe } from '../contract/yardsticks.ts';
import { proposeSplit, rowsOfPart } from '../data/split.ts';
import { recipesOfNetworks } from '../recipes/networks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { proposeTask } from '../tasks/propose.ts';
import { measureAffinity } from './affinity.ts';
import { domainsFor } from '../training/domains.ts';
import { standings, type Finished } from './assess.ts';
import { createExecute } from './execute.ts';
import type { QueuedRun, Snapshot } from './job-store.ts';
import { withColumnNames } from './column-names.ts';
import type { Jobs, JobsOptions, LoadedData, LoadProgress } from './jobs.ts';
import { healthOf } from './health.ts';
import { createLoader } from './load.ts';
import { readPredictions } from './predictions-file.ts';
import { freeze } from './prepare.ts';
import { photoProposal, prepare, tasksOfUnits } from './units.ts';
import { planRuns } from './plan.ts';
import { createQueue } from './queue.ts';
import { secondsLeftFor } from './total-time.ts';
import { refuseUnpredictable } from './unpredictable.ts';
import { whatIsRead } from './what-is-read.ts';

export function createJobs(options: JobsOptions): Jobs {
  const { store, emit } = options;
  const loader = createLoader(options);
  const execute = createExecute({ ...options, loader, secondsFor: (run) => secondsLeftFor(run, store) });
  const queue = createQueue({ store, emit, execute, settled: settle });

  /** The data, and the document in the table's own column names. */
  async function open(
    given: ProjectDocument,
    progress?: LoadProgress,
  ): Promise<{ document: ProjectDocument; data: LoadedData }> {
    const data = await loader.load(given, progress);
    return { document: withColumnNames(given, data), data };
  }

  /** After a run has finished: everyone of its snapshot is compared anew. */
  async function settle({ summary, document }: QueuedRun, signal: AbortSignal): Promise<void> {
    const data = await loader.load(document, { signal });
    const frozen = freeze(document, data);
    const runs = store.listRuns(summary.projectId).filter((run) => run.snapshotId === summary.snapshotId);
    const finished = runs.flatMap(finishedOf);
    // All at once, or none where it was cancelled on the way.
    for (const [runId, standing] of await standings(finished, frozen, signal)) {
      const { result } = finished.find((run) => run.summary.id === runId)!.summary;
      const changed = store.updateRun(runId, { result: { ...result, ...standing } });
      emit('run.changed', changed);
    }
  }

  function finishedOf(summary: RunSummary): Finished[] {
    const bytes = summary.result === null ? null : store.readArtifact(summary.id, 'predictions');
    if (summary.result === null || bytes === null) return [];
    const isTwin = summary.kind === 'recipe' && isSeparate(summary.recipe);
    const reads = whatIsRead(store.readRun(summary.id).document);
    return [{ summary: { ...summary, result: summary.result }, predictions: readPredictions(bytes), isTwin, reads }];
  }

  return {
    load: (document, progress) => loader.load(document, progress),
    async health(given, progress = {}, source) {
      const { document, data } = await open(given, progress);
      return healthOf(document, data, progress, source);
    },
    fix: applyFix,
    async proposeTask(document, column, source) {
      const { sources } = await loader.load(document);
      const own = sources.find((one) => one.id === source) ?? sources[0]!;
      refuseUnpredictable(own.profile.find(({ name }) => name === column));
      const proposed = proposeTask(own.table, column);
      if (proposed === null) throw new Refusal('project.cannot-predict', { column });
      return { ...proposed, data: own.id };
    },
    async proposeSplit(given) {
      const { document, data } = await open(given);
      return proposeSplit(data.table, document.tasks, data.profile);
    },
    async proposePhotos(given, signal) {
      const { document, data } = await open(given, signal ? { signal } : {});
      return photoProposal(document, data, signal);
    },
    async previewSplit(given, split) {
      const { document, data } = await open(withSplit(given, null, split));
      return freeze(document, data).split;
    },
    async plan(given) {
      const { document, data } = await open(given);
      return planRuns(document, await prepare(document, data));
    },
    async affinity(given, hooks = {}) {
      const { document, data } = await open(given, hooks.signal ? { signal: hooks.signal } : {});
      return measureAffinity(document, data, hooks);
    },
    async start(projectId, given, recipes, seeds) {
      if (recipes.length === 0) throw new Refusal('project.no-recipes', {});
      for (const recipe of recipes) resolveRecipe(recipe, given.tasks);
      const { document, data } = await open(given);
      const frozen = freeze(document, data);
      const { unitsFor } = await prepare(document, data, frozen); // refuses now what would fail later
      for (const recipe of recipes) {
        const units = await unitsFor(recipe);
        const own = recipesOfNetworks(recipe, tasksOfUnits(units));
        units.forEach(({ targets, parts }, place) => domainsFor(own[place]!, targets, rowsOfPart(parts, 0)));
      }
      const snapshot: Snapshot = {
        id: frozen.id,
        projectId,
        tableHash: data.tableHash,
        partsHash: frozen.partsHash,
        rows: data.table.rowCount,
        fileNames: data.fileNames,
        split: frozen.split,
        createdAt: timestamp(),
      };
      store.insertSnapshot(snapshot);
      const runs = queuedRuns(projectId, document, snapshot, recipes, seeds);
      queue.add(runs);
      return runs.map((run) => run.summary);
    },
    control: async (runId, action) => queue.control(runId, action),
    resumeInterrupted: () => queue.resumeInterrupted(),
    idle: () => queue.idle(),
    close: () => queue.close(),
  };

  /** Baselines first: they take a moment and every later run is compared with them. */
  function queuedRuns(
    projectId: string,
    document: ProjectDocument,
    snapshot: Snapshot,
    recipes: readonly Recipe[],
    seeds: readonly number[],
  ): QueuedRun[] {
    const known = store
      .listRuns(projectId)
      .filter((run) => run.snapshotId === snapshot.id && run.state !== 'failed' && run.state !== 'cancelled');
    const reads = whatIsRead(document);
    const hasBaseline = (kind: string): boolean =>
      known.some((run) => run.kind === kind && whatIsRead(store.readRun(run.id).document) === reads);
    const baselines = (['constant', 'reference'] as const).filter((kind) => !hasBaseline(kind));
    const wanted = [
      ...baselines.map((kind) => ({ kind, recipe: plainRecipe, seed: seeds[0]! })),
      ...seeds.flatMap((seed) => recipes.map((recipe) => ({ kind: 'recipe' as const, recipe, seed }))),
    ];
    const queuedAt = timestamp();
    return wanted.map(({ kind, recipe, seed }) => ({
      document,
      summary: {
        id: randomUUID(),
        projectId,
        snapshotId: snapshot.id,
        kind,
        recipe,
        seed,
        state: 'waiting',
        queuedAt,
        startedAt: null,
        endedAt: null,
        epochs: 0,
        failure: null,
        result: null,
        decision: null,
        ...(document.inputs.exclude.length === 0 ? {} : { excluded: document.inputs.exclude }),
      },
    }));
  }
}
