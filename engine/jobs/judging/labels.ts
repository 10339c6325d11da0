// Labels that new files may have: read as the classes of training, and the judgements compared with them.

import type { JudgingNote } from '../../contract/judging.ts';
import { cellText, columnOf } from '../../data/table.ts';
import type { Table } from '../../data/table.ts';
import type { TaskHead } from '../../tasks/rules.ts';

export interface FoundLabels {
  /** Binary: 1 = NG, 0 = OK. Classification: index of the class. Regression: the value. NaN = no label. */
  readonly values: Float64Array;
  readonly labelled: number;
  readonly notes: readonly JudgingNote[];
}

const mostExamples = 5;

/** Null where the file has no column of labels, or an empty one. */
export function labelsOf(source: string, table: Table, { task, classes }: TaskHead): FoundLabels | null {
  const column = columnOf(table, task.target);
  if (!column) return null;
  const values = new Float64Array(table.rowCount).fill(NaN);
  const unknown = new Map<string, number>();
  const lines: number[] = [];
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  let labelled = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const text = cellText(column, row);
    if (text === '') continue;
    const value = task.kind === 'regression' ? numberIn(column.kind, text) : (codeOf.get(text) ?? NaN);
    if (Number.isNaN(value)) {
      unknown.set(text, (unknown.get(text) ?? 0) + 1);
      if (lines.length < 20) lines.push(table.source.line[row]!);
      continue;
    }
    values[row] = value;
    labelled++;
  }
  if (labelled === 0 && unknown.size === 0) return null;
  const words = [...unknown].sort((a, b) => b[1] - a[1]).slice(0, mostExamples);
  const count = [...unknown.values()].reduce((sum, one) => sum + one, 0);
  const note: JudgingNote = {
    code: 'unknown-labels',
    severity: 'warn',
    source,
    column: task.target,
    facts: { words: words.map(([word]) => word), count },
    lines,
  };
  return { values, labelled, notes: count > 0 ? [note] : [] };
}

function numberIn(kind: string, text: string): number {
  return kind === 'date' ? NaN : Number(text);
}
