// What `taskloom judge` prints: how many of each, how good where the file has labels, and what to know of it.

import type { JudgedTask, Judging } from '../../contract/judging.ts';
import type { Language } from '../../contract/language.ts';
import type { TaskNames } from '../../contract/task-names.ts';
import type { Task } from '../../contract/tasks.ts';
import { judgedCounts } from '../../contract/text/judging.ts';
import { sayJudgingNote } from '../../contract/text/judging-notes.ts';
import { figureText, intervalText, taskMetricText } from '../../contract/text/metrics.ts';
import type { JudgingRequest } from '../../jobs/judging/judging.ts';
import type { Output } from './output.ts';

/** Lines of a file named in a note. */
const mostLines = 5;

interface About {
  readonly run: string;
  readonly tasks: readonly Task[];
  readonly called: TaskNames;
  readonly request: JudgingRequest;
}

export function printJudged(
  { sources, notes }: Judging,
  { run, tasks, called, request }: About,
  { print, note, words, language }: Output,
): void {
  print(words.judgedBy(run));
  for (const [place, source] of sources.entries()) {
    const files = request.data[place]!.files.map((file) => file.name).join(', ');
    print(source.kind === 'rows' ? words.judgedRows(files, source.rows) : words.forecastRows(files, source.rows));
    for (const judged of source.tasks) {
      const task = tasks.find(({ id }) => id === judged.taskId)!;
      const unit = 'unit' in task ? (task.unit ?? null) : null;
      print(`  ${called(judged.taskId)}  ${judgedCounts(judged, { unit, kind: source.kind, language })}`);
      const figures = figuresText(task, judged, unit, language);
      if (figures !== '') print(`    ${words.against(figures)}`);
    }
  }
  for (const one of notes) {
    const named = one.lines.slice(0, mostLines).join(', ');
    const lines = named === '' ? '' : words.linesOf(one.lines.length > mostLines ? `${named}…` : named);
    note(`${one.severity === 'warn' ? 'WARN ' : ''}${sayJudgingNote(one, language)}${lines}`);
  }
}

/** The figures that people ask for first, each with its interval and, of rates, of how many. */
function figuresText({ kind }: Task, { result }: JudgedTask, unit: string | null, language: Language): string {
  if (result === null) return '';
  const wanted = {
    binary: ['missRate', 'overkillRate'],
    classification: ['accuracy'],
    regression: ['mae'],
    forecast: ['mae'],
  };
  return wanted[kind]
    .flatMap((metric) => {
      const figure = result.metrics[metric];
      if (!figure) return [];
      const { value, low, high } = figure;
      const name = taskMetricText(metric, result.forecast).name[language];
      const rate = 'outOf' in figure ? ` ${figure.events}/${figure.outOf}` : ` (n ${result.n})`;
      const interval = intervalText(metric, low, high);
      return [`${name} ${figureText(metric, value, unit)}${rate}${interval === '' ? '' : ` [${interval}]`}`];
    })
    .join(language === 'ja' ? '、' : ', ');
}
