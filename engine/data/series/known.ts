// What is known of each row ahead of its time: the calendar, holidays, and columns that a person says are
// plans or forecasts. Everything else is known only once it has happened.

import { Refusal } from '../../contract/errors.ts';
import { columnOf, type Column, type LevelColumn } from '../table.ts';
import { day, hourOf, isWeekend, weekdayOf } from './clock.ts';
import { holidaySet } from './holidays.ts';
import type { OrderedSeries } from './order.ts';
import { momentsByStrand, type MomentsByStrand } from './strand-moments.ts';

export interface KnownChoices {
  /** Hour, weekday, weekend and time of the year as far as the clock has them. Default true. */
  readonly calendar?: boolean;
  /** Days off: those of Japan, or moments on the days themselves. */
  readonly holidays?: 'japan' | readonly number[] | undefined;
  /** Columns known ahead: a shift calendar, a plan, a temperature forecast. */
  readonly columns?: readonly string[];
  /** Columns to be forecast: may not be among `columns`. */
  readonly targets?: readonly string[];
  /** Rows from which scales are taken: 1 = training. Absent = all rows. */
  readonly training?: ArrayLike<number>;
  /** Where there are several series: how many, and which of them a row belongs to (-1 = none). Columns of numbers are scaled apart. */
  readonly strands?: { readonly count: number; of(row: number): number };
}

export interface Known {
  /** `[rows, width]`, about -1 to 1 or standardised, missing = 0. */
  readonly known: Float32Array;
  readonly names: readonly string[];
  /** What was subtracted from each of them, and what it was then divided by: 0 and 1 for all but columns of numbers. */
  readonly scales: readonly KnownScale[];
}

/** Deviations are never 0; those of each strand are there where there are several. */
export type KnownScale = Pick<MomentsByStrand, 'mean' | 'deviation'> & Partial<Pick<MomentsByStrand, 'strands'>>;

/** Fewer days of training rows than this say nothing about the time of the year. */
const yearShown = 550;
/** A word column with more levels than this is not spread over as many inputs. */
const mostLevels = 12;

type Feature = readonly [name: string, value: (row: number) => number, scale?: KnownScale];

const asItIs: KnownScale = { mean: 0, deviation: 1 };

/**
 * @throws Refusal `series.no-known-column` for a name that is none, `series.target-known-ahead` for a target
 */
export function knownAhead(series: OrderedSeries, choices: KnownChoices = {}): Known {
  const { moments, clock, table } = series;
  const features: Feature[] = [];
  const hasCalendar = series.report.first !== null;
  if (hasCalendar && choices.calendar !== false) features.push(...calendarFeatures(series, choices.training));
  if (hasCalendar && choices.holidays !== undefined && (clock.step === null || clock.step <= day)) {
    const days = daysOff(choices.holidays, series.report.first!, series.report.last!);
    features.push(['holiday', (row) => Number(days.has(midnight(moments[row]!)))]);
  }
  for (const name of choices.columns ?? []) {
    if (choices.targets?.includes(name)) throw new Refusal('series.target-known-ahead', { column: name });
    const column = columnOf(table, name);
    if (!column || column.kind === 'date' || column.kind === 'image')
      throw new Refusal('series.no-known-column', { column: name });
    features.push(...columnFeatures(column, choices));
  }
  const known = new Float32Array(table.rowCount * features.length);
  features.forEach(([, value], f) => {
    for (let row = 0; row < table.rowCount; row++) known[row * features.length + f] = value(row);
  });
  return {
    known,
    names: features.map(([name]) => name),
    scales: features.map(([, , scale = asItIs]) => scale),
  };
}

function calendarFeatures({ moments, clock }: OrderedSeries, training: ArrayLike<number> | undefined): Feature[] {
  const features: Feature[] = [];
  const circle = (name: string, turn: (row: number) => number): void => {
    features.push([`${name}-sine`, (row) => Math.sin(2 * Math.PI * turn(row))]);
    features.push([`${name}-cosine`, (row) => Math.cos(2 * Math.PI * turn(row))]);
  };
  const { step } = clock;
  if (clock.months === null && (step === null || step < day)) circle('hour', (row) => hourOf(moments[row]!) / 24);
  if (clock.months === null && (step === null || step <= day)) {
    circle('weekday', (row) => weekdayOf(moments[row]!) / 7);
    if (!clock.workdays) features.push(['weekend', (row) => Number(isWeekend(moments[row]!))]);
  }
  if (daysShown(moments, training) >= yearShown) circle('year', (row) => yearTurn(moments[row]!));
  return features;
}

function columnFeatures(column: Column, { training, strands }: KnownChoices): Feature[] {
  const isTraining = (row: number): boolean => training === undefined || training[row] === 1;
  if ('codes' in column) {
    return commonCodes(column, isTraining).map((code) => [
      `${column.name}=${column.levels[code]!}`,
      (row) => Number(column.codes[row] === code),
    ]);
  }
  const { values } = column;
  const strandOf = (row: number): number => strands?.of(row) ?? -1;
  const { strands: each, ...all } = momentsByStrand(values, isTraining, strands?.count ?? 0, strandOf);
  const scaled = (row: number): number => {
    const { mean, deviation } = each[strandOf(row)] ?? all;
    return Number.isNaN(values[row]!) ? 0 : (values[row]! - mean) / deviation;
  };
  return [[column.name, scaled, strands ? { ...all, strands: each } : all]];
}

/** The words that training rows hold, the most frequent first and no more than `mostLevels`. */
export function commonCodes(column: LevelColumn, isTraining: (row: number) => boolean): number[] {
  const counts = new Float64Array(column.levels.length);
  column.codes.forEach((code, row) => {
    if (code >= 0 && isTraining(row)) counts[code]!++;
  });
  const common = [...counts.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[b]! - counts[a]!);
  return common.slice(0, mostLevels);
}

function daysOff(holidays: NonNullable<KnownChoices['holidays']>, first: number, last: number): Set<number> {
  return holidays === 'japan' ? holidaySet(first, last) : new Set(holidays.map(midnight));
}

function midnight(moment: number): number {
  return Math.floor(moment / day) * day;
}

function daysShown(moments: Float64Array, training: ArrayLike<number> | undefined): number {
  let [first, last] = [Infinity, -Infinity];
  moments.forEach((moment, row) => {
    if (training !== undefined && training[row] !== 1) return;
    first = Math.min(first, moment);
    last = Math.max(last, moment);
  });
  return last > first ? (last - first) / day : 0;
}

/** Share of the year that has passed. */
export function yearTurn(moment: number): number {
  const year = new Date(moment).getUTCFullYear();
  const start = Date.UTC(year, 0, 1);
  return (moment - start) / (Date.UTC(year + 1, 0, 1) - start);
}
