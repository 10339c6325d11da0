// Judging new data with a finished run: which run, what was understood of the files, the result in pages and as a file.

import { join } from 'node:path';
import { compactDate, timestamp } from '../base/clock.ts';
import { safeFileName } from '../base/file-names.ts';
import type { Handlers } from '../contract/commands.ts';
import type { JudgingFiles } from '../contract/judging.ts';
import { taskNames } from '../contract/task-names.ts';
import type { TaskNames } from '../contract/task-names.ts';
import { createJudge } from '../jobs/judging/judging.ts';
import type { Judge, JudgingHooks, JudgingRequest } from '../jobs/judging/judging.ts';
import { pageOf } from '../jobs/judging/judged-table.ts';
import { isReference } from '../store/content.ts';
import type { Context } from './context.ts';
import { writeJudgedCsv } from './judging-csv.ts';
import { judgingRuns } from './judging-runs.ts';
import { outputPath } from './outputs.ts';
import { throttled } from './throttle.ts';

/** What judges with the runs of a store. */
export function judgeOf({ store, jobs }: Pick<Context, 'store' | 'jobs'>): Judge {
  return createJudge({
    store: store.jobs,
    load: (document, options) => jobs.load(document, options),
    resolveFile: (reference) => (isReference(reference) ? store.userFiles.path(reference) : reference),
    workFolder: join(store.folders.cache, 'judging'),
  });
}

/** The tasks of a run as they are called now, whatever they were called when they were trained. */
export function taskNamesOf({ store }: Pick<Context, 'store'>, runId: string): TaskNames {
  const { summary, document } = store.jobs.readRun(runId);
  return taskNames(store.revisions.read(summary.projectId).document?.tasks ?? document.tasks);
}

export function judgingHandlers(context: Context) {
  const { store, emit } = context;
  const judge = judgeOf(context);
  /** The run behind each result, for the names of its tasks. */
  const runOf = new Map<string, string>();

  const request = (runId: string, data: readonly JudgingFiles[]): JudgingRequest => ({
    runId,
    data: data.map(({ source = null, tokens }) => ({
      source,
      files: tokens.map((token) => {
        const { path, name } = store.tokens.find(token, { folders: true });
        return { path, name };
      }),
    })),
  });
  const hooks = (runId: string, signal: AbortSignal): JudgingHooks => ({
    signal,
    progress: throttled((phase, share, rows) => emit('judging.progress', { runId, phase, share, rows })),
  });

  return {
    'judging.runs': async ({ projectId }) => judgingRuns(context, projectId),
    'judging.preview': async ({ runId, data }, signal) => judge.preview(request(runId, data), hooks(runId, signal)),
    'judging.start': async ({ runId, data }, signal) => {
      const result = await judge.start(request(runId, data), hooks(runId, signal));
      runOf.set(result.judgingId, runId);
      return result;
    },
    'judging.rows': async ({ judgingId, source, filter, language, offset, limit }) =>
      pageOf(judge.table(judgingId, source), filter, offset, limit, language),
    'judging.csv': async ({ judgingId, source, language }, signal) => {
      const table = judge.table(judgingId, source);
      const runId = runOf.get(judgingId)!;
      const { projectId } = store.jobs.readRun(runId).summary;
      const name = safeFileName(store.projects.name(projectId));
      const path = outputPath(context, `${name}_${source}_judged_${compactDate(timestamp())}.csv`);
      const { progress } = hooks(runId, signal);
      await writeJudgedCsv(table, path, {
        nameOf: taskNamesOf(context, runId),
        language,
        signal,
        progress: (share, rows) => progress?.('writing', share, rows),
      });
      return store.tokens.add(path);
    },
  } satisfies Partial<Handlers>;
}
