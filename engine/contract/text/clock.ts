// The clock of a series in words: how often rows come, how long so many rows are, a moment of the file's own clock.

import type { Language } from '../language.ts';
import type { SeriesClock } from '../series.ts';
import { number } from './phrases.ts';

const day = 86_400_000;
const units = [
  { size: 7 * day, ja: '週間', en: 'week' },
  { size: day, ja: '日', en: 'day' },
  { size: 3_600_000, ja: '時間', en: 'hour' },
  { size: 60_000, ja: '分', en: 'minute' },
  { size: 1000, ja: '秒', en: 'second' },
] as const;

/** `1 時間ごと`, `every 15 minutes`; rows at any time are called that. */
export function clockText(clock: SeriesClock, language: Language): string {
  if (clock.workdays) return language === 'ja' ? '平日 1 日ごと' : 'every working day';
  const span = spanText(1, clock, language);
  if (span === null) return language === 'ja' ? '間隔は一定ではない' : 'at no regular interval';
  if (language === 'ja') return `${span}ごと`;
  return span.startsWith('1 ') ? `every ${span.slice(2)}` : `every ${span}`;
}

/** So many rows as a length of time: `4 日`, `36 hours`; null where the clock does not say. */
export function spanText(rows: number, clock: SeriesClock, language: Language): string | null {
  if (!clock.regular) return null;
  if (clock.months !== null) {
    const months = rows * clock.months;
    const years = months % 12 === 0;
    return years ? counted(months / 12, ' 年', 'year', language) : counted(months, ' か月', 'month', language);
  }
  if (clock.step === null) return null;
  if (clock.workdays)
    return language === 'ja' ? `平日 ${number(rows)} 日` : `${number(rows)} working day${plural(rows)}`;
  const length = rows * clock.step;
  // Whole numbers of the largest unit; a week of hours is "7 days", two weeks are weeks.
  const unit =
    units.find(({ size }, i) => length % size === 0 && (i > 0 || length >= 2 * size)) ??
    units.find(({ size }) => length >= size) ??
    units.at(-1)!;
  return counted(Number((length / unit.size).toPrecision(3)), ` ${unit.ja}`, unit.en, language);
}

/** `96 行先（4 日先）`, `96 rows ahead (4 days)`. */
export function aheadText(rows: number, clock: SeriesClock, language: Language): string {
  const span = spanText(rows, clock, language);
  if (language === 'ja') return `${number(rows)} 行先${span === null ? '' : `（${span}先）`}`;
  return `${number(rows)} row${plural(rows)} ahead${span === null ? '' : ` (${span})`}`;
}

/**
 * `2026/08/22 14:05` on the file's own clock; the day alone at midnight, except among rows that come several times a day:
 * there midnight is a time like any other.
 */
export function fileMoment(milliseconds: number, clock?: Pick<SeriesClock, 'step'>): string {
  const iso = new Date(milliseconds).toISOString();
  const date = iso.slice(0, 10).replaceAll('-', '/');
  const withinDays = clock?.step != null && clock.step % day !== 0;
  if (milliseconds % day === 0 && !withinDays) return date;
  return `${date} ${iso.slice(11, milliseconds % 60_000 === 0 ? 16 : 19)}`;
}

function counted(count: number, ja: string, en: string, language: Language): string {
  return language === 'ja' ? `${number(count)}${ja}` : `${number(count)} ${en}${plural(count)}`;
}

function plural(count: number): string {
  return count === 1 ? '' : 's';
}
