// The columns that the forecasts of a unit look back on, in each of its data sets: one of the same name in two of them
// is one channel of the network, but may be kW here and W there, so each is fed and scaled for itself.

import type { ProjectDocument } from '../contract/project.ts';
import type { ChannelMoments, SeriesChannel } from '../data/features.ts';
import { momentsByStrand, pastColumns } from '../data/series/index.ts';
import { momentsWhere } from '../data/statistics.ts';
import { columnOf } from '../data/table.ts';
import type { LoadedSource } from './loaded.ts';
import type { UnitStrands } from './series-strands.ts';

/** A column that is looked back on, with its values in every data set that has it, at least one. */
export interface ReadColumn {
  readonly column: string;
  /** A column of words: 1 where it is this one, 0 where it is another. */
  readonly word?: string;
  /** Values one a row of the data set, missing = NaN. */
  readonly of: ReadonlyMap<LoadedSource, Float64Array>;
}

/** Read from each data set's own table: a column of this name may be words in another. */
export function numbersOf(sources: readonly LoadedSource[], name: string): ReadColumn {
  const of = new Map<LoadedSource, Float64Array>();
  for (const source of sources) {
    const column = columnOf(source.table, name);
    if (column?.kind === 'number') of.set(source, column.values);
  }
  return { column: name, of };
}

/** Columns that help forecasts of this data set as far as they are known. */
export function pastOf({ data }: ProjectDocument, { id }: LoadedSource): readonly string[] {
  return data.find((one) => one.id === id)?.past ?? [];
}

/** What is known up to now in any data set of the unit. @param parts of all rows */
export function companionsOf(
  document: ProjectDocument,
  sources: readonly LoadedSource[],
  parts: Uint8Array,
): ReadColumn[] {
  const all = new Map<string, ReadColumn>();
  for (const source of sources) {
    const { id, table, firstRow } = source;
    const ahead = document.data.find((one) => one.id === id)!.ahead ?? [];
    const training = parts.subarray(firstRow, firstRow + table.rowCount).map((part) => (part === 0 ? 1 : 0));
    for (const { values, ...named } of pastColumns(table, pastOf(document, source), ahead, training)) {
      const key = JSON.stringify(named);
      all.set(key, { ...named, of: new Map([...(all.get(key)?.of ?? []), [source, values]]) });
    }
  }
  return [...all.values()];
}

/**
 * How a column is standardised, in each data set (or, where there are strands, in each of them) by the training rows of
 * its own. @param parts of all rows
 */
export function channelOf({ of, ...named }: ReadColumn, parts: Uint8Array, strands: UnitStrands | null): SeriesChannel {
  if (strands) {
    const values = new Float64Array(parts.length).fill(NaN);
    for (const [{ firstRow }, own] of of) values.set(own, firstRow);
    return { ...named, ...momentsByStrand(values, (row) => parts[row] === 0, strands.names.length, strands.strandOf) };
  }
  const each = [...of].map(([{ id, firstRow }, values]) => ({
    data: id,
    ...momentsOf(values, (row) => parts[firstRow + row] === 0),
  }));
  const [{ data, ...moments }, ...others] = each as [(typeof each)[0], ...typeof each];
  return others.length === 0 ? { ...named, ...moments } : { ...named, data, ...moments, others };
}

/**
 * What is fed, column after column, `[rowCount, channels]`; missing = NaN. Where there are no strands each data set that
 * has a column feeds it in a place of its own.
 */
export function fedValues(
  columns: readonly ReadColumn[],
  rowCount: number,
  strands: UnitStrands | null,
): { readonly values: Float32Array; readonly channels: number } {
  const fed = columns.flatMap(({ of }) => (strands ? [[...of]] : [...of].map((one) => [one])));
  const values = new Float32Array(rowCount * fed.length).fill(NaN);
  fed.forEach((sources, place) => {
    for (const [{ firstRow }, own] of sources)
      own.forEach((value, row) => (values[(firstRow + row) * fed.length + place] = value));
  });
  return { values, channels: fed.length };
}

/** Over the training rows that hold a value; a column that does not differ there is left as it is. */
function momentsOf(values: Float64Array, isTraining: (row: number) => boolean): ChannelMoments {
  const { mean, deviation } = momentsWhere(values, isTraining);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
