// Japanese national holidays by rule, 1980 to 2099: fixed dates, Mondays, equinoxes, substitute days and days
// between two holidays (Act on National Holidays, Act No. 178 of 1948, with its amendments).

import { day, weekdayOf } from './clock.ts';

/** Equinox days are computed for these years only. */
const years = { first: 1980, last: 2099 } as const;

/** Days off of a year as moments of their midnights, in order; empty outside 1980 to 2099. */
export function japaneseHolidays(year: number): number[] {
  if (year < years.first || year > years.last) return [];
  const named = new Set(namedDays(year));
  // A holiday on a Sunday moves to the next day that is none; until 2006 only to a Monday that is none.
  const substitutes = new Set<number>();
  for (const at of named) {
    if (weekdayOf(at) !== 6) continue;
    let next = at + day;
    while (year >= 2007 && named.has(next)) next += day;
    if (!named.has(next)) substitutes.add(next);
  }
  // A working day between two holidays is one too (since 1985); a Sunday or a substitute day is so already.
  const between = new Set<number>();
  if (year >= 1986) {
    for (const at of named) {
      const middle = at + day;
      if (named.has(at + 2 * day) && !named.has(middle) && weekdayOf(middle) !== 6 && !substitutes.has(middle))
        between.add(middle);
    }
  }
  return [...named, ...substitutes, ...between].sort((a, b) => a - b);
}

/** True for each moment that lies on a Japanese holiday. */
export function holidaySet(first: number, last: number): Set<number> {
  const days = new Set<number>();
  for (let year = new Date(first).getUTCFullYear(); year <= new Date(last).getUTCFullYear(); year++)
    japaneseHolidays(year).forEach((at) => days.add(at));
  return days;
}

function namedDays(year: number): number[] {
  const on = (month: number, date: number): number => Date.UTC(year, month - 1, date);
  const monday = (month: number, nth: number): number => {
    const first = on(month, 1);
    return first + ((7 - weekdayOf(first)) % 7) * day + (nth - 1) * 7 * day;
  };
  const games = sportsYears[year];
  return [
    on(1, 1),
    year >= 2000 ? monday(1, 2) : on(1, 15),
    on(2, 11),
    ...(year >= 2020 ? [on(2, 23)] : []),
    on(3, equinox(year, 20.8431)),
    on(4, 29),
    on(5, 3),
    ...(year >= 2007 ? [on(5, 4)] : []),
    on(5, 5),
    ...(games ? [on(7, games.marine), on(7, games.sports), on(8, games.mountain)] : summerDays(year, on, monday)),
    year >= 2003 ? monday(9, 3) : on(9, 15),
    on(9, equinox(year, 23.2488)),
    ...(games ? [] : [year >= 2000 ? monday(10, 2) : on(10, 10)]),
    on(11, 3),
    on(11, 23),
    ...(year >= 1989 && year <= 2018 ? [on(12, 23)] : []),
    ...(imperialDays[year] ?? []).map(([month, date]) => on(month, date)),
  ];
}

function summerDays(
  year: number,
  on: (month: number, date: number) => number,
  monday: (month: number, nth: number) => number,
): number[] {
  const marine = year >= 2003 ? [monday(7, 3)] : year >= 1996 ? [on(7, 20)] : [];
  return [...marine, ...(year >= 2016 ? [on(8, 11)] : [])];
}

/** Moved for the Olympic Games by special acts. */
const sportsYears: Readonly<Record<number, { marine: number; sports: number; mountain: number }>> = {
  2020: { marine: 23, sports: 24, mountain: 10 },
  2021: { marine: 22, sports: 23, mountain: 8 },
};

/** Weddings, funeral, enthronements: holidays of one year, month and day. */
const imperialDays: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  1989: [[2, 24]],
  1990: [[11, 12]],
  1993: [[6, 9]],
  2019: [
    [5, 1],
    [10, 22],
  ],
};

/** Day of the month of an equinox (approximation of the Japan Coast Guard's almanac office, good to 2099). */
function equinox(year: number, base: number): number {
  const since = year - 1980;
  return Math.floor(base + 0.242194 * since - Math.floor(since / 4));
}
