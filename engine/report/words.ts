// Small words of the report: lists, numbers, dates, names of tasks and runs.

import type { Language } from '../contract/language.ts';
import type { Rate } from '../contract/runs.ts';
import { figureText, intervalText, metricText } from '../contract/text/metrics.ts';
import type { Task } from '../contract/tasks.ts';
import type { ReportFacts, ReportRun } from './facts.ts';

export interface Writer {
  readonly language: Language;
  /** Picks the phrase of the report's language. */
  readonly say: (ja: string, en: string) => string;
}

export function writer(language: Language): Writer {
  return { language, say: (ja, en) => (language === 'ja' ? ja : en) };
}

/** `A、B、C` or `A, B and C`. */
export function listed(items: readonly string[], { language }: Writer): string {
  if (language === 'ja') return items.join('、');
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `2026/08/22 14:05`, on this PC's clock. */
export function moment(at: number): string {
  const date = new Date(at);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}/${pad(date.getMonth() + 1)}/${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The unit of the data's column where the task states none. */
export function unitIn(facts: ReportFacts, task: Task): string | null {
  if (task.kind !== 'regression' && task.kind !== 'forecast') return null;
  return task.unit ?? facts.data?.columns.find((column) => column.name === task.target)?.unit ?? null;
}

export function runLabel(run: ReportRun, { language, say }: Writer): string {
  // One name with the sentences of the conclusion and the rule of recommendation.
  const isForecast = Object.values(run.result.tasks).every((task) => task.forecast !== undefined);
  if (run.kind === 'constant' && !isForecast) return say('何もしない予測', 'Always the same answer');
  return run.name[language];
}

/** The name without a published one in brackets, for narrow places. */
export function shortLabel(run: ReportRun, writer: Writer): string {
  return runLabel(run, writer).replace(/\s*[(（][^()（）]*[)）]$/, '');
}

export function isRate(figure: object): figure is Rate {
  return 'outOf' in figure;
}

/** `12.5 %（8 件中 1 件、95 % 区間 0.3–52.7 %）`, `0.412 mm (95 % interval 0.37–0.46)`. */
export function figureSentence(
  metric: string,
  figure: Rate | { value: number | null; low: number | null; high: number | null } | undefined,
  unit: string | null,
  { say }: Writer,
): string {
  if (!figure || figure.value === null) return say('算出できず', 'not defined');
  const value = figureText(metric, figure.value, unit);
  const interval = intervalText(metric, figure.low, figure.high);
  const percent = metricText(metric).scale === 'percent' ? ' %' : '';
  const parts = [
    ...(isRate(figure)
      ? [
          say(
            `${count(figure.outOf)} 件中 ${count(figure.events)} 件`,
            `${count(figure.events)} of ${count(figure.outOf)}`,
          ),
        ]
      : []),
    ...(interval === '' ? [] : [say(`95 % 区間 ${interval}${percent}`, `95 % interval ${interval}${percent}`)]),
  ];
  if (parts.length === 0) return value;
  return say(`${value}（${parts.join('、')}）`, `${value} (${parts.join(', ')})`);
}
