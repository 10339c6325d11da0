// A table into order of time: each series for itself, on a regular clock, with what was met on the way told.
//
// Nothing is thrown away silently: rows without a moment, several rows of one moment and moments without a row
// are counted, and treated as the person chose.

import { Refusal } from '../../contract/errors.ts';
import type { SeriesChoices, SeriesClock, SeriesReport } from '../../contract/series.ts';
import { columnOf, type Column, type Table } from '../table.ts';
import { findClock, later, noClock, stepsBetween } from './clock.ts';
import { changeDays, type DaylightDay } from './daylight.ts';
import { fillGaps } from './fill.ts';
import { addedRow, gather } from './gather.ts';
import { strandsIn, type Strands } from './strands.ts';

/** Which columns say where a row stands. */
export interface SeriesColumns {
  readonly time: string;
  readonly series?: string | undefined;
}

export interface OrderedSeries {
  /** Sorted by series, then by time; on a regular clock without holes but at breaks. */
  readonly table: Table;
  /** First and last row of the series that each row belongs to. */
  readonly firstRow: Uint32Array;
  readonly lastRow: Uint32Array;
  /** Milliseconds on the file's own clock, one a row. */
  readonly moments: Float64Array;
  readonly clock: SeriesClock;
  /** Which of several series each row belongs to; null where the table is one series. */
  readonly strands: Strands | null;
  /** For each row, the row of the given table it came from; `addedRow` where there was none. */
  readonly sourceRow: Uint32Array;
  /** By number column: 1 where the value was made by `hold` or `line`. No forecast may be judged on it. */
  readonly filled: ReadonlyMap<string, Uint8Array>;
  readonly report: SeriesReport;
}

/** A gap of more rows than this share of its series is a break. */
const longGap = 0.1;
/** ... but never one of fewer rows. */
const shortBreak = 200;
const mostExamples = 10;

/**
 * Puts the rows in order.
 *
 * @throws Refusal `series.no-time` without the time column, `series.not-a-time` where it holds neither dates nor
 *   numbers, `series.no-rows` where no row has a moment
 */
export function orderSeries(
  table: Table,
  { time, series }: SeriesColumns,
  choices: Partial<SeriesChoices> = {},
): OrderedSeries {
  const moments = momentsOf(table, time);
  const groups = groupsOf(table, series);
  const usable: number[] = [];
  for (let row = 0; row < table.rowCount; row++)
    if (Number.isFinite(moments[row]!) && groups[row]! >= 0) usable.push(row);
  if (usable.length === 0) throw new Refusal('series.no-rows', { column: time });
  const unsorted = countUnsorted(usable, moments, groups);
  const sorted = usable.sort((a, b) => groups[a]! - groups[b]! || moments[a]! - moments[b]! || a - b);
  const hasCalendar = columnOf(table, time)!.kind === 'date';

  const days = hasCalendar ? changeDays(sorted, moments, groups) : new Map<number, DaylightDay>();
  const { starts, repeated, double } = distinctMoments(sorted, moments, groups, days);
  const clock = clockOf(starts, sorted, moments, groups, hasCalendar);

  const plan = walk(starts, sorted, moments, groups, clock, days);
  const gathered = gather(table, sorted, plan, { time, series }, choices.duplicates ?? 'mean');
  const filled = fillGaps(gathered, plan.bounds, choices.gaps ?? 'leave');
  const rowCount = gathered.rowCount;
  const [firstRow, lastRow] = [new Uint32Array(rowCount), new Uint32Array(rowCount)];
  for (const [from, to] of plan.bounds) {
    firstRow.fill(from, from, to);
    lastRow.fill(to - 1, from, to);
  }
  const found = Float64Array.from(plan.moments);
  return {
    table: filled.table,
    firstRow,
    lastRow,
    moments: found,
    clock,
    strands: series === undefined ? null : strandsIn(filled.table, series),
    sourceRow: Uint32Array.from(plan.first, (place) => (place < 0 ? addedRow : sorted[place]!)),
    filled: filled.cells,
    report: {
      rowsBefore: table.rowCount,
      rowsAfter: rowCount,
      series: new Set(sorted.map((row) => groups[row]!)).size,
      first: hasCalendar ? found.reduce((least, at) => Math.min(least, at)) : null,
      last: hasCalendar ? found.reduce((most, at) => Math.max(most, at)) : null,
      clock,
      unsorted,
      withoutMoment: table.rowCount - sorted.length,
      gaps: { count: plan.added, examples: plan.gaps },
      breaks: { count: plan.breaks.length, examples: plan.breaks.slice(0, mostExamples) },
      duplicates: { count: double.length, examples: double.slice(0, mostExamples) },
      daylight: { repeated, skipped: plan.skipped },
      filled: [...filled.cells.values()].reduce((sum, cells) => sum + cells.reduce((all, one) => all + one, 0), 0),
    },
  };
}

/** Moments of a date column, or numbers that grow with time (a shot counter, a year). */
function momentsOf(table: Table, time: string): Float64Array {
  const column = columnOf(table, time);
  if (!column) throw new Refusal('series.no-time', { column: time });
  if ('codes' in column) throw new Refusal('series.not-a-time', { column: time, example: column.levels[0] ?? '' });
  return column.values;
}

/** Series in order of first appearance; -1 without an id. */
function groupsOf(table: Table, name: string | undefined): Int32Array {
  if (name === undefined) return new Int32Array(table.rowCount);
  const column: Column | undefined = columnOf(table, name);
  if (!column) throw new Refusal('series.no-column', { column: name });
  const keys: ArrayLike<number> = 'codes' in column ? column.codes : column.values;
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: table.rowCount }, (_, row) => {
    const key = keys[row]!;
    if (Number.isNaN(key) || ('codes' in column && key < 0)) return -1;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

function countUnsorted(rows: readonly number[], moments: Float64Array, groups: Int32Array): number {
  const latest = new Map<number, number>();
  let count = 0;
  for (const row of rows) {
    const before = latest.get(groups[row]!) ?? -Infinity;
    if (moments[row]! < before) count++;
    else latest.set(groups[row]!, moments[row]!);
  }
  return count;
}

/** Places in `sorted` where a new moment of a series begins, and which moments stand more than once. */
function distinctMoments(
  sorted: readonly number[],
  moments: Float64Array,
  groups: Int32Array,
  days: ReadonlyMap<number, DaylightDay>,
): { starts: number[]; repeated: number; double: number[] } {
  const starts: number[] = [];
  const double: number[] = [];
  let repeated = 0;
  sorted.forEach((row, place) => {
    const before = sorted[place - 1];
    if (before === undefined || groups[before] !== groups[row] || moments[before] !== moments[row]) starts.push(place);
    else if (days.get(Math.floor(moments[row]! / 86_400_000)) === 'autumn') repeated++;
    else if (double.at(-1) !== moments[row]) double.push(moments[row]!);
  });
  return { starts, repeated, double };
}

function clockOf(
  starts: readonly number[],
  sorted: readonly number[],
  moments: Float64Array,
  groups: Int32Array,
  hasCalendar: boolean,
): SeriesClock {
  const bySeries = Map.groupBy(starts, (place) => groups[sorted[place]!]!);
  const clock = findClock(
    [...bySeries.values()].map((places) => Float64Array.from(places, (place) => moments[sorted[place]!]!)),
  );
  // A counter has steps, but neither days nor weeks.
  return hasCalendar ? clock : { ...noClock, step: clock.step, regular: clock.regular && clock.months === null };
}

/** The rows as they will stand: where each comes from in `sorted` (-1 = added), its moment, and the stretches. */
export interface Walk {
  readonly first: number[];
  /** Place behind the last of the rows of the same moment. */
  readonly end: number[];
  readonly moments: number[];
  /** From and to (exclusive) of each stretch on which rows are looked back on. */
  readonly bounds: [number, number][];
  readonly gaps: number[];
  readonly breaks: number[];
  readonly added: number;
  readonly skipped: number;
}

function walk(
  starts: readonly number[],
  sorted: readonly number[],
  moments: Float64Array,
  groups: Int32Array,
  clock: SeriesClock,
  days: ReadonlyMap<number, DaylightDay>,
): Walk {
  const plan = {
    first: [] as number[],
    end: [] as number[],
    moments: [] as number[],
    bounds: [] as [number, number][],
  };
  const [gaps, breaks]: [number[], number[]] = [[], []];
  let [added, skipped, from] = [0, 0, 0];
  const sizes = Map.groupBy(starts, (place) => groups[sorted[place]!]!);
  starts.forEach((place, i) => {
    const row = sorted[place]!;
    const before = i > 0 ? sorted[starts[i - 1]!]! : -1;
    if (before >= 0 && groups[before] !== groups[row]) {
      plan.bounds.push([from, plan.first.length]);
      from = plan.first.length;
    } else if (before >= 0 && clock.regular) {
      const missing = (stepsBetween(clock, moments[before]!, moments[row]!) ?? 1) - 1;
      if (missing > Math.max(shortBreak, longGap * sizes.get(groups[row]!)!.length)) {
        plan.bounds.push([from, plan.first.length]);
        from = plan.first.length;
        breaks.push(moments[row]!);
      } else if (missing > 0) {
        const start = later(clock, moments[before]!, 1);
        if (days.get(Math.floor(start / 86_400_000)) === 'spring') skipped += missing;
        else if (gaps.length < mostExamples) gaps.push(start);
        for (let k = 1; k <= missing; k++) {
          plan.first.push(-1);
          plan.end.push(-1);
          plan.moments.push(later(clock, moments[before]!, k));
        }
        added += missing;
      }
    }
    plan.first.push(place);
    plan.end.push(starts[i + 1] ?? sorted.length);
    plan.moments.push(moments[row]!);
  });
  plan.bounds.push([from, plan.first.length]);
  return { ...plan, gaps, breaks, added, skipped };
}
