// Data sets of a document: one under another name, one taken out, one changed.

import { withoutAccepted } from '../../engine/contract/accepted.ts';
import type { DataSource, ProjectDocument } from '../../engine/contract/project.ts';
import { splitOf } from '../../engine/contract/project.ts';
import type { Task } from '../../engine/contract/tasks.ts';

/** With one data set there is nothing to mix up: all tasks are its. */
export function tasksOn(document: ProjectDocument, source: string): Task[] {
  return document.data.length === 1 ? document.tasks : document.tasks.filter((task) => task.data === source);
}

export function renameSource(document: ProjectDocument, from: string, to: string): ProjectDocument {
  const own = new Set(tasksOn(document, from));
  const { splits } = document;
  return {
    ...document,
    data: document.data.map((source) => (source.id === from ? { ...source, id: to } : source)),
    tasks: document.tasks.map((task) => (own.has(task) ? { ...task, data: to } : task)),
    accepted: document.accepted.map((one) =>
      typeof one !== 'string' && one.data === from ? { ...one, data: to } : one,
    ),
    ...(splits
      ? { splits: Object.fromEntries(Object.entries(splits).map(([id, split]) => [id === from ? to : id, split])) }
      : {}),
  };
}

/** Its tasks and its split go with it; the split of one data set that is left is that of the document. */
export function removeSource(document: ProjectDocument, id: string): ProjectDocument {
  const { splits, ...rest } = withoutAccepted(document, id);
  const data = document.data.filter((source) => source.id !== id);
  const tasks = document.tasks.filter((task) => task.data !== id);
  const [only] = data;
  if (data.length === 1 && only) return { ...rest, data, tasks, split: splitOf(document, only.id) };
  const left = Object.entries(splits ?? {}).filter(([source]) => source !== id);
  return { ...rest, data, tasks, ...(left.length > 0 ? { splits: Object.fromEntries(left) } : {}) };
}

export function changeSource(
  document: ProjectDocument,
  id: string,
  change: (source: DataSource) => DataSource,
): ProjectDocument {
  return { ...document, data: document.data.map((source) => (source.id === id ? change(source) : source)) };
}
