// What a task is called on screens and in reports. Its id stays what results are saved under; here records that name
// tasks by id are put under the names shown, for a person to read and never to be saved.

import type { Finding } from './health.ts';
import type { AffinityMap } from './methods.ts';
import type { RunResult, RunSummary, WeightNote } from './runs.ts';
import type { SplitSummary } from './splits.ts';
import type { Task } from './tasks.ts';

type Named = Pick<Task, 'id' | 'name'>;
/** From a task's id to the name shown; an id of no task is shown as it is. */
export type TaskNames = (id: string) => string;

export function taskName({ id, name }: Named): string {
  return name ?? id;
}

/** Where two were called the same, both go by their ids: no result may stand in another's place. */
export function taskNames(tasks: readonly Named[]): TaskNames {
  const shown = tasks.map(taskName);
  const isOwn = (task: Named): boolean => shown.filter((name) => name === taskName(task)).length === 1;
  const names = new Map(tasks.map((task) => [task.id, isOwn(task) ? taskName(task) : task.id]));
  return (id) => names.get(id) ?? id;
}

/** The tasks as if their ids were the names shown. */
export function tasksUnderNames(tasks: readonly Task[], nameOf: TaskNames): Task[] {
  return tasks.map(({ name: _name, ...task }) => ({ ...task, id: nameOf(task.id) }));
}

/** Its recipe keeps the ids: it may be trained again. */
export function runUnderNames(run: RunSummary, nameOf: TaskNames): RunSummary {
  return run.result === null ? run : { ...run, result: resultUnderNames(run.result, nameOf) };
}

export function resultUnderNames(result: RunResult, nameOf: TaskNames): RunResult {
  const { weightHistory, affinity, groups, sharing, gates, population, lines } = result;
  const named = <T extends { readonly tasks: readonly string[] }>(shown: T): T & { tasks: string[] } => ({
    ...shown,
    tasks: shown.tasks.map(nameOf),
  });
  return {
    ...result,
    tasks: Object.fromEntries(Object.entries(result.tasks).map(([id, one]) => [nameOf(id), one])),
    comparisons: result.comparisons.map((one) => ({ ...one, taskId: nameOf(one.taskId) })),
    ...(weightHistory ? { weightHistory: named(weightHistory) } : {}),
    ...(affinity ? { affinity: affinityUnderNames(affinity, nameOf) } : {}),
    ...(groups ? { groups: named(groups) } : {}),
    ...(sharing ? { sharing: named(sharing) } : {}),
    ...(gates ? { gates: named(gates) } : {}),
    ...(population ? { population: named(population) } : {}),
    ...(lines ? { lines: Object.fromEntries(Object.entries(lines).map(([id, share]) => [nameOf(id), share])) } : {}),
  };
}

export function affinityUnderNames(map: AffinityMap, nameOf: TaskNames): AffinityMap {
  return {
    ...map,
    tasks: map.tasks.map(nameOf),
    cells: map.cells.map((cell) => ({ ...cell, source: nameOf(cell.source), target: nameOf(cell.target) })),
    groups: map.groups.map((group) => group.map(nameOf)),
  };
}

/** Epochs go by the order of the tasks; only the list of them and the notes name any. */
export function historyUnderNames<H extends { readonly tasks: string[]; readonly notes: WeightNote[] }>(
  history: H,
  nameOf: TaskNames,
): H {
  const notes = history.notes.map((note) => ({ ...note, taskId: nameOf(note.taskId) }));
  return { ...history, tasks: history.tasks.map(nameOf), notes };
}

export function splitUnderNames(split: SplitSummary, nameOf: TaskNames): SplitSummary {
  return {
    ...split,
    tasks: split.tasks.map((task) => ({ ...task, taskId: nameOf(task.taskId) })),
    notes: split.notes.map((note) => ('taskId' in note ? { ...note, taskId: nameOf(note.taskId) } : note)),
  };
}

/** For its sentences alone: a fix under a name shown fixes nothing. */
export function findingUnderNames(finding: Finding, nameOf: TaskNames): Finding {
  const facts = Object.entries(finding.facts).map(([key, fact]): [string, Finding['facts'][string]] => {
    if (key === 'task' && typeof fact === 'string') return [key, nameOf(fact)];
    if ((key === 'tasks' || key === 'others') && Array.isArray(fact))
      return [key, fact.map((id) => nameOf(String(id)))];
    return [key, fact];
  });
  const { fix, taskId } = finding;
  return {
    ...finding,
    facts: Object.fromEntries(facts),
    ...(taskId === undefined ? {} : { taskId: nameOf(taskId) }),
    ...(fix?.kind === 'drop-task' ? { fix: { ...fix, taskId: nameOf(fix.taskId) } } : {}),
  };
}
