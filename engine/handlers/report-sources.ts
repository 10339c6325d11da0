// Where the numbers of a report come from: the newest frozen data set with a finished run, the
// document it was trained with, and every run on it that read the same. What was edited since is not in the report.

import type { Language } from '../contract/language.ts';
import { Refusal } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SplitSummary } from '../contract/splits.ts';
import type { RunSummary } from '../contract/runs.ts';
import { forecastBaselineName } from '../contract/text/forecasts.ts';
import {
  affinityUnderNames,
  findingUnderNames,
  historyUnderNames,
  runUnderNames,
  splitUnderNames,
  taskNames,
  tasksUnderNames,
} from '../contract/task-names.ts';
import { timestamp } from '../base/clock.ts';
import { tellingName } from '../recipes/telling-names.ts';
import { reportFacts } from '../report/facts.ts';
import type { ReportFacts } from '../report/facts.ts';
import { renderReport } from '../report/render.ts';
import type { LoadedData } from '../jobs/jobs.ts';
import { freeze, tasksOf } from '../jobs/prepare.ts';
import { affinityBasis } from '../jobs/affinity.ts';
import { appInfo } from './app.ts';
import type { Context } from './context.ts';
import { dataView } from './data-view.ts';
import { projectView } from './project-view.ts';
import { reportPhotos } from './report-photos.ts';
import { reportedRuns } from './reported-runs.ts';

/** More epochs than a chart in a report can show. */
const shownEpochs = 400;

const baselineNames = {
  constant: { ja: '何もしない予測', en: 'Constant answer' },
  reference: { ja: '参考の学習器', en: 'Reference learner' },
} as const;

/** @throws Refusal `project.no-run` before anything was trained */
export async function makeReport(
  context: Context,
  projectId: string,
  language: Language,
  signal: AbortSignal,
): Promise<{ facts: ReportFacts; html: string; runIds: string[] }> {
  const { store, jobs } = context;
  const revision = store.revisions.read(projectId);
  const all = store.jobs.listRuns(projectId);
  const last = all.findLast((run) => run.result !== null && run.kind === 'recipe');
  if (!last) throw new Refusal('project.no-run', { name: revision.name });
  const { document } = store.jobs.readRun(last.id);
  // As the tasks are called now, whatever they were called when they were trained.
  const called = taskNames(revision.document?.tasks ?? []);
  const runs = reportedRuns(all, last, (run) => store.jobs.readRun(run.id).document);
  const snapshot = last.snapshotId === null ? null : store.jobs.readSnapshot(last.snapshotId);
  const loaded = await jobs.load(document, { signal });
  const health = await jobs.health(document, { signal });
  const affinity = store.affinity.find(projectId, affinityBasis(document));
  const facts = reportFacts({
    project: {
      ...projectView(context, revision),
      document: { ...document, tasks: tasksUnderNames(document.tasks, called) },
    },
    data: dataView(loaded),
    sets: loaded.sources.map(({ id }) => {
      const split = splitOfSet(document, loaded, id);
      return { view: dataView(loaded, id), split: split && splitUnderNames(split, called) };
    }),
    health: { ...health, findings: health.findings.map((finding) => findingUnderNames(finding, called)) },
    split: snapshot && splitUnderNames(snapshot.split, called),
    snapshot,
    runs: runs.map((run) => runUnderNames(run, called)),
    histories: Object.fromEntries(
      runs.map(({ id }) => [
        id,
        historyUnderNames(
          { tasks: document.tasks.map((task) => task.id), ...store.jobs.readThinned(id, shownEpochs) },
          called,
        ),
      ]),
    ),
    affinity: affinity && affinityUnderNames(affinity, called),
    app: appInfo(context),
    decisions: runs.flatMap(({ id }) => store.decisions.list(id).map((decision) => ({ runId: id, ...decision }))),
    at: timestamp(),
    nameOf: (run) => nameOf(run, runs),
  });
  const photos = await reportPhotos(context, document, loaded, facts.subject.id, signal);
  const worst = photos?.worst.map((one) => ({ ...one, taskId: called(one.taskId) })) ?? [];
  const told = photos && { ...photos, worst };
  return { facts, html: renderReport({ ...facts, photos: told }, language), runIds: runs.map(({ id }) => id) };
}

/** How the rows of one data set were divided; null where nothing is predicted from it. */
function splitOfSet(document: ProjectDocument, loaded: LoadedData, id: string): SplitSummary | null {
  const tasks = tasksOf(document, { id });
  return tasks.length === 0 ? null : freeze({ ...document, tasks: [...tasks] }, loaded).split;
}

/** The name of a run in a list of runs, such that no two different recipes are called the same. */
export function nameOf(run: RunSummary, among: readonly RunSummary[]): Readonly<Record<Language, string>> {
  if (run.kind !== 'recipe') return forecastBaselineName(run) ?? baselineNames[run.kind];
  const recipes = among.filter((one) => one.kind === 'recipe').map((one) => one.recipe);
  const taskCount = Object.keys(run.result?.tasks ?? {}).length;
  return {
    ja: tellingName(run.recipe, recipes, taskCount, 'ja'),
    en: tellingName(run.recipe, recipes, taskCount, 'en'),
  };
}
