// A task under another name. As long as nothing was saved under it the id itself changes, everywhere the project
// document has it; once there are results, which are saved by id, only the name that is shown.

import type { ProjectDocument } from '../../engine/contract/project.ts';
import type { Recipe } from '../../engine/contract/recipes.ts';

/** @param hasResults saved under the id */
export function renameTask(document: ProjectDocument, id: string, name: string, hasResults: boolean): ProjectDocument {
  return hasResults ? withName(document, id, name) : withId(document, id, name);
}

function withName(document: ProjectDocument, id: string, name: string): ProjectDocument {
  const tasks = document.tasks.map((task) => {
    if (task.id !== id) return task;
    const { name: _old, ...rest } = task;
    return name === id ? rest : { ...rest, name };
  });
  return { ...document, tasks };
}

function withId(document: ProjectDocument, from: string, to: string): ProjectDocument {
  const names = new Set(document.tasks.map((task) => task.id));
  return {
    ...document,
    tasks: document.tasks.map((task) => {
      if (task.id !== from) return task;
      const { name: _old, ...rest } = task;
      return { ...rest, id: to };
    }),
    recipes: document.recipes.map((recipe) => {
      const settings = Object.entries(recipe).map(([name, value]) => [name, underNewName(value, names, from, to)]);
      return Object.fromEntries(settings) as Recipe;
    }),
  };
}

/** A setting by task (fixed weights) is a record of nothing but tasks' names. */
function underNewName(value: unknown, names: ReadonlySet<string>, from: string, to: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (!Object.keys(value).every((key) => names.has(key))) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key === from ? to : key, one]));
}
