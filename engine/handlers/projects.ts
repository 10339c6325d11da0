// Projects: the list, and every edit of a document with undo and redo.

import { writeFileSync } from 'node:fs';
import { compactDate, timestamp } from '../base/clock.ts';
import { safeFileName } from '../base/file-names.ts';
import type { Handlers } from '../contract/commands.ts';
import { Refusal } from '../contract/errors.ts';
import { filesOf } from '../contract/project.ts';
import { isReference } from '../store/content.ts';
import type { Context } from './context.ts';
import { outputPath } from './outputs.ts';
import { projectView, requireDocument } from './project-view.ts';
import { sampleDocument } from './samples.ts';

export function projectHandlers(context: Context) {
  const { store, jobs } = context;
  const open = (projectId: string) => projectView(context, store.revisions.read(projectId));

  return {
    'project.list': async () => store.projects.list(),
    'project.create': async ({ name, sample }, signal) => {
      if (sample === null) return open(store.projects.create(name || 'TaskLoom', null));
      const { document, rows } = await sampleDocument(context, sample, signal);
      const id = store.projects.create(name || document.name, document);
      store.projects.noteRows(id, rows);
      return open(id);
    },
    'project.open': async ({ projectId }) => open(projectId),
    'project.rename': async ({ projectId, name }) => {
      store.projects.rename(projectId, name);
      return open(projectId);
    },
    'project.delete': async ({ projectId }) => {
      const unfinished = store.jobs.unfinishedRuns().filter(({ summary }) => summary.projectId === projectId);
      // The last first: nothing that waits begins because what is before it was cancelled.
      for (const { summary } of unfinished.reverse()) await jobs.control(summary.id, 'cancel');
      store.projects.remove(projectId);
      return null;
    },
    'project.restore-deleted': async ({ projectId }) => {
      store.projects.restore(projectId);
      return open(projectId);
    },
    'project.edit': async ({ projectId, revision, document }) => {
      // A page holds no path: it names files that were taken in, and no others.
      if (!filesOf(document).every(isReference)) throw new Refusal('call.not-allowed', { command: 'project.edit' });
      return projectView(context, store.revisions.edit(projectId, revision, document));
    },
    'project.undo': async ({ projectId }) => projectView(context, store.revisions.undo(projectId)),
    'project.redo': async ({ projectId }) => projectView(context, store.revisions.redo(projectId)),
    'project.export': async ({ projectId }, signal) => {
      const { name } = store.revisions.read(projectId);
      const path = outputPath(context, `${safeFileName(name)}_${compactDate(timestamp())}.taskloom`);
      await store.archives.write(projectId, path, signal);
      return store.tokens.add(path);
    },
    'project.import': async ({ token }) =>
      open(store.archives.read(store.tokens.find(token).path, store.projects.freeName)),
    'project.save-file': async ({ projectId }) => {
      const document = requireDocument(context, projectId);
      const { name } = store.revisions.read(projectId);
      const path = outputPath(context, `${safeFileName(name)}.json`);
      const data = document.data.map(({ names, ...source }) => {
        if (source.images === undefined) return { ...source, files: names ?? source.files };
        const [photos, list] = names ?? [];
        return { ...source, images: photos ? [photos] : source.images, ...(list ? { manifest: list } : {}) };
      });
      writeFileSync(path, `${JSON.stringify({ ...document, name, data }, null, 2)}\n`);
      return store.tokens.add(path);
    },
  } satisfies Partial<Handlers>;
}
