// What a column holds: numbers, moments, a few categories or free text, judged from sampled cells.

import type { ColumnKind, DateFormat, Evidence, Guess } from '../contract/import.ts';
import { clockTime, dateFromText } from './dates.ts';
import { canonical, type MissingSpellings } from './missing.ts';
import { isIdentifierNumber, numberFromText, numberWithUnit, type NumberStyle } from './numbers.ts';
import { isUnit } from './units.ts';
import { foldWidth } from './width.ts';

export interface KindGuess {
  readonly kind: Guess<ColumnKind>;
  readonly dateFormat: Guess<DateFormat> | null;
  /** The unit behind the values in their cells, where all have the same one. */
  readonly unit: string | null;
}

/** At least this share of the values must be readable as numbers or moments; the rest counts as unreadable, in view. */
const readableShare = 0.95;

export function guessKind(
  header: string,
  cells: readonly string[],
  style: NumberStyle,
  missing: MissingSpellings,
): KindGuess {
  const values = cells.filter((cell) => !missing.amongNumbers.has(canonical(cell))).map(foldWidth);
  if (values.length === 0) return plainKind('text', 0.3, { code: 'kind.nothing', facts: {} });
  return (
    numberKind(values, style) ??
    dateKind(header, values) ??
    clockKind(values) ??
    measuredKind(values, style) ??
    wordKind(cells, missing)
  );
}

/** Category while levels come again, text when nearly every row has its own. `rows` of them hold a value. */
export function kindOfWords(levels: number, rows: number): 'category' | 'text' {
  if (rows >= 20 && levels > 0.9 * rows) return 'text';
  return levels <= 200 || levels <= Math.min(5000, rows * 0.05) ? 'category' : 'text';
}

function plainKind(
  kind: ColumnKind,
  confidence: number,
  evidence: Evidence,
  alternatives: ColumnKind[] = [],
): KindGuess {
  return { kind: { value: kind, confidence, evidence: [evidence], alternatives }, dateFormat: null, unit: null };
}

function numberKind(values: readonly string[], style: NumberStyle): KindGuess | null {
  const unread = values.filter((value) => Number.isNaN(numberFromText(value, style)));
  if (values.length - unread.length < readableShare * values.length && !fewOddWords(values, unread)) return null;
  const identifier = values.find(isIdentifierNumber);
  if (identifier !== undefined) {
    const kind = kindOfWords(new Set(values).size, values.length);
    return plainKind(kind, 0.9, { code: 'kind.identifier', facts: { example: identifier } }, ['number']);
  }
  const compact = compactDates(values);
  if (compact) return compact;
  const share = (values.length - unread.length) / values.length;
  const facts = { percent: Math.floor(share * 100), example: values[0]! };
  return plainKind('number', share === 1 ? 0.99 : 0.8, { code: 'kind.numbers', facts }, ['category', 'text']);
}

/** One or two unknown marks among many different numbers: a logger's way to say "no value". */
function fewOddWords(values: readonly string[], unread: readonly string[]): boolean {
  return unread.length < 0.3 * values.length && new Set(unread).size <= 2 && new Set(values).size >= 20;
}

/** 20260822 and 20260822140500: numbers that are all valid days of our time, several of them. */
function compactDates(values: readonly string[]): KindGuess | null {
  const all = values.every(
    (value) => /^(19[5-9]|20[0-6])\d{5}(\d{4}|\d{6})?$/.test(value) && !Number.isNaN(dateFromText(value, 'compact')),
  );
  if (!all || values.length < 2) return null;
  const evidence = { code: 'date.compact', facts: { example: values[0]! } };
  return datesOf('compact', 0.85, evidence, [], ['number', 'category']);
}

function datesOf(
  format: DateFormat,
  confidence: number,
  evidence: Evidence,
  others: DateFormat[],
  kinds: ColumnKind[],
): KindGuess {
  return {
    kind: { value: 'date', confidence, evidence: [evidence], alternatives: kinds },
    dateFormat: { value: format, confidence, evidence: [evidence], alternatives: others },
    unit: null,
  };
}

function dateKind(header: string, values: readonly string[]): KindGuess | null {
  const enough = readableShare * values.length;
  const read = (format: DateFormat): number =>
    values.reduce((sum, value) => sum + (Number.isNaN(dateFromText(value, format)) ? 0 : 1), 0);
  if (!/^\D*\d/.test(values[0]!) && !/元/.test(values[0]!) && values.length < 20) return null;
  for (const format of ['year-month-day', 'era'] as const) {
    if (read(format) >= enough)
      return datesOf(format, 0.97, { code: `date.${format}`, facts: { example: values[0]! } }, [], ['text']);
  }
  const monthFirst = read('month-day-year');
  const dayFirst = read('day-month-year');
  if (Math.max(monthFirst, dayFirst) < enough) return null;
  if (monthFirst !== dayFirst) {
    const format = monthFirst > dayFirst ? 'month-day-year' : 'day-month-year';
    const other = monthFirst > dayFirst ? 'day-month-year' : 'month-day-year';
    const witness = values.find((value) => Number.isNaN(dateFromText(value, other))) ?? values[0]!;
    return datesOf(format, 0.95, { code: `date.${format}`, facts: { example: witness } }, [other], ['text']);
  }
  return ambiguousDates(header, values);
}

/** Every day is 12 or less: the order in which the moments run on most evenly decides, weakly. */
function ambiguousDates(_header: string, values: readonly string[]): KindGuess {
  const unevenness = (format: DateFormat): number => {
    const moments = values.map((value) => dateFromText(value, format)).filter((moment) => !Number.isNaN(moment));
    return moments.slice(1).reduce((sum, moment, index) => sum + Math.abs(moment - moments[index]!), 0);
  };
  const dotted = values[0]!.includes('.');
  const monthFirst = unevenness('month-day-year');
  const dayFirst = unevenness('day-month-year');
  const format =
    monthFirst === dayFirst
      ? dotted
        ? 'day-month-year'
        : 'month-day-year'
      : monthFirst < dayFirst
        ? 'month-day-year'
        : 'day-month-year';
  const other = format === 'month-day-year' ? 'day-month-year' : 'month-day-year';
  return datesOf(format, 0.5, { code: 'date.either', facts: { example: values[0]!, format } }, [other], ['text']);
}

/** Clock and elapsed times without a day: seconds. */
function clockKind(values: readonly string[]): KindGuess | null {
  const read = values.filter((value) => !Number.isNaN(clockTime(value))).length;
  if (read < readableShare * values.length) return null;
  const evidence = { code: 'kind.clock', facts: { example: values[0]! } };
  return {
    kind: { value: 'number', confidence: 0.9, evidence: [evidence], alternatives: ['text'] },
    dateFormat: { value: 'clock-time', confidence: 0.9, evidence: [evidence], alternatives: [] },
    unit: 's',
  };
}

/** `12.5 mm`: the same unit behind every value. Several units are never mixed into one column of numbers. */
function measuredKind(values: readonly string[], style: NumberStyle): KindGuess | null {
  const units = new Map<string, number>();
  let bare = 0;
  for (const value of values) {
    const measured = numberWithUnit(value, style);
    if (measured) units.set(measured.unit, (units.get(measured.unit) ?? 0) + 1);
    else if (!Number.isNaN(numberFromText(value, style))) bare++;
  }
  const [unit, count] = [...units].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (units.size !== 1 || !isUnit(unit) || count + bare < readableShare * values.length) return null;
  const evidence = { code: 'kind.measured', facts: { unit, example: values[0]! } };
  return { ...plainKind('number', 0.9, evidence, ['text']), unit };
}

function wordKind(cells: readonly string[], missing: MissingSpellings): KindGuess {
  const words = cells.map((cell) => cell.trim()).filter((cell) => !missing.always.has(canonical(cell)));
  if (words.length === 0) return plainKind('category', 0.3, { code: 'kind.nothing', facts: {} });
  const levels = new Set(words).size;
  const kind = kindOfWords(levels, words.length);
  const facts = { levels, rows: words.length, example: words[0]!.replace(/\s+/g, ' ').slice(0, 20) };
  return plainKind(kind, 0.9, { code: `kind.${kind}`, facts }, [kind === 'category' ? 'text' : 'category']);
}
