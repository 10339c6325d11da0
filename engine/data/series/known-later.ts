// What is known of a moment that no row stands at yet: the calendar, and what plans say of it. The same values, by the
// names that `knownAhead` gives them.

import type { Column } from '../table.ts';
import { day, hourOf, isWeekend, weekdayOf } from './clock.ts';
import { japaneseHolidays } from './holidays.ts';
import { yearTurn } from './known.ts';

const calendar: Readonly<Record<string, (moment: number) => number>> = {
  'hour-sine': (moment) => Math.sin((2 * Math.PI * hourOf(moment)) / 24),
  'hour-cosine': (moment) => Math.cos((2 * Math.PI * hourOf(moment)) / 24),
  'weekday-sine': (moment) => Math.sin((2 * Math.PI * weekdayOf(moment)) / 7),
  'weekday-cosine': (moment) => Math.cos((2 * Math.PI * weekdayOf(moment)) / 7),
  weekend: (moment) => Number(isWeekend(moment)),
  'year-sine': (moment) => Math.sin(2 * Math.PI * yearTurn(moment)),
  'year-cosine': (moment) => Math.cos(2 * Math.PI * yearTurn(moment)),
  holiday: (moment) =>
    Number(japaneseHolidays(new Date(moment).getUTCFullYear()).includes(Math.floor(moment / day) * day)),
};

/** A part of the calendar at this moment; null where the name is that of no part. */
export function calendarValue(name: string, moment: number): number | null {
  return Object.hasOwn(calendar, name) ? calendar[name]!(moment) : null;
}

/**
 * A plan at a row: a number, or 1 where the word is this one and 0 where it is another. NaN where nothing is known.
 *
 * @param row -1 = there is no row
 */
export function plannedValue(column: Column, word: string | undefined, row: number): number {
  if (row < 0) return NaN;
  if (!('codes' in column)) return word === undefined ? column.values[row]! : NaN;
  const code = column.codes[row]!;
  if (word === undefined) return code < 0 ? NaN : Number(column.levels[code]!.trim() || NaN);
  return code < 0 ? NaN : Number(column.levels[code] === word);
}
