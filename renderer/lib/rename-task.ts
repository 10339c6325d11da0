// A task under another name, everywhere the project document calls it by its name.

import type { ProjectDocument } from '../../engine/contract/project.ts';
import type { Recipe } from '../../engine/contract/recipes.ts';

export function renameTask(document: ProjectDocument, from: string, to: string): ProjectDocument {
  const names = new Set(document.tasks.map((task) => task.id));
  return {
    ...document,
    tasks: document.tasks.map((task) => (task.id === from ? { ...task, id: to } : task)),
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
