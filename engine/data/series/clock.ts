// The clock of a series: how far apart its rows are, whether they keep to it, and how many make a day or a week.

import type { SeriesClock } from '../../contract/series.ts';

const minute = 60_000;
const hour = 60 * minute;
export const day = 24 * hour;
const week = 7 * day;

/** A season of more rows than this is no season that a few months of data could show. */
const longestSeason = 2000;
/** This share of the steps must be whole multiples of the common step. */
const nearlyAll = 0.95;
/** How far from a whole multiple a step may be, as a share of the common step. */
const jitter = 0.1;

/** Rows at any time: what is known of a clock when nothing is. */
export const noClock: SeriesClock = {
  step: null,
  months: null,
  regular: false,
  workdays: false,
  season: null,
  week: null,
};

/**
 * The clock that these rows keep.
 *
 * @param moments of each series in order of time, different from one to the next, in milliseconds
 */
export function findClock(moments: readonly Float64Array[]): SeriesClock {
  const steps = moments.flatMap((series) => Array.from(series.subarray(1), (moment, i) => moment - series[i]!));
  if (steps.length === 0) return noClock;
  const months = wholeMonths(moments, steps);
  if (months !== null) return monthly(months);
  const step = commonest(steps);
  const kept = steps.filter((one) => stepsOf(one, step) !== null).length;
  if (kept < nearlyAll * steps.length) return { ...noClock, step: median(steps) };
  const longest = Math.max(...moments.map((series) => (series.at(-1) ?? 0) - (series[0] ?? 0)));
  const workdays = step === day && onWorkdaysOnly(moments) && longest >= 3 * week;
  return {
    step,
    months: null,
    regular: true,
    workdays,
    season: workdays ? 5 : seasonOf(step, longest),
    week: workdays ? 5 : longest >= 2 * week ? wholeRows(week, step) : null,
  };
}

/** How many steps of the clock lie between two moments; null where it is no whole number, 0 never. */
export function stepsOf(distance: number, step: number): number | null {
  const count = Math.round(distance / step);
  return count >= 1 && Math.abs(distance / step - count) <= jitter ? count : null;
}

/** The moment some steps of the clock later. */
export function later(clock: SeriesClock, moment: number, steps: number): number {
  if (clock.months !== null) return addMonths(moment, clock.months * steps);
  if (!clock.workdays) return moment + clock.step! * steps;
  let at = moment;
  for (let left = steps; left > 0;) {
    at += day;
    if (!isWeekend(at)) left--;
  }
  return at;
}

/** Steps from one moment to a later one by this clock; null where they do not keep to it. */
export function stepsBetween(clock: SeriesClock, from: number, to: number): number | null {
  if (!clock.regular) return null;
  if (clock.months !== null) {
    const count = monthNumber(to) - monthNumber(from);
    return count >= clock.months && count % clock.months === 0 ? count / clock.months : null;
  }
  const steps = stepsOf(to - from, clock.step!);
  if (steps === null || !clock.workdays) return steps;
  let weekdays = 0;
  for (let k = 1; k <= steps; k++) if (!isWeekend(from + k * day)) weekdays++;
  return weekdays === 0 ? null : weekdays;
}

/** Day of the week, 0 = Monday. */
export function weekdayOf(moment: number): number {
  // 1 January 1970 was a Thursday.
  return (((Math.floor(moment / day) + 3) % 7) + 7) % 7;
}

export function isWeekend(moment: number): boolean {
  return weekdayOf(moment) >= 5;
}

/** Hours since midnight, with their fraction. */
export function hourOf(moment: number): number {
  return (((moment % day) + day) % day) / hour;
}

/** Seconds to hours make days (or hours, where a day has too many rows); a day makes weeks, a week years. */
function seasonOf(step: number, longest: number): number | null {
  const candidates = step < day ? [day, hour, minute] : step < week ? [week] : [];
  for (const period of candidates) {
    const rows = wholeRows(period, step);
    // A season that has not come round twice cannot be told from a trend.
    if (rows !== null && rows <= longestSeason && longest >= 2 * period) return rows;
  }
  return step === week && longest >= 104 * week ? 52 : null;
}

function wholeRows(period: number, step: number): number | null {
  const rows = Math.round(period / step);
  return rows > 1 && Math.abs(period / step - rows) < 1e-6 ? rows : null;
}

/** 1, 3 or 12 where rows are that many months apart, on the same day of the month or on its last. */
function wholeMonths(moments: readonly Float64Array[], steps: readonly number[]): number | null {
  const shortest = steps.reduce((least, step) => Math.min(least, step), Infinity);
  if (shortest < 28 * day) return null;
  const all = moments.flatMap((series) => [...series]);
  const first = new Date(all[0]!).getUTCDate();
  const sameDay = all.every((moment) => new Date(moment).getUTCDate() === first);
  const lastDay = all.every((moment) => new Date(moment + day).getUTCDate() === 1);
  if (!sameDay && !lastDay) return null;
  const counts = moments.flatMap((series) =>
    Array.from(series.subarray(1), (moment, i) => monthNumber(moment) - monthNumber(series[i]!)),
  );
  const common = commonest(counts);
  return [1, 3, 12].includes(common) && counts.every((count) => count % common === 0) ? common : null;
}

function monthly(months: number): SeriesClock {
  return { step: null, months, regular: true, workdays: false, season: months < 12 ? 12 / months : null, week: null };
}

function monthNumber(moment: number): number {
  const date = new Date(moment);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The same day so many months later; the last day stays the last day. */
function addMonths(moment: number, months: number): number {
  const date = new Date(moment);
  const wasLast = new Date(moment + day).getUTCDate() === 1;
  const time = moment - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const lastDay = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0);
  if (wasLast) return lastDay + time;
  return Math.min(lastDay, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate())) + time;
}

function onWorkdaysOnly(moments: readonly Float64Array[]): boolean {
  return moments.every((series) => !series.some(isWeekend));
}

/** The value met most often; the smallest of equally frequent ones. */
function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const exact = [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a));
  // Loggers that miss their moment by some milliseconds have no step twice: then the middle one stands for it.
  return exact[1] * 3 >= values.length ? exact[0] : rounded(median(values));
}

/** A median step to the whole second, where it is near one. */
function rounded(step: number): number {
  const seconds = Math.round(step / 1000) * 1000;
  return seconds > 0 && Math.abs(step - seconds) <= 0.01 * step ? seconds : step;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}
