// What a division came to, in counts; and its refusal where a part could teach or show nothing.

import { Refusal } from '../../contract/errors.ts';
import type { PartSummary, SplitNote, SplitSummary, TaskSplit } from '../../contract/splits.ts';
import { parts as partNames, type Part, type Split } from '../../contract/tasks.ts';
import type { TaskTargets } from '../../tasks/targets.ts';
import { columnOf, type Table } from '../table.ts';

/** Rows in no part. */
export const leftOut = 255;

/**
 * Counts per part.
 *
 * @param parts 0 training, 1 validation, 2 test, 255 left out
 * @param groupOfRow group number at each row, -1 for none; null unless divided by group
 * @throws Refusal `split.part-empty`, `split.labels-missing`, `split.class-missing`
 */
export function summarize(
  table: Table,
  targets: readonly TaskTargets[],
  split: Split,
  parts: Uint8Array,
  groupOfRow: Int32Array | null,
  notes: readonly SplitNote[],
): SplitSummary {
  const partSummaries = partNames.map((part, code) => partSummary(table, split, parts, groupOfRow, part, code));
  const empty = partSummaries.find((summary) => summary.rows === 0);
  if (empty) throw new Refusal('split.part-empty', { part: empty.part });
  const tasks = targets.map((target) => taskSplit(target, parts));
  const absent = targets.flatMap((target, index) => checkTask(target, tasks[index]!));
  let left = 0;
  for (const part of parts) if (part === leftOut) left++;
  return { split, parts: partSummaries, tasks, leftOut: left, notes: [...notes, ...absent] };
}

function partSummary(
  table: Table,
  split: Split,
  parts: Uint8Array,
  groupOfRow: Int32Array | null,
  part: Part,
  code: number,
): PartSummary {
  const chosen = split.kind === 'time' && split.column !== undefined ? columnOf(table, split.column) : undefined;
  const dates = chosen?.kind === 'date' ? chosen : table.columns.find((column) => column.kind === 'date');
  const groups = new Set<number>();
  let rows = 0;
  let first = Infinity;
  let last = -Infinity;
  for (let row = 0; row < parts.length; row++) {
    if (parts[row] !== code) continue;
    rows++;
    if (groupOfRow) groups.add(groupOfRow[row]!);
    if (dates?.kind === 'date' && !Number.isNaN(dates.values[row]!)) {
      first = Math.min(first, dates.values[row]!);
      last = Math.max(last, dates.values[row]!);
    }
  }
  const dated = first <= last;
  return {
    part,
    rows,
    groups: groupOfRow ? groups.size : null,
    first: dated ? first : null,
    last: dated ? last : null,
  };
}

function taskSplit(target: TaskTargets, parts: Uint8Array): TaskSplit {
  const labels = partNames.map((part, code) => {
    const counts = target.classes.map(() => 0);
    let labelled = 0;
    let sum = 0;
    for (let row = 0; row < parts.length; row++) {
      const value = target.values[row]!;
      if (parts[row] !== code || Number.isNaN(value)) continue;
      labelled++;
      if (target.task.kind === 'regression') sum += value;
      else if (counts.length > 0) counts[value]!++;
    }
    return { part, labelled, counts, mean: target.task.kind === 'regression' && labelled > 0 ? sum / labelled : null };
  });
  return { taskId: target.task.id, classes: [...target.classes], parts: labels };
}

/** Every part needs labels, training and test need every class, and OK/NG needs both in validation for its threshold. */
function checkTask(target: TaskTargets, split: TaskSplit): SplitNote[] {
  const labelled = split.parts.reduce((sum, part) => sum + part.labelled, 0);
  for (const part of split.parts) {
    if (part.labelled === 0)
      throw new Refusal('split.labels-missing', { task: target.task.id, labelled, part: part.part });
  }
  const notes: SplitNote[] = [];
  split.classes.forEach((name, index) => {
    const [train, validation, test] = split.parts.map((part) => part.counts[index]!) as [number, number, number];
    const count = train + validation + test;
    const missing: Part | null = train === 0 ? 'train' : test === 0 ? 'test' : validation === 0 ? 'validation' : null;
    if (missing === null) return;
    if (missing === 'validation' && target.task.kind === 'classification') {
      notes.push({ code: 'class-absent', taskId: target.task.id, class: name, part: missing, count });
      return;
    }
    throw new Refusal('split.class-missing', {
      task: target.task.id,
      class: name,
      part: missing,
      count,
      train,
      validation,
      test,
    });
  });
  return notes;
}
