// What a fix does to the project document. Pure: undo is going back one document.

import type { Fix } from './health.ts';
import type { ProjectDocument } from './project.ts';
import { withSplit } from './project.ts';

/** The document with the fix carried out; the one given stays as it is. Applying a fix twice changes nothing more. */
export function applyFix(document: ProjectDocument, fix: Fix): ProjectDocument {
  switch (fix.kind) {
    case 'exclude-column': {
      const exclude = [...new Set([...document.inputs.exclude, ...fix.columns])];
      return { ...document, inputs: { ...document.inputs, exclude } };
    }
    case 'remove-rows':
      return editSource(document, fix.data, (source) => {
        const rows = new Set([...(source.withoutRows ?? []), ...fix.rows]);
        return { ...source, withoutRows: [...rows].sort((a, b) => a - b) };
      });
    case 'use-split':
      return withSplit(document, null, fix.split);
    case 'change-kind':
      return editSource(document, fix.data, (source) => {
        const columns = source.import?.columns ?? {};
        const column = { ...columns[fix.column], kind: fix.to };
        return { ...source, import: { ...source.import, columns: { ...columns, [fix.column]: column } } };
      });
    case 'drop-task':
      // Its column becomes an input of the others again unless it stays out: an answer is no measurement.
      return dropTask(document, fix.taskId);
  }
}

type Source = ProjectDocument['data'][number];

function editSource(document: ProjectDocument, id: string, edit: (source: Source) => Source): ProjectDocument {
  return { ...document, data: document.data.map((source) => (source.id === id ? edit(source) : source)) };
}

function dropTask(document: ProjectDocument, taskId: string): ProjectDocument {
  const dropped = document.tasks.find((task) => task.id === taskId);
  const tasks = document.tasks.filter((task) => task.id !== taskId);
  if (!dropped || tasks.some((task) => task.target === dropped.target)) return { ...document, tasks };
  return applyFix({ ...document, tasks }, { kind: 'exclude-column', columns: [dropped.target] });
}
