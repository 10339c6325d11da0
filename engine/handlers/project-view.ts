// A project as the window sees it.

import type { ProjectDocument } from '../contract/project.ts';
import type { ProjectView } from '../contract/views.ts';
import type { Revision } from '../store/revisions.ts';
import { Refusal } from '../contract/errors.ts';
import type { Context } from './context.ts';

export function projectView({ store }: Context, revision: Revision): ProjectView {
  return {
    id: revision.projectId,
    name: revision.name,
    document: revision.document,
    revision: revision.revision,
    canUndo: revision.canUndo,
    canRedo: revision.canRedo,
    reached: reached(store, revision),
  };
}

/** The document of a project. @throws Refusal `project.empty` before any data was imported */
export function requireDocument({ store }: Context, projectId: string): ProjectDocument {
  const { document, name } = store.revisions.read(projectId);
  if (document === null) throw new Refusal('project.empty', { name });
  return document;
}

function reached(store: Context['store'], { projectId, document }: Revision): ProjectView['reached'] {
  const runs = store.jobs.listRuns(projectId);
  // A report is about a trained model; a baseline alone is none.
  if (runs.some((run) => run.kind === 'recipe' && run.result !== null)) return 'report';
  if (runs.length > 0) return 'compare';
  if (document === null) return 'data';
  return document.tasks.length === 0 ? 'tasks' : 'train';
}
