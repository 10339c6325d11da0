// A date as numbers: how far along, and where in the day, the week and the year.

import type { NumericFeature, NumericPart } from './features.ts';
import { describe } from './fit-number.ts';
import { pick } from './statistics.ts';
import type { DateColumn } from './table.ts';

export const dayMilliseconds = 86_400_000;
const yearDays = 365.2425;
/** 1970-01-01 was a Thursday: three days after a Monday. */
const firstWeekday = 3;

/**
 * The features of a date column, or why it gives none. A cycle is only offered when training saw at
 * least two turns of the week, one of the year, and more than one time of day.
 */
export function fitDate(
  column: DateColumn,
  trainingRows: Uint32Array,
): readonly NumericFeature[] | 'empty' | 'constant' {
  const moments = pick(column.values, trainingRows);
  let first = Infinity;
  let last = -Infinity;
  let timesOfDay = false;
  let timeOfDay = NaN;
  for (const moment of moments) {
    if (Number.isNaN(moment)) continue;
    first = Math.min(first, moment);
    last = Math.max(last, moment);
    const time = inDay(moment);
    if (Number.isNaN(timeOfDay)) timeOfDay = time;
    else if (time !== timeOfDay) timesOfDay = true;
  }
  if (first > last) return 'empty';
  if (first === last) return 'constant';
  const span = (last - first) / dayMilliseconds;
  const parts: NumericPart[] = ['day-number'];
  if (timesOfDay) parts.push('hour-sine', 'hour-cosine');
  if (span >= 14) parts.push('weekday-sine', 'weekday-cosine');
  if (span >= yearDays) parts.push('year-sine', 'year-cosine');
  return parts
    .map((part) =>
      describe(
        column.name,
        part,
        first,
        moments.map((moment) => datePart(moment, part, first)),
      ),
    )
    .filter((feature) => feature.quantiles.length > 1);
}

/** One part of a moment: days since `origin`, or the sine or cosine of the angle in its cycle. NaN stays NaN. */
export function datePart(moment: number, part: NumericPart, origin: number): number {
  switch (part) {
    case 'hour-sine':
      return sine(inDay(moment));
    case 'hour-cosine':
      return sine(inDay(moment) + 0.25);
    case 'weekday-sine':
      return sine(inWeek(moment));
    case 'weekday-cosine':
      return sine(inWeek(moment) + 0.25);
    case 'year-sine':
      return sine(inYear(moment));
    case 'year-cosine':
      return sine(inYear(moment) + 0.25);
    case 'day-number':
    case 'value':
      return (moment - origin) / dayMilliseconds;
  }
}

/** Sine of a share of a turn; without the rounding, noon and midnight would differ by 1e-16 and be scaled up. */
function sine(turn: number): number {
  return Math.round(Math.sin(2 * Math.PI * turn) * 1e9) / 1e9;
}

/** Share of the day gone, 0 to 1. */
function inDay(moment: number): number {
  const days = moment / dayMilliseconds;
  return days - Math.floor(days);
}

/** Share of the week gone by whole days, so that the hour is told by its own part only. */
function inWeek(moment: number): number {
  const days = Math.floor(moment / dayMilliseconds) + firstWeekday;
  return (((days % 7) + 7) % 7) / 7;
}

function inYear(moment: number): number {
  const years = Math.floor(moment / dayMilliseconds) / yearDays;
  return years - Math.floor(years);
}
