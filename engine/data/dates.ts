// Moments as they are written in files, to milliseconds since 1970 on the file's own clock.
//
// A zone behind the time (Z, +09:00) is ignored: the clock in the plant is what people read.

import type { DateFormat } from '../contract/import.ts';
import { foldWidth } from './width.ts';

const dayLength = 86_400_000;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** First year of each era; its first days still belong to the era before, which the formula ignores. */
const eras: Readonly<Record<string, number>> = {
  令和: 2019, R: 2019, '㋿': 2019, 平成: 1989, H: 1989, 昭和: 1926, S: 1926,
}; // prettier-ignore

const time = String.raw`(?:[T ,_]*(?<rest>(?:午前|午後)?\s*\d{1,2}[:時.h].*))?`;
const patterns = {
  yearFirst: new RegExp(
    String.raw`^(?<a>\d{4})[-/.年 ]\s*(?<b>\d{1,2})[-/.月 ]\s*(?<c>\d{1,2})[日/]?(?:\s*[(（].[)）])?${time}$`,
  ),
  /** A whole month, `2021年4月`, `2021年4月度`, `2021-04`, stands for its first day. */
  yearMonth: /^(?<a>\d{4})(?:年\s*(?<b>\d{1,2})月度?|[-/](?<m>\d{1,2}))$/,
  yearLast: new RegExp(String.raw`^(?<a>\d{1,2})[-/.](?<b>\d{1,2})[-/.](?<c>\d{4}|\d{2})${time}$`),
  compact: /^(?<a>\d{4})(?<b>\d{2})(?<c>\d{2})(?:[T _-]?(?<h>\d{2})(?<m>\d{2})(?<s>\d{2})?(?<f>\.\d+)?)?$/,
  era: new RegExp(
    String.raw`^(?<era>令和|平成|昭和|㋿|[RHS])\s?(?<a>\d{1,2}|元)[年./-](?<b>\d{1,2})(?:[月./-](?<c>\d{1,2})日?${time}|月度?)$`,
  ),
};

/** Hours may run past 24 in an elapsed time; in a time of day the caller checks. */
const clock =
  /^(?<h>\d{1,4})[:時h](?<m>\d{1,2})(?:[:分.m](?<s>\d{1,2})(?:秒|s)?)?(?<f>[.,]\d{1,9}|:\d{3})?分?\s*(?<half>[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2}|JST)?$/;
const halfFirst = /^(?<half>午前|午後|AM|PM)\s*(?<rest>.*)$/i;

/** The moment that `text` stands for in this format, or NaN. */
export function dateFromText(text: string, format: DateFormat): number {
  if (text.length > 80) return NaN;
  const folded = foldWidth(text);
  switch (format) {
    case 'year-month-day':
      return fromParts(patterns.yearFirst.exec(folded) ?? patterns.yearMonth.exec(folded), 'abc');
    case 'month-day-year':
      return fromParts(patterns.yearLast.exec(folded), 'cab');
    case 'day-month-year':
      return fromParts(patterns.yearLast.exec(folded), 'cba');
    case 'compact':
      return fromCompact(folded);
    case 'era':
      return fromEra(folded);
    case 'excel-serial':
      return fromSerial(Number(folded));
    case 'clock-time':
      return clockTime(folded);
    default:
      return format satisfies never;
  }
}

/** A clock or elapsed time in milliseconds, or NaN. `8:05`, `08:05:30.125`, `午後3:20`, `8時5分30秒`, `3:20 PM`. */
export function clockTime(text: string): number {
  if (text.length > 80) return NaN;
  const first = halfFirst.exec(text);
  const match = clock.exec(first ? first.groups!['rest']! : text);
  if (match === null) return NaN;
  const { h, m, s, f, half } = match.groups!;
  const minutes = Number(m);
  const seconds = Number(s ?? 0);
  if (minutes > 59 || seconds > 60) return NaN;
  const hours = hoursOf(Number(h), first?.groups!['half'] ?? half);
  const fraction = f === undefined ? 0 : Math.round(Number(`0.${f.slice(1)}`) * 1000);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
}

function hoursOf(hours: number, half: string | undefined): number {
  if (half === undefined) return hours;
  if (hours > 12) return NaN;
  return (hours % 12) + (/^[Pp午]/.test(half) && half !== '午前' ? 12 : 0);
}

function fromParts(match: RegExpExecArray | null, order: 'abc' | 'cab' | 'cba'): number {
  if (match === null) return NaN;
  const groups = match.groups!;
  const [year, month, day] = [...order].map((letter) => Number(groups[letter] ?? (letter === 'b' ? groups['m'] : 1)));
  return moment(year! < 100 ? year! + 2000 : year!, month!, day!, groups['rest']);
}

function fromEra(text: string): number {
  const match = patterns.era.exec(text);
  if (match === null) return NaN;
  const { era, a, b, c, rest } = match.groups!;
  const year = a === '元' ? 1 : Number(a);
  return moment(eras[era!]! + year - 1, Number(b), Number(c ?? 1), rest);
}

function fromCompact(text: string): number {
  const match = patterns.compact.exec(text);
  if (match === null) return NaN;
  const { a, b, c, h, m, s, f } = match.groups!;
  const rest = h === undefined ? undefined : `${h}:${m}:${s ?? '00'}${f ?? ''}`;
  return moment(Number(a), Number(b), Number(c), rest);
}

/** Day number of Excel's 1900 system; 60 is the 29 February 1900 that never was. */
export function fromSerial(serial: number, since1904 = false): number {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return NaN;
  const days = since1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  return Math.round((days - 25_569) * dayLength);
}

function moment(year: number, month: number, day: number, rest: string | undefined): number {
  if (year < 1800 || year > 2299 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  const midnight = daysSince1970(year, month, day) * dayLength;
  if (rest === undefined || rest.trim() === '') return midnight;
  const clockPart = clockTime(rest.trim().replace(/^(\d{1,2})\.(\d{2})\.(\d{2})/, '$1:$2:$3'));
  return clockPart <= dayLength ? midnight + clockPart : NaN;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function daysSince1970(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const thisLeap = month > 2 && isLeap(year) ? 1 : 0;
  return (year - 1970) * 365 + leaps + daysBefore[month - 1]! + thisLeap + day - 1;
}
