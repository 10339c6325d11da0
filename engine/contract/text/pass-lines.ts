// A pass line in words, and whether a result reaches it: with the parts behind a rate, and what so few of them leave open.

import type { Language, Words } from '../language.ts';
import { isReached, type PassLine } from '../pass-lines.ts';
import type { TaskResult } from '../runs.ts';
import { figureText, metricText } from './metrics.ts';
import { number } from './phrases.ts';

export const passLineName: Words = { ja: '合格ライン', en: 'Pass line' };

/** `見逃し率 5.0 % 以下`, `miss rate at most 5.0 %`. */
export function passLineText({ metric, worst }: PassLine, unit: string | null, language: Language): string {
  const { name, better } = metricText(metric);
  const value = figureText(metric, worst, unit);
  if (language === 'ja') return `${name.ja} ${value} ${better === 'higher' ? '以上' : '以下'}`;
  return `${name.en} ${better === 'higher' ? 'at least' : 'at most'} ${value}`;
}

/** A pass line and what a result has there. */
export interface Held extends PassLine {
  readonly value: number | null;
  readonly unit: string | null;
  /** Parts behind a rate. */
  readonly count: { readonly events: number; readonly outOf: number } | null;
}

/** `12.5 %（8 件中 1 件）`: what the result has, with the parts behind it. */
export function heldText({ metric, value, unit, count }: Held, language: Language): string {
  if (value === null) return language === 'ja' ? '求められない値' : 'not defined';
  const parts = count ? bracketed([counted(count, language)], language) : '';
  // In a Japanese sentence a unit keeps its distance from what follows.
  return figureText(metric, value, unit) + (parts === '' && language === 'ja' ? ' ' : parts);
}

/** Whether the figure reaches the line, and where the rows are too few to be sure of it, that too. */
export function passedText(
  line: PassLine,
  measured: TaskResult['metrics'][string] | undefined,
  language: Language,
): string {
  const value = measured?.value ?? null;
  const count = measured && 'outOf' in measured && value !== null ? [counted(measured, language)] : [];
  if (!isReached(line, value)) return (language === 'ja' ? '届きません' : 'missed') + bracketed(count, language);
  const end = metricText(line.metric).better === 'higher' ? measured?.low : measured?.high;
  const isSure = end === null || end === undefined || isReached(line, end);
  const reached = language === 'ja' ? '満たします' : 'met';
  if (isSure) return reached + bracketed(count, language);
  const bound = figureText(line.metric, end);
  const open =
    language === 'ja'
      ? `95 % 区間の端は ${bound} のため、この件数では言い切れません`
      : `the 95 % interval ends at ${bound}, so these rows do not prove it`;
  return reached + bracketed([...count, open], language);
}

function counted({ events, outOf }: NonNullable<Held['count']>, language: Language): string {
  return language === 'ja' ? `${number(outOf)} 件中 ${number(events)} 件` : `${number(events)} of ${number(outOf)}`;
}

function bracketed(parts: readonly string[], language: Language): string {
  if (parts.length === 0) return '';
  return language === 'ja' ? `（${parts.join('、')}）` : ` (${parts.join('; ')})`;
}
