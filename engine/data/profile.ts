// One description a column: how much is missing, how many values differ, where they lie. Exact.

import { setImmediate } from 'node:timers/promises';
import type { ColumnProfile, Histogram } from '../contract/health.ts';
import { countCodes, countDistinct, moments, quantile, sorted } from './statistics.ts';
import type { Column, DateColumn, LevelColumn, NumberColumn, Table } from './table.ts';

/** How long work reports itself and hears of being cancelled. */
export interface Work {
  readonly signal?: AbortSignal | undefined;
  /** Called with the share done, 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}

const mostBins = 30;
const mostLevels = 12;
const mostExamples = 5;

/**
 * Profiles of all columns, in table order.
 *
 * @throws the signal's reason when cancelled, between two columns
 */
export async function profileTable(table: Table, work: Work = {}): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const column of table.columns) {
    await breathe(work.signal);
    profiles.push(profileColumn(column));
    work.progress?.(profiles.length / table.columns.length);
  }
  return profiles;
}

/** Lets other work of the process happen, and ends here when cancelled. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

export function profileColumn(column: Column): ColumnProfile {
  switch (column.kind) {
    case 'number':
      return profileNumbers(column);
    case 'date':
      return profileDates(column);
    case 'category':
    case 'text':
    case 'image':
      return profileLevels(column);
  }
}

function profileNumbers(column: NumberColumn): ColumnProfile {
  const ascending = sorted(column.values);
  const count = ascending.length;
  const common = {
    kind: 'number' as const,
    name: column.name,
    unit: column.unit,
    count,
    missing: column.values.length - count,
    distinct: countDistinct(ascending),
  };
  if (count === 0) return { ...common, numbers: null, histogram: null };
  const { mean, deviation } = moments(column.values);
  const whole = ascending.every(Number.isInteger);
  const numbers = {
    minimum: ascending[0]!,
    lowerQuartile: quantile(ascending, 0.25),
    median: quantile(ascending, 0.5),
    upperQuartile: quantile(ascending, 0.75),
    maximum: ascending[count - 1]!,
    mean,
    deviation,
    whole,
  };
  return { ...common, numbers, histogram: histogram(ascending, whole) };
}

function profileDates(column: DateColumn): ColumnProfile {
  const ascending = sorted(column.values);
  const count = ascending.length;
  const steps: number[] = [];
  for (let i = 1; i < count; i++) if (ascending[i] !== ascending[i - 1]) steps.push(ascending[i]! - ascending[i - 1]!);
  return {
    kind: 'date',
    name: column.name,
    unit: column.unit,
    count,
    missing: column.values.length - count,
    distinct: count === 0 ? 0 : steps.length + 1,
    first: count === 0 ? null : ascending[0]!,
    last: count === 0 ? null : ascending[count - 1]!,
    typicalInterval: steps.length === 0 ? null : quantile(Float64Array.from(steps).sort(), 0.5),
    histogram: count === 0 ? null : histogram(ascending, false),
  };
}

function profileLevels(column: LevelColumn): ColumnProfile {
  const counts = countCodes(column.codes, column.levels.length);
  const seen: number[] = [];
  let count = 0;
  counts.forEach((rows, code) => {
    if (rows === 0) return;
    seen.push(code);
    count += rows;
  });
  const common = {
    name: column.name,
    unit: column.unit,
    count,
    missing: column.codes.length - count,
    distinct: seen.length,
  };
  if (column.kind !== 'category') {
    return { ...common, kind: column.kind, examples: seen.slice(0, mostExamples).map((code) => column.levels[code]!) };
  }
  const shown = seen.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, mostLevels);
  const levels = shown.map((code) => ({ level: column.levels[code]!, count: counts[code]! }));
  const shownCount = levels.reduce((sum, level) => sum + level.count, 0);
  return {
    ...common,
    kind: 'category',
    levels,
    rest: { levels: seen.length - shown.length, count: count - shownCount },
  };
}

/** At most 30 bins of equal width; a few whole numbers get a bin each. */
function histogram(ascending: Float64Array, whole: boolean): Histogram {
  const minimum = ascending[0]!;
  const maximum = ascending[ascending.length - 1]!;
  const single = minimum === maximum || (whole && maximum - minimum < mostBins);
  const bins = single ? maximum - minimum + 1 : mostBins;
  const start = single ? minimum - 0.5 : minimum;
  const width = single ? 1 : (maximum - minimum) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of ascending) counts[Math.min(bins - 1, Math.floor((value - start) / width))]!++;
  const edges = Array.from({ length: bins + 1 }, (_, bin) => start + bin * width);
  if (!single) edges[bins] = maximum;
  return { edges, counts };
}
