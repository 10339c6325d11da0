// What is predicted and how rows are divided: proposals, nothing is changed.

import type { Handlers } from '../contract/commands.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SplitProposal, SplitSummary } from '../contract/splits.ts';
import type { Split } from '../contract/tasks.ts';
import { proposeSplit } from '../data/split.ts';
import { withColumnNames } from '../jobs/column-names.ts';
import { tasksOf } from '../jobs/prepare.ts';
import { proposeForecast } from '../tasks/propose-forecast.ts';
import type { Context } from './context.ts';
import { sourceOf } from './data-view.ts';
import { requireDocument } from './project-view.ts';
import { usableProposal } from './usable-split.ts';

export function taskHandlers(context: Context) {
  const { jobs } = context;
  const preview = (document: ProjectDocument, source: string | undefined, split: Split): Promise<SplitSummary> =>
    jobs.previewSplit(source === undefined ? document : ofSource(document, source, split), split);
  return {
    'task.propose': async ({ projectId, column, source }, signal) => {
      const document = requireDocument(context, projectId);
      const task = await jobs.proposeTask(document, column, source);
      const { series, table } = sourceOf(await jobs.load(document, { signal }), task.data);
      return series ? proposeForecast(task, table, column, series) : task;
    },
    'photos.propose': async ({ projectId }, signal) => jobs.proposePhotos(requireDocument(context, projectId), signal),
    'split.propose': async ({ projectId, source }, signal) => {
      const given = requireDocument(context, projectId);
      const usable = (proposal: SplitProposal): Promise<SplitProposal> =>
        usableProposal(proposal, (split) => preview(given, source, split));
      if (source === undefined) return usable(await jobs.proposeSplit(given));
      const data = await jobs.load(given, { signal });
      const { table, profile } = sourceOf(data, source);
      const tasks = tasksOf(withColumnNames(given, data), { id: source });
      const proposal = proposeSplit(table, tasks, profile);
      return tasks.some((task) => task.kind === 'forecast') ? byTime(proposal) : usable(proposal);
    },
    'split.preview': async ({ projectId, split, source }) => {
      return preview(requireDocument(context, projectId), source, split);
    },
  } satisfies Partial<Handlers>;
}

/** The document with the tasks of one data set alone, and its split. */
function ofSource(document: ProjectDocument, source: string, split: Split): ProjectDocument {
  if (document.data.length === 1) return document;
  return {
    ...document,
    tasks: [...tasksOf(document, { id: source })],
    splits: { ...document.splits, [source]: split },
  };
}

/** What comes next is judged on what came next: of all splits only the one in order of time is a proposal. */
function byTime(proposal: SplitProposal): SplitProposal {
  const all = [{ split: proposal.split, reason: proposal.reason }, ...proposal.alternatives];
  const chosen = all.find(({ split }) => split.kind === 'time');
  return chosen ? { ...chosen, alternatives: [] } : proposal;
}
