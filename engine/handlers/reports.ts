// The report as a page, as a PDF, and the comparison as a table.

import { writeFileSync } from 'node:fs';
import { compactDate, timestamp } from '../base/clock.ts';
import { safeFileName } from '../base/file-names.ts';
import { hashFile } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import type { Handlers } from '../contract/commands.ts';
import { runUnderNames, taskNames } from '../contract/task-names.ts';
import { reportFileName } from '../report/facts.ts';
import { comparisonCsv } from './comparison-csv.ts';
import type { Context } from './context.ts';
import { outputPath } from './outputs.ts';
import { makeReport } from './report-sources.ts';

export function reportHandlers(context: Context) {
  const { store, emit, printPdf } = context;
  return {
    'report.html': async ({ projectId, language }, signal) => ({
      html: (await makeReport(context, projectId, language, signal)).html,
    }),
    'report.pdf': async ({ projectId, language }, signal) => {
      emit('report.progress', { projectId, phase: 'writing' });
      const { facts, html, runIds } = await makeReport(context, projectId, language, signal);
      const path = outputPath(context, reportFileName(facts));
      emit('report.progress', { projectId, phase: 'printing' });
      await printPdf(html, path, { signal });
      store.reports.add(projectId, language, runIds, await hashFile(path));
      emit('report.progress', { projectId, phase: 'done' });
      return store.tokens.add(path);
    },
    'report.csv': async ({ projectId, language }) => {
      const { name, document } = store.revisions.read(projectId);
      const called = taskNames(document?.tasks ?? []);
      const finished = store.jobs.listRuns(projectId).filter((run) => run.result !== null);
      const runs = finished.map((run) => runUnderNames(run, called));
      if (runs.length === 0) throw new Refusal('project.no-run', { name });
      const path = outputPath(context, `${safeFileName(name)}_${compactDate(timestamp())}.csv`);
      writeFileSync(path, comparisonCsv(runs, language));
      return store.tokens.add(path);
    },
  } satisfies Partial<Handlers>;
}
