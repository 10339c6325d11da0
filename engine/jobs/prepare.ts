// From data and a document to what training reads: labels and frozen parts, then one unit for each kind of data:
// what tables, photos and series know of their rows are different inputs, and a network reads one kind.

import { hashBytes } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import { splitOf } from '../contract/project.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SplitSummary } from '../contract/splits.ts';
import type { Split, Task } from '../contract/tasks.ts';
import { makeSplit } from '../data/split.ts';
import { columnOf } from '../data/table.ts';
import { forecastPast } from '../evaluation/index.ts';
import type { ForecastPast } from '../evaluation/index.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import type { Pasts } from './assess.ts';
import { refuseUnjudged } from './judged-origins.ts';
import { inAllRows, labelRecord } from './row-space.ts';

/** Labels and parts: what decides which rows a run learns from and is judged on. Rows are those of all data sets. */
export interface Frozen {
  readonly targets: readonly TaskTargets[];
  readonly pasts: Pasts;
  /** 0 train, 1 validation, 2 test, 255 left out; one a row. */
  readonly parts: Uint8Array;
  readonly split: SplitSummary;
  /** The same rows, labels and parts give the same id, and only then may two runs be compared. */
  readonly id: string;
  readonly partsHash: string;
}

/** Divides the data as the document says. Refuses in words what cannot be trained or judged. */
export function freeze(document: ProjectDocument, data: LoadedData): Frozen {
  const { tasks } = document;
  if (tasks.length === 0) throw new Refusal('project.no-tasks', {});
  const ids = new Set<string>();
  for (const task of tasks) {
    if (ids.has(task.id)) throw new Refusal('project.duplicate-task', { task: task.id });
    ids.add(task.id);
  }
  const parts = new Uint8Array(data.table.rowCount).fill(255);
  const targets: (TaskTargets | null)[] = tasks.map(() => null);
  const pasts = new Map<string, { past: ForecastPast; firstRow: number }>();
  const summaries: SplitSummary[] = [];
  for (const source of data.sources) {
    const own = tasksOf(document, source);
    if (own.length === 0) continue;
    for (const task of own)
      if (task.kind === 'forecast' && !source.series)
        throw new Refusal('project.no-time', { task: task.id, source: source.id });
    for (const { target } of own)
      if (columnOf(source.table, target)?.kind === 'image')
        throw new Refusal('project.cannot-predict', { column: target });
    const labels = own.map((task) => encodeTargets(source.table, task, source.series?.lastRow));
    const divided = makeSplit(source.table, labels, splitFor(document, source, own));
    parts.set(divided.parts, source.firstRow);
    summaries.push(divided.summary);
    for (const task of own) {
      if (task.kind !== 'forecast' || !source.series) continue;
      const past = forecastPast(source.table, task, { ...source.series, parts: divided.parts });
      refuseUnjudged(task, divided.parts, source.series.lastRow, past);
      pasts.set(task.id, { past, firstRow: source.firstRow });
    }
    own.forEach((task, i) => (targets[tasks.indexOf(task)] = inAllRows(labels[i]!, source, data.table.rowCount)));
  }
  const partsHash = hashBytes(parts);
  const id = hashBytes(JSON.stringify([data.tableHash, partsHash, tasks.map(labelRecord)])).slice(0, 32);
  const all = targets.map((one, i) => one ?? noSuchSource(tasks[i]!));
  return { targets: all, pasts, parts, split: together(summaries, tasks), id, partsHash };
}

/** With one data set there is nothing to mix up. */
export function tasksOf({ tasks, data }: ProjectDocument, source: Pick<LoadedSource, 'id'>): readonly Task[] {
  return data.length === 1 ? tasks : tasks.filter((task) => task.data === source.id);
}

/** As the document says; what comes next is learned from what was, so a forecast's rows are divided by time alone. */
export function splitFor(
  document: Pick<ProjectDocument, 'split' | 'splits' | 'data'>,
  { id }: Pick<LoadedSource, 'id'>,
  tasks: readonly Task[],
): Split {
  const said = splitOf(document, id);
  const time = document.data.find((source) => source.id === id)?.time;
  if (said.kind === 'time') return { ...said, ...withColumn(said.column ?? time) };
  if (said.kind === 'column' || !tasks.some((task) => task.kind === 'forecast')) return said;
  const { train, test, validation, seed } = said;
  return { kind: 'time', ...withColumn(time), test, validation, seed, ...(train === undefined ? {} : { train }) };
}

function withColumn(column: string | undefined): { column?: string } {
  return column === undefined ? {} : { column };
}

function noSuchSource(task: Task): never {
  throw new Refusal('project.no-source', { task: task.id, source: task.data });
}

/** One data set's summary as it is; of several, counts added and tasks in the document's order. */
function together(summaries: readonly SplitSummary[], tasks: readonly Task[]): SplitSummary {
  const first = summaries[0]!;
  if (summaries.length === 1) return first;
  const order = new Map(tasks.map((task, i) => [task.id, i]));
  return {
    split: first.split,
    parts: first.parts.map(({ part }, p) => ({
      part,
      rows: summaries.reduce((sum, one) => sum + one.parts[p]!.rows, 0),
      groups: null,
      first: null,
      last: null,
    })),
    tasks: summaries.flatMap((one) => one.tasks).sort((a, b) => order.get(a.taskId)! - order.get(b.taskId)!),
    leftOut: summaries.reduce((sum, one) => sum + one.leftOut, 0),
    notes: summaries.flatMap((one) => one.notes),
  };
}
