// The result of judging rows or photos: answers as classes, probabilities and values beside the file's own columns.

import type { CsvCell } from '../../contract/csv.ts';
import type { JudgedColumn, JudgedTask } from '../../contract/judging.ts';
import type { Language } from '../../contract/language.ts';
import type { RunResult } from '../../contract/runs.ts';
import type { ImageProblem } from '../../contract/images.ts';
import { sayImageProblem } from '../../contract/text/image-problems.ts';
import { judgedReason, judgedRemarks } from '../../contract/text/judging.ts';
import type { Task } from '../../contract/tasks.ts';
import { judge } from '../../evaluation/index.ts';
import type { TaskHead } from '../../tasks/rules.ts';
import type { JudgedTable } from './judged-table.ts';
import { shown } from './judged-table.ts';
import type { RowAnswers } from './judge-rows.ts';
import { rowReasons } from './judge-rows.ts';
import type { OwnColumns } from './own-columns.ts';
import { figuresOf } from './figures.ts';
import type { Understood } from './understand.ts';

/** The answers of one task. */
export interface TaskAnswers {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly width: number;
  readonly predicted: Float32Array;
  readonly reasons: Uint8Array;
  readonly threshold: NonNullable<RunResult['tasks'][string]['threshold']> | undefined;
  /** Index of the class judged; null for quantities. 255 = not judged. */
  readonly judged: Uint8Array | null;
}

export function rowsTable(
  understood: Understood,
  answers: RowAnswers,
  own: OwnColumns,
  result: RunResult,
  seed: number,
): JudgedTable {
  const { view, networks, checks, content } = understood;
  const { rowCount } = content.table;
  const heads = networks.flatMap(({ model }) => model.heads);
  const tasks = view.tasks.map(({ taskId }) =>
    answersOf(
      heads.find(({ task }) => task.id === taskId)!,
      answers,
      result.tasks[taskId]?.threshold,
    ),
  );
  const hasRemarks = checks.remarked.includes(1);
  const lost = lostPhotos(content.images?.problems ?? []);
  const hasReasons = lost.length > 0 || tasks.some(({ reasons }) => reasons.some((why) => why !== 0));
  const columns: JudgedColumn[] = [
    ...own.columns,
    ...tasks.flatMap(columnsOf),
    ...(hasReasons ? [plainColumn('reason')] : []),
    ...(hasRemarks ? [plainColumn('remarks')] : []),
  ];
  const notJudged = (row: number): number => tasks.find(({ reasons }) => reasons[row] !== 0)?.reasons[row] ?? 0;
  return {
    source: view.source,
    kind: 'rows',
    rows: rowCount + lost.length,
    columns,
    tasks: tasks.map((one): JudgedTask => ({
      ...summaryOf(one, lost.length),
      result: figuresOf(one, understood.labels.get(one.task.id), seed),
    })),
    cells: (from, to, language) => [
      ...own.cells(Math.min(from, rowCount), Math.min(to, rowCount)).map((cells, i) => {
        const row = from + i;
        return [
          ...cells,
          ...tasks.flatMap((one) => answerCells(one, row)),
          ...(hasReasons ? [reasonText(notJudged(row), language)] : []),
          ...(hasRemarks ? [checks.remarked[row] ? judgedRemarks(checks.remarksOf(row), language) : ''] : []),
        ];
      }),
      ...lost
        .slice(Math.max(0, from - rowCount), Math.max(0, to - rowCount))
        .map((problem) => columns.map(({ role }) => lostCell(role, problem, language))),
    ],
    passes(row, filter) {
      if (filter.kind === 'all') return true;
      if (row >= rowCount) return filter.kind === 'not-judged';
      if (filter.kind === 'remarked') return checks.remarked[row] === 1;
      if (filter.kind === 'not-judged') return notJudged(row) !== 0;
      const one = tasks.find(({ task }) => task.id === filter.taskId);
      return one?.judged?.[row] === one?.classes.indexOf(filter.label) && one !== undefined;
    },
    close: own.close,
  };
}

/** Pictures that are no row of the table: what was given and could not be read stands below the others. */
function lostPhotos(problems: readonly ImageProblem[]): ImageProblem[] {
  const told: readonly ImageProblem['code'][] = ['duplicate-exact', 'picture-without-row', 'nested-archive'];
  return problems.filter(({ code }) => !told.includes(code));
}

function lostCell(role: JudgedColumn['role'], problem: ImageProblem, language: Language): CsvCell {
  if (role === 'photo') return problem.path;
  return role === 'reason' ? sayImageProblem(problem, language) : null;
}

function plainColumn(role: JudgedColumn['role']): JudgedColumn {
  return { role, taskId: null, name: '', unit: null };
}

/** Classes beyond this index are not told apart from "not judged"; no task has that many. */
const none = 255;

function answersOf(
  { task, classes, outputSize }: TaskHead,
  { predicted, reasons }: RowAnswers,
  threshold: TaskAnswers['threshold'],
): TaskAnswers {
  const values = predicted.get(task.id)!;
  const why = reasons.get(task.id)!;
  const judged =
    task.kind === 'binary'
      ? judge(values, threshold?.value ?? 0.5)
      : task.kind === 'classification'
        ? likeliest(values, outputSize)
        : null;
  judged?.forEach((_, row) => {
    if (why[row] !== 0) judged[row] = none;
  });
  return { task, classes, width: outputSize, predicted: values, reasons: why, threshold, judged };
}

/** Class of the largest probability in each row; the first of equal ones. */
function likeliest(predicted: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: predicted.length / classes }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (predicted[row * classes + c]! > predicted[row * classes + best]!) best = c;
    return best;
  });
}

function columnsOf({ task }: TaskAnswers): JudgedColumn[] {
  const column = (role: JudgedColumn['role'], unit: string | null = null): JudgedColumn => ({
    role,
    taskId: task.id,
    name: task.target,
    unit,
  });
  if (task.kind === 'binary') return [column('verdict'), column('ng-probability')];
  if (task.kind === 'classification') return [column('class'), column('class-probability')];
  return [column('value', task.kind === 'regression' ? (task.unit ?? null) : null)];
}

function answerCells({ task, classes, width, predicted, judged }: TaskAnswers, row: number): CsvCell[] {
  if (judged === null) {
    const value = predicted[row]!;
    return [Number.isNaN(value) ? null : shown(value)];
  }
  const code = judged[row]!;
  if (code === none) return [null, null];
  const probability = task.kind === 'binary' ? predicted[row]! : predicted[row * width + code]!;
  return [classes[code] ?? '', shown(probability)];
}

function reasonText(reason: number, language: Language): string {
  const name = rowReasons[reason];
  return name ? judgedReason(name, language) : '';
}

/** @param lost rows besides those of the table, none of them judged */
function summaryOf(
  { task, classes, judged, predicted, reasons, threshold }: TaskAnswers,
  lost: number,
): Omit<JudgedTask, 'result'> {
  const without = reasons.reduce((sum, why) => sum + (why === 0 ? 0 : 1), 0);
  const counts = new Uint32Array(classes.length);
  judged?.forEach((code) => {
    if (code !== none) counts[code]!++;
  });
  let [least, most, sum] = [Infinity, -Infinity, 0];
  if (judged === null)
    for (const value of predicted) {
      if (Number.isNaN(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
  const count = reasons.length - without;
  return {
    taskId: task.id,
    judged: count,
    notJudged: without + lost,
    classes: judged === null ? [] : classes.map((label, code) => ({ label, count: counts[code]! })),
    threshold: threshold?.value ?? null,
    values: judged === null && count > 0 ? { least: shown(least), mean: shown(sum / count), most: shown(most) } : null,
  };
}
