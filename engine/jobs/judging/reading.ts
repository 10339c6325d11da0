// What the data of a run looked like, kept with it: names, kinds, units and ranges of columns. New files are held
// against it, long after the data themselves are gone.

import { basename } from 'node:path';
import * as v from 'valibot';
import { ImportSettings } from '../../contract/import.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import { SeriesClock } from '../../contract/series.ts';
import { stackedNames } from '../../data/stack.ts';
import type { Column, LevelColumn } from '../../data/table.ts';
import type { LoadedData, LoadedSource } from '../loaded.ts';

const ReadColumn = v.object({
  name: v.string(),
  /** Its name among the rows of all data sets: what models call it. */
  among: v.string(),
  kind: v.picklist(['number', 'category', 'text', 'date', 'image']),
  unit: v.nullable(v.string()),
  /** Of numbers and dates the least and the greatest value of the training rows; null where there is none. */
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
  /** Of words those of the training rows; null for numbers and dates, and where there are too many to keep. */
  words: v.nullable(v.array(v.string())),
  /** True where a training row lacks the value. */
  canMiss: v.boolean(),
});
export type ReadColumn = v.InferOutput<typeof ReadColumn>;

const SourceReading = v.object({
  id: v.string(),
  columns: v.array(ReadColumn),
  /** How its main table was read: kinds, forms of dates, what means "no value". */
  settings: ImportSettings,
  /** Names of the files with one cycle a row, in order. */
  signals: v.array(v.string()),
  /** Names of the tables joined to it, in order. */
  joined: v.array(v.string()),
  /** Of photos the smallest and the largest, width and height in pixels. */
  photos: v.nullable(v.object({ smallest: v.array(v.number()), largest: v.array(v.number()) })),
  /** Of a data set in order of time. */
  clock: v.nullable(SeriesClock),
});
export type SourceReading = v.InferOutput<typeof SourceReading>;

export const Reading = v.object({ version: v.literal(1), sources: v.array(SourceReading) });
export type Reading = v.InferOutput<typeof Reading>;

/** @param parts of all rows: 0 = training */
export function readingOf(
  { data }: Pick<ProjectDocument, 'data'>,
  loaded: LoadedData,
  parts: Uint8Array,
  nameOf: (reference: string) => string,
): Reading {
  const names = stackedNames(loaded.sources);
  return {
    version: 1,
    sources: loaded.sources.map((source) => ({
      id: source.id,
      columns: source.table.columns.map((column) => readColumn(column, names.get(source.id)!, source, parts)),
      settings: source.report.settings,
      signals: (data.find(({ id }) => id === source.id)?.signals ?? []).map((one) => basename(nameOf(one))),
      joined: (data.find(({ id }) => id === source.id)?.join ?? []).map(({ files }) =>
        files.map((one) => basename(nameOf(one))).join(', '),
      ),
      photos: source.images?.report.sizes ?? null,
      clock: source.series?.clock ?? null,
    })),
  };
}

/** More different words than this are names of parts, and are not kept. */
const mostWords = 5000;

function readColumn(
  column: Column,
  among: ReadonlyMap<string, string>,
  { firstRow }: LoadedSource,
  parts: Uint8Array,
): ReadColumn {
  const { name, kind, unit } = column;
  let [low, high, canMiss] = [Infinity, -Infinity, false];
  const count = 'codes' in column ? column.codes.length : column.values.length;
  for (let row = 0; row < count; row++) {
    if (parts[firstRow + row] !== 0) continue;
    const value = 'codes' in column ? (column.codes[row]! < 0 ? NaN : 0) : column.values[row]!;
    if (Number.isNaN(value)) canMiss = true;
    else if (!('codes' in column)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const isKnown = low <= high;
  return {
    name,
    among: among.get(name)!,
    kind,
    unit,
    low: isKnown ? low : null,
    high: isKnown ? high : null,
    words: 'codes' in column ? wordsOf(column, firstRow, parts) : null,
    canMiss,
  };
}

function wordsOf({ codes, levels, kind }: LevelColumn, firstRow: number, parts: Uint8Array): string[] | null {
  if (kind === 'image') return null;
  const met = new Uint8Array(levels.length);
  codes.forEach((code, row) => {
    if (code >= 0 && parts[firstRow + row] === 0) met[code] = 1;
  });
  const words = levels.filter((_, code) => met[code] === 1);
  return words.length > mostWords ? null : words;
}

export function writeReading(reading: Reading): Uint8Array {
  return Buffer.from(JSON.stringify(reading), 'utf8');
}

/** Null where the bytes are of no form that this release knows. */
export function parseReading(bytes: Uint8Array): Reading | null {
  const parsed = v.safeParse(Reading, JSON.parse(Buffer.from(bytes).toString('utf8')));
  return parsed.success ? parsed.output : null;
}
