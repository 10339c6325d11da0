// A project file may name a column as its header has it, unit included (`外径[mm]`), while tables call it by
// its name alone (`外径`). Here every mention in a document becomes the table's own name.

import type { ImportReport } from '../contract/import.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Split } from '../contract/tasks.ts';
import { splitHeader } from '../data/units.ts';

/** The document with headers replaced by column names. What fits neither stays, and is refused where it is used. */
export function withColumnNames(document: ProjectDocument, report: ImportReport): ProjectDocument {
  const names = new Set(report.columns.map((column) => column.name));
  const byHeader = new Map(report.columns.map((column) => [column.header.trim(), column.name]));
  const nameOf = (mention: string): string => {
    if (names.has(mention)) return mention;
    const bare = splitHeader(mention).name;
    return byHeader.get(mention.trim()) ?? (names.has(bare) ? bare : mention);
  };
  const { split, splits } = document;
  return {
    ...document,
    inputs: { ...document.inputs, exclude: (document.inputs.exclude ?? []).map(nameOf) },
    tasks: document.tasks.map((task) => ({
      ...task,
      target: nameOf(task.target),
      ...(task.kind === 'forecast' && task.targets ? { targets: task.targets.map(nameOf) } : {}),
    })),
    split: renamed(split, nameOf),
    ...(splits
      ? { splits: Object.fromEntries(Object.entries(splits).map(([id, one]) => [id, renamed(one, nameOf)])) }
      : {}),
  };
}

function renamed(split: Split, nameOf: (mention: string) => string): Split {
  return 'column' in split && split.column !== undefined ? { ...split, column: nameOf(split.column) } : split;
}
