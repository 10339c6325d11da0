// Days on which clocks are changed: a logger on local time writes one autumn hour twice and leaves one spring
// hour out. Such repeats and holes are no faults of the data.

import { weekdayOf } from './clock.ts';

export type DaylightDay = 'autumn' | 'spring';

const day = 86_400_000;
const hour = 3_600_000;

/**
 * Days by number since 1970 on which, as these rows show it, the clock was changed.
 *
 * Autumn: on a Sunday (clocks are changed on Sundays) before four in the morning, an hour's moments stand twice
 * each and no others of the day do. Spring: in the same hours of another Sunday just one hour is lacking.
 *
 * @param sorted rows by series and moment
 */
export function changeDays(
  sorted: readonly number[],
  moments: Float64Array,
  groups: Int32Array,
): Map<number, DaylightDay> {
  const doubled = new Map<number, number[]>();
  const days = new Map<number, DaylightDay>();
  let candidates: number[] = [];
  for (let place = 1; place < sorted.length; place++) {
    const [before, row] = [sorted[place - 1]!, sorted[place]!];
    if (groups[before] !== groups[row]) continue;
    const moment = moments[row]!;
    const number = Math.floor(moment / day);
    if (moment === moments[before]!) doubled.set(number, [...(doubled.get(number) ?? []), moment]);
    else if (isChangeHour(moments[before]!) && moment - moments[before]! > hour) candidates.push(place);
  }
  for (const [number, at] of doubled) {
    const [first, last] = [Math.min(...at), Math.max(...at)];
    const twiceEach = new Set(at).size === at.length;
    if (twiceEach && isChangeHour(first) && last - first < hour) days.set(number, 'autumn');
  }
  // Holes alone are holes: only where repeats show that the clock is changed at all.
  if (days.size === 0) candidates = [];
  for (const place of candidates) {
    const [before, after] = [moments[sorted[place - 1]!]!, moments[sorted[place]!]!];
    if (after - before <= 2 * hour) days.set(Math.floor(after / day), 'spring');
  }
  return days;
}

/** Sunday before four in the morning. */
function isChangeHour(moment: number): boolean {
  const since = ((moment % day) + day) % day;
  return weekdayOf(moment) === 6 && since < 4 * hour;
}
