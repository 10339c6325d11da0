// A result on new data as a table to look at: answers stand first, the file's own columns behind them; which rows can
// be asked for.

import type { JudgedColumn, JudgedFilter, JudgedRows, JudgedSource } from '../../engine/contract/judging.ts';
import type { Language } from '../../engine/contract/language.ts';
import type { TaskNames } from '../../engine/contract/task-names.ts';
import { judgedHeading } from '../../engine/contract/text/judging.ts';
import { alignedColumn } from './aligned-cells.ts';
import { formatCount, formatPercent, noValue } from './format.ts';

type Cell = JudgedRows['rows'][number]['cells'][number];
type Role = JudgedColumn['role'];

const order: readonly (readonly Role[])[] = [
  ['file', 'line', 'photo', 'strand', 'moment', 'ahead'],
  ['verdict', 'ng-probability', 'class', 'class-probability', 'value', 'point', 'lower', 'upper'],
  ['reason', 'remarks'],
  ['own'],
];
const probabilities: readonly Role[] = ['ng-probability', 'class-probability'];
const quantities: readonly Role[] = ['value', 'point', 'lower', 'upper'];

export interface ShownCell {
  readonly text: string;
  /** OK and NG of an OK/NG task. */
  readonly mark: 'ok' | 'ng' | null;
}

export interface ShownColumn {
  /** Place in the result. */
  readonly index: number;
  readonly heading: string;
  readonly role: Role;
  readonly isNumber: boolean;
  /** In the order of the rows. */
  readonly cells: readonly ShownCell[];
}

/** The columns of a page of rows as they are shown. */
export function shownColumns(
  source: JudgedSource,
  rows: JudgedRows['rows'],
  nameOf: TaskNames,
  language: Language,
): ShownColumn[] {
  const columns = source.columns.map((column, index) => ({ column, index }));
  return order
    .flatMap((roles) => columns.filter(({ column }) => roles.includes(column.role)))
    .map(({ column, index }) => {
      const cells = rows.map((row) => row.cells[index] ?? null);
      const heading = judgedHeading(column, nameOf, language);
      return { index, heading, role: column.role, ...shownCells(column, cells, source) };
    });
}

function shownCells(
  { role, taskId }: JudgedColumn,
  cells: readonly Cell[],
  { tasks }: JudgedSource,
): Pick<ShownColumn, 'isNumber' | 'cells'> {
  if (probabilities.includes(role) || quantities.includes(role)) {
    const numbers = cells.map((cell) => (typeof cell === 'number' ? cell : null));
    const texts = probabilities.includes(role)
      ? numbers.map(formatPercent)
      : alignedColumn(numbers.map((value) => (value === null ? '' : String(Number(value.toPrecision(5)))))).cells;
    return { isNumber: true, cells: texts.map((text) => plain(text === '' ? noValue : text.replaceAll('-', '−'))) };
  }
  if (role === 'verdict' || role === 'class') {
    const task = tasks.find((one) => one.taskId === taskId);
    const ng = role === 'verdict' ? task?.classes[1]?.label : undefined;
    return {
      isNumber: false,
      cells: cells.map((cell) => {
        if (cell === null || cell === '') return plain(noValue);
        return { text: String(cell), mark: ng === undefined ? null : cell === ng ? 'ng' : 'ok' };
      }),
    };
  }
  const aligned = alignedColumn(cells.map((cell) => (cell === null ? '' : String(cell))));
  return { isNumber: aligned.isNumber, cells: aligned.cells.map(plain) };
}

function plain(text: string): ShownCell {
  return { text, mark: null };
}

/** Rows that can be asked for, with how many there are; null where only the rows themselves tell. */
export interface FilterChoice {
  readonly filter: JudgedFilter;
  readonly count: number | null;
}

/** All rows, those of each class (NG before OK), those with remarks, those without a judgement. */
export function filterChoices({ rows, columns, tasks }: JudgedSource): FilterChoice[] {
  const classes = tasks.flatMap(({ taskId, classes, threshold }) =>
    (threshold === null ? classes : classes.toReversed()).map(({ label, count }): FilterChoice => ({
      filter: { kind: 'class', taskId, label },
      count,
    })),
  );
  const notJudged = Math.max(0, ...tasks.map((task) => task.notJudged));
  const has = (role: Role): boolean => columns.some((column) => column.role === role);
  return [
    { filter: { kind: 'all' }, count: rows },
    ...classes,
    ...(has('remarks') ? [{ filter: { kind: 'remarked' }, count: null } as const] : []),
    ...(has('reason')
      ? [{ filter: { kind: 'not-judged' }, count: tasks.length === 1 ? notJudged : null } as const]
      : []),
  ];
}

/** One text a filter, to compare and to choose by. */
export function filterKey(filter: JudgedFilter): string {
  return filter.kind === 'class' ? JSON.stringify([filter.taskId, filter.label]) : filter.kind;
}

/** Names in a line, the first few and how many more. */
export function namedShortly(names: readonly string[], most: number, more: (count: string) => string): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [more(formatCount(rest))] : [])].join(' · ');
}
