// What is predicted and how rows are divided: proposals, nothing is changed.

import type { Handlers } from '../contract/commands.ts';
import type { Context } from './context.ts';
import { requireDocument } from './project-view.ts';

export function taskHandlers(context: Context) {
  const { jobs } = context;
  return {
    'task.propose': async ({ projectId, column, source }) =>
      jobs.proposeTask(requireDocument(context, projectId), column, source),
    'split.propose': async ({ projectId }) => jobs.proposeSplit(requireDocument(context, projectId)),
    'split.preview': async ({ projectId, split }) => jobs.previewSplit(requireDocument(context, projectId), split),
  } satisfies Partial<Handlers>;
}
