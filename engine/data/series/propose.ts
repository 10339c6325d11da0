// Whether a table looks like rows in order of time: a date column with a regular clock, and, where several rows share
// each moment, the column that tells the series apart. Only a hint: a person decides.

import type { SeriesProposal } from '../../contract/series.ts';
import type { Column, LevelColumn, Table } from '../table.ts';
import { findClock } from './clock.ts';

/** Fewer moments than this show no clock. */
const fewestMoments = 24;
/** A series column may name at most this share of the rows. */
const mostSeries = 1 / 10;
/** Share of rows that must have a moment of their own within their series. */
const nearlyOwn = 0.9;

/** The first date column whose moments keep a regular clock; null where there is none. */
export function proposeSeries(table: Table): SeriesProposal | null {
  for (const column of table.columns) {
    if (column.kind !== 'date') continue;
    const found = clockOf(column.values, null) ?? bySeries(table, column);
    if (found) return { time: column.name, ...found };
  }
  return null;
}

type Found = Omit<SeriesProposal, 'time'>;

function bySeries(table: Table, { values }: Extract<Column, { kind: 'date' }>): Found | null {
  const names = table.columns.filter(
    (column): column is LevelColumn =>
      'levels' in column &&
      column.kind === 'category' &&
      column.levels.length >= 2 &&
      column.levels.length <= mostSeries * table.rowCount,
  );
  for (const column of names) {
    const found = clockOf(values, column);
    if (found) return found;
  }
  return null;
}

function clockOf(moments: Float64Array, series: LevelColumn | null): Found | null {
  const groups = new Map<number, number[]>();
  let rows = 0;
  moments.forEach((moment, row) => {
    const group = series ? series.codes[row]! : 0;
    if (Number.isNaN(moment) || group < 0) return;
    rows++;
    const own = groups.get(group);
    if (own) own.push(moment);
    else groups.set(group, [moment]);
  });
  const distinct = [...groups.values()].map((own) => Float64Array.from(new Set(own)).sort());
  const own = distinct.reduce((sum, each) => sum + each.length, 0);
  if (own < fewestMoments || own < nearlyOwn * rows) return null;
  const clock = findClock(distinct);
  return clock.regular ? { series: series?.name ?? null, clock } : null;
}
