// A project file may name a column as its header has it, unit included (`外径[mm]`), while tables call it by
// its name alone (`外径`). Here every mention in a document becomes the table's own name.

import type { ImportReport } from '../contract/import.ts';
import type { DataSource, ProjectDocument } from '../contract/project.ts';
import type { Split } from '../contract/tasks.ts';
import { splitHeader } from '../data/units.ts';

type Headers = Pick<ImportReport, 'columns'>;
export type NameOf = (mention: string) => string;

/** What a document is read against: the columns of each data set, and of all together. */
export interface NamedColumns {
  readonly report: Headers;
  readonly sources: readonly { readonly id: string; readonly report: Headers }[];
}

/** From a mention to the table's name. What fits neither name nor header stays, and is refused where it is used. */
export function columnNamer({ columns }: Headers): NameOf {
  const names = new Set(columns.map((column) => column.name));
  const byHeader = new Map(columns.map((column) => [column.header.trim(), column.name]));
  return (mention) => {
    if (names.has(mention)) return mention;
    const bare = splitHeader(mention).name;
    return byHeader.get(mention.trim()) ?? (names.has(bare) ? bare : mention);
  };
}

/** The document with headers replaced by column names: those of a task's or a split's own data set. */
export function withColumnNames(document: ProjectDocument, { report, sources }: NamedColumns): ProjectDocument {
  const common = columnNamer(report);
  const own = new Map(sources.map((source) => [source.id, columnNamer(source.report)]));
  const only = document.data.length === 1 ? common : undefined;
  const namerOf = (id: string): NameOf => only ?? own.get(id) ?? common;
  const { split, splits } = document;
  return {
    ...document,
    data: document.data.map((source) => sourceInNames(source, namerOf(source.id))),
    inputs: { ...document.inputs, exclude: (document.inputs.exclude ?? []).map(common) },
    tasks: document.tasks.map((task) => {
      const nameOf = namerOf(task.data);
      const targets = task.kind === 'forecast' && task.targets ? { targets: task.targets.map(nameOf) } : {};
      return { ...task, target: nameOf(task.target), ...targets };
    }),
    split: splitInNames(split, common),
    ...(splits
      ? { splits: Object.fromEntries(Object.entries(splits).map(([id, one]) => [id, splitInNames(one, namerOf(id))])) }
      : {}),
  };
}

/** A data set with its own mentions of columns as names: what orders it, what is known ahead or up to now, keys, labels put right. */
export function sourceInNames(source: DataSource, nameOf: NameOf): DataSource {
  const { time, series, ahead, past, join, corrections } = source;
  return {
    ...source,
    ...(time === undefined ? {} : { time: nameOf(time) }),
    ...(series === undefined ? {} : { series: nameOf(series) }),
    ...(ahead === undefined ? {} : { ahead: ahead.map(nameOf) }),
    ...(past === undefined ? {} : { past: past.map(nameOf) }),
    ...(join === undefined ? {} : { join: join.map((one) => ({ ...one, keys: one.keys.map(nameOf) })) }),
    ...(corrections === undefined
      ? {}
      : { corrections: corrections.map((one) => ({ ...one, column: nameOf(one.column) })) }),
  };
}

function splitInNames(split: Split, nameOf: NameOf): Split {
  return 'column' in split && split.column !== undefined ? { ...split, column: nameOf(split.column) } : split;
}
