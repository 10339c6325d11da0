// From a first look to a plan: which columns the table will have, of what kind, and from which fields.

import type {
  ColumnKind,
  ColumnSetting,
  DateFormat,
  DateTimePair,
  Guess,
  ImportSettings,
  SpellingCount,
} from '../contract/import.ts';
import type { Tally } from './cells/cells.ts';
import { type Cells } from './cells/cells.ts';
import { DateCells } from './cells/date-cells.ts';
import { NumberCells } from './cells/number-cells.ts';
import { WordCells } from './cells/word-cells.ts';
import { clockTime, dateFromText } from './dates.ts';
import { guessKind } from './kinds.ts';
import type { Look } from './look.ts';
import { said } from './look-text.ts';
import { missingSpellings } from './missing.ts';
import type { ColumnName } from './names.ts';
import { foldWidth } from './width.ts';

export interface PlannedColumn extends ColumnName {
  readonly kind: Guess<ColumnKind>;
  readonly dateFormat: Guess<DateFormat> | null;
  /** The unit that stands behind values in their cells. */
  readonly cellUnit: string | null;
  /** The field it comes from; two for a date and its time. */
  readonly fields: readonly number[];
}

export interface Plan {
  readonly columns: readonly PlannedColumn[];
  readonly dateTimePairs: Guess<DateTimePair[]>;
}

/** What reading the whole files has shown. */
export interface FurtherIn {
  /** Columns known to hold no numbers. */
  readonly words: ReadonlySet<string>;
  /** Values of columns that are empty in the samples. */
  readonly late: ReadonlyMap<string, readonly string[]>;
}

const nothingKnown: FurtherIn = { words: new Set(), late: new Map() };

/** `samples` are rows of all looked-at files in the order of `look.names`. */
export function planColumns(
  look: Look,
  samples: readonly (readonly string[])[],
  settings: ImportSettings,
  { words, late }: FurtherIn = nothingKnown,
): Plan {
  const missing = missingSpellings(settings.missing);
  const style = { decimal: look.guesses.decimal.value, thousands: look.guesses.thousands.value };
  const single = look.names.map((name, field): PlannedColumn => {
    const cells = late.get(name.name) ?? samples.map((row) => row[field] ?? '');
    const guess = guessKind(name.header, cells, style, missing);
    const setting = settings.columns?.[name.name] ?? {};
    const chosen = setting.kind ?? look.declared[field] ?? undefined;
    const asWords = words.has(name.name) && guess.kind.value !== 'category' && guess.kind.value !== 'text';
    const kind = said(chosen ?? undefined, () => (asWords ? wordsInstead(cells) : guess.kind));
    const dateFormat = formatOf(kind.value, setting, guess.dateFormat);
    const unit =
      setting.unit !== undefined ? setting.unit : (name.unit ?? (kind.value === 'number' ? guess.unit : null));
    return { ...name, unit, kind, dateFormat, cellUnit: guess.unit ?? name.unit, fields: [field] };
  });
  const pairs = said(settings.dateTimePairs, () => guessPairs(single, samples, settings));
  return { columns: merge(single, pairs.value), dateTimePairs: pairs };
}

function wordsInstead(cells: readonly string[]): Guess<ColumnKind> {
  const distinct = new Set(cells).size;
  const kind = distinct > 0.9 * cells.length ? 'text' : 'category';
  return {
    value: kind,
    confidence: 0.8,
    evidence: [{ code: 'kind.words-further-in', facts: {} }],
    alternatives: ['number'],
  };
}

function formatOf(kind: ColumnKind, setting: ColumnSetting, guess: Guess<DateFormat> | null): Guess<DateFormat> | null {
  if (setting.dateFormat !== undefined) return said(setting.dateFormat, () => guess!);
  if (guess === null) return kind === 'date' ? said<DateFormat>('year-month-day', () => guess!) : null;
  const fits = kind === 'date' ? guess.value !== 'clock-time' : kind === 'number' && guess.value === 'clock-time';
  return fits ? guess : null;
}

/** A column without name and, as far as seen, without content: an empty column at the edge of a sheet. */
export function isIdle(column: PlannedColumn, look: Look, samples: readonly (readonly string[])[]): boolean {
  if (look.reading.header === null || column.header !== '') return false;
  return samples.every((row) => (row[column.fields[0]!] ?? '').trim() === '');
}

/** A column of days beside a column of clock times. */
function guessPairs(
  columns: readonly PlannedColumn[],
  samples: readonly (readonly string[])[],
  settings: ImportSettings,
): Guess<DateTimePair[]> {
  const pairs: DateTimePair[] = [];
  columns.forEach((date, field) => {
    if (date.kind.value !== 'date' || date.dateFormat === null || settings.columns?.[date.name]?.kind !== undefined)
      return;
    const format = date.dateFormat.value;
    const days = samples.map((row) => dateFromText(row[field] ?? '', format)).filter((value) => !Number.isNaN(value));
    if (days.some((value) => value % 86_400_000 !== 0)) return;
    const beside = [columns[field + 1], columns[field - 1]].find((other) => other && isClock(other, samples, settings));
    if (!beside || pairs.some((pair) => pair.time === beside.name)) return;
    pairs.push({ date: date.name, time: beside.name, name: pairName(date.name, beside.name) });
  });
  const first = pairs[0];
  const evidence = first ? [{ code: 'pair.date-time', facts: { date: first.date, time: first.time } }] : [];
  return { value: pairs, confidence: 0.9, evidence, alternatives: first ? [[]] : [] };
}

function isClock(column: PlannedColumn, samples: readonly (readonly string[])[], settings: ImportSettings): boolean {
  if (column.dateFormat?.value !== 'clock-time' || settings.columns?.[column.name]?.kind !== undefined) return false;
  const field = column.fields[0]!;
  return samples.every((row) => !(clockTime(foldWidth(row[field] ?? '')) > 86_400_000));
}

/** 検査日 and 検査時刻 are 検査日時; any other two keep both names. */
function pairName(date: string, time: string): string {
  const day = /^(.*)日付?$/.exec(date);
  return day && /^(.*)時[刻間]$/.exec(time)?.[1] === day[1] ? `${day[1]}日時` : `${date} ${time}`;
}

function merge(columns: readonly PlannedColumn[], pairs: readonly DateTimePair[]): PlannedColumn[] {
  const times = new Map(pairs.map((pair) => [pair.time, pair]));
  const dates = new Map(pairs.map((pair) => [pair.date, pair]));
  return columns.flatMap((column) => {
    const pair = dates.get(column.name);
    const time = pair && columns.find((other) => other.name === pair.time);
    if (pair && time)
      return [
        {
          ...column,
          name: pair.name,
          header: `${column.header} + ${time.header}`,
          fields: [column.fields[0]!, time.fields[0]!],
        },
      ];
    const partner = times.get(column.name);
    return partner && columns.some((other) => other.name === partner.date) ? [] : [column];
  });
}

/** The collectors of a planned column, one per field. */
export function cellsFor(column: PlannedColumn, look: Look, settings: ImportSettings, expected: number): Cells[] {
  const missing = missingSpellings(settings.missing);
  const style = { decimal: look.guesses.decimal.value, thousands: look.guesses.thousands.value };
  const shared = { quote: look.reading.quote, missing, expected };
  const clock = new Set(['clock-time']);
  const numbers = (isClockTime: boolean): Cells =>
    new NumberCells({ ...shared, style, unit: column.cellUnit, clock: isClockTime });
  const dates = (): Cells =>
    new DateCells({
      ...shared,
      format: column.dateFormat?.value ?? 'year-month-day',
      since1904: look.reading.since1904,
    });
  if (column.fields.length === 2) return [dates(), numbers(true)];
  if (column.kind.value === 'number') return [numbers(clock.has(column.dateFormat?.value ?? ''))];
  return [column.kind.value === 'date' ? dates() : new WordCells(shared)];
}

/** What the sampled cells of a column would count as. */
export function tallySamples(
  column: PlannedColumn,
  look: Look,
  samples: readonly (readonly string[])[],
  settings: ImportSettings,
): { missing: SpellingCount[]; unreadable: SpellingCount[] } {
  const cells = cellsFor(column, look, settings, samples.length);
  for (const row of samples) cells.forEach((one, index) => one.addText(row[column.fields[index]!] ?? ''));
  return joinTallies(cells.map((one) => one.tally));
}

export function joinTallies(tallies: readonly Tally[]): { missing: SpellingCount[]; unreadable: SpellingCount[] } {
  const sum = (lists: readonly SpellingCount[][]): SpellingCount[] => {
    const counts = new Map<string, number>();
    for (const { spelling, count } of lists.flat()) counts.set(spelling, (counts.get(spelling) ?? 0) + count);
    return [...counts].map(([spelling, count]) => ({ spelling, count })).sort((a, b) => b.count - a.count);
  };
  return {
    missing: sum(tallies.map((tally) => tally.missingSpellings)),
    unreadable: sum(tallies.map((tally) => tally.unreadableSpellings)),
  };
}
