// What a cell looks like on its own, before anything is known of its column.

import { clockTime, dateFromText } from '../dates.ts';
import { canonical, missingSpellings } from '../missing.ts';
import { numberFromText, numberWithUnit } from '../numbers.ts';
import { isUnit } from '../units.ts';
import { foldWidth } from '../width.ts';

export type CellClass = 'nothing' | 'number' | 'date' | 'word';

const usual = missingSpellings();
const pointStyle = { decimal: '.', thousands: ',' } as const;
const commaStyle = { decimal: ',', thousands: '.' } as const;

/** Numbers in either style and with a unit behind count as numbers, clock times as dates. */
export function classOf(text: string): CellClass {
  const folded = foldWidth(text);
  if (folded === '' || (folded.length < 12 && usual.amongNumbers.has(canonical(folded)))) return 'nothing';
  if (folded.length > 60 || !/\d|元/.test(folded)) return 'word';
  if (!Number.isNaN(numberFromText(folded, pointStyle)) || !Number.isNaN(numberFromText(folded, commaStyle)))
    return 'number';
  if (isMoment(folded)) return 'date';
  const measured = numberWithUnit(folded, pointStyle);
  return measured && isUnit(measured.unit) ? 'number' : 'word';
}

function isMoment(folded: string): boolean {
  const formats = ['year-month-day', 'month-day-year', 'day-month-year', 'compact', 'era'] as const;
  return !Number.isNaN(clockTime(folded)) || formats.some((format) => !Number.isNaN(dateFromText(folded, format)));
}
