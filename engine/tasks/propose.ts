// A first guess of what kind of task a column is; the person changes it with one click.

import type { Task } from '../contract/tasks.ts';
import { columnOf } from '../data/table.ts';
import type { Column, Table } from '../data/table.ts';
import { spellings } from './labels.ts';
import { ngSpelling } from './spellings.ts';

/** A whole number of few values is read as classes up to this many. */
const fewValues = 5;
/** Names of amounts: 欠陥数, 打痕の個数, `defect_count`, `number of scratches`; these are no classes however few they are. */
const amountName = /数量?$|(?:^|[\s_])(?:counts?|qty|quantity)(?:$|[\s_])|^(?:number|no\.?) of /iu;

/** The task a person most likely means by this column, or null when there is no such column or it says nothing. */
export function proposeTask(table: Table, columnName: string): Task | null {
  const column = columnOf(table, columnName);
  if (!column) return null;
  const common = { id: columnName, data: 'main', target: columnName, importance: 1 };
  const unit = column.unit ?? unitInHeader(columnName);
  if (column.kind === 'number' && (!isFewWholeNumbers(column) || isAmount(column))) {
    return { ...common, kind: 'regression', ...(unit === null ? {} : { unit }) };
  }
  if (column.kind === 'date') return null;
  const { classes } = spellings(column, table.rowCount);
  if (classes.length < 2) return null;
  if (classes.length > 2) return { ...common, kind: 'classification' };
  const positive = ngSpelling(classes);
  return { ...common, kind: 'binary', positive: positive ?? rarer(column, table.rowCount, classes) };
}

/** `外径[mm]`, `Y1 (kWh/m2)`, `温度（℃）`: what stands in the last brackets. */
export function unitInHeader(name: string): string | null {
  const match = /[[(（［【]([^\])）］】]{1,20})[\])）］】]\s*$/u.exec(name);
  return match ? match[1]!.trim() : null;
}

function isFewWholeNumbers(column: Column): boolean {
  if (column.kind !== 'number') return false;
  const seen = new Set<number>();
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return false;
    seen.add(value);
    if (seen.size > fewValues) return false;
  }
  return true;
}

/** A count by its name, of more than the 0 and 1 that are a judgement. */
function isAmount(column: Column): boolean {
  return amountName.test(column.name) && 'values' in column && column.values.some((value) => value > 1);
}

/** Of two unknown spellings the rarer is taken for NG. */
function rarer(column: Column, rowCount: number, classes: readonly string[]): string {
  const { codes } = spellings(column, rowCount);
  let second = 0;
  let labelled = 0;
  for (const code of codes) {
    if (code < 0) continue;
    labelled++;
    second += code;
  }
  return second * 2 <= labelled ? classes[1]! : classes[0]!;
}
