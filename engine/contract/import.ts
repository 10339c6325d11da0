// Reading the user's files: what a person can set, what was guessed and why, the preview and the
// report. Lines and columns are counted from 1, as an editor shows them.

import * as v from 'valibot';

export const encodings = ['utf-8', 'shift_jis', 'euc-jp', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export const delimiters = [',', '\t', ';', '|'] as const;
export const columnKinds = ['number', 'category', 'text', 'date'] as const;

/** How a date column is written: order of the parts, or 20260822, 令和8年, a serial number of Excel, a clock time alone. */
export const dateFormats = [
  'year-month-day',
  'month-day-year',
  'day-month-year',
  'compact',
  'era',
  'excel-serial',
  'clock-time',
] as const;

const EncodingName = v.picklist(encodings);
const Delimiter = v.picklist(delimiters);
const ColumnKind = v.picklist(columnKinds);
const DateFormat = v.picklist(dateFormats);
const Line = v.pipe(v.number(), v.integer(), v.minValue(1));

export type EncodingName = v.InferOutput<typeof EncodingName>;
export type Delimiter = v.InferOutput<typeof Delimiter>;
export type ColumnKind = v.InferOutput<typeof ColumnKind>;
export type DateFormat = v.InferOutput<typeof DateFormat>;

/** What a person says about one column; whatever is left out is guessed. */
export const ColumnSetting = v.object({
  kind: v.optional(ColumnKind),
  unit: v.optional(v.nullable(v.string())),
  dateFormat: v.optional(DateFormat),
});
export type ColumnSetting = v.InferOutput<typeof ColumnSetting>;

/** A date column and a time column that together are one moment. */
export const DateTimePair = v.object({
  date: v.string(),
  time: v.string(),
  name: v.string(),
});
export type DateTimePair = v.InferOutput<typeof DateTimePair>;

/** Everything a person can change about the reading of a file. Whatever is left out is guessed. */
export const ImportSettings = v.object({
  encoding: v.optional(EncodingName),
  delimiter: v.optional(Delimiter),
  /** Empty: quotation marks are ordinary characters. */
  quote: v.optional(v.picklist(['"', "'", ''])),
  decimal: v.optional(v.picklist(['.', ','])),
  thousands: v.optional(v.picklist(['', ',', '.', ' ', "'"])),
  /** The line with the column names; null where the file has none. */
  headerLine: v.optional(v.nullable(Line)),
  unitLine: v.optional(v.nullable(Line)),
  /** Lines that are neither names, units nor data: types, comments. */
  skipLines: v.optional(v.array(Line)),
  firstDataLine: v.optional(Line),
  /** Spellings that mean "no value", instead of the usual ones. Compared without regard to case and width. */
  missing: v.optional(v.array(v.string())),
  /** Sheet of a workbook. */
  sheet: v.optional(v.string()),
  /** By column name, as the preview shows it. */
  columns: v.optional(v.record(v.string(), ColumnSetting)),
  dateTimePairs: v.optional(v.array(DateTimePair)),
  /** A row that does not fit: refuse the file, or leave the row out and count it. */
  brokenRows: v.optional(v.picklist(['refuse', 'skip'])),
  /** Several files: insist on one header, or take every column that any file has. */
  differentHeaders: v.optional(v.picklist(['refuse', 'union'])),
});
export type ImportSettings = v.InferOutput<typeof ImportSettings>;

/** Why something was guessed: a code and facts; the sentence is in text/import-evidence.ts. */
export const Evidence = v.object({
  code: v.string(),
  facts: v.record(v.string(), v.unknown()),
});
export type Evidence = v.InferOutput<typeof Evidence>;

/** A guess: what, how sure (0 to 1; 1 where the person or the file says so), why, and what else it could be. */
export interface Guess<T> {
  value: T;
  confidence: number;
  evidence: Evidence[];
  alternatives: T[];
}

function guessOf<S extends v.GenericSchema>(value: S) {
  return v.object({
    value,
    confidence: v.number(),
    evidence: v.array(Evidence),
    alternatives: v.array(value),
  });
}

/** How often each spelling of "no value" was met. */
export const SpellingCount = v.object({
  spelling: v.string(),
  count: v.number(),
});
export type SpellingCount = v.InferOutput<typeof SpellingCount>;

export const PreviewColumn = v.object({
  name: v.string(),
  /** As it stands in the file, with the unit; empty where the file gives no name. */
  header: v.string(),
  kind: guessOf(ColumnKind),
  unit: v.nullable(v.string()),
  dateFormat: v.nullable(guessOf(DateFormat)),
  /** The first few values as written. */
  sample: v.array(v.string()),
  /** Among the sampled rows. */
  missing: v.array(SpellingCount),
  /** Words in a column of numbers or dates, among the sampled rows; they will count as missing. */
  unreadable: v.array(SpellingCount),
});
export type PreviewColumn = v.InferOutput<typeof PreviewColumn>;

export const BrokenRow = v.object({
  file: v.string(),
  line: v.number(),
  reason: v.picklist(['too-few', 'too-many', 'quote', 'null-byte', 'too-long']),
  found: v.number(),
  expected: v.number(),
  text: v.string(),
});
export type BrokenRow = v.InferOutput<typeof BrokenRow>;

/** A header name that was empty or met before, and what it is called now. */
export const RenamedColumn = v.object({
  position: v.number(),
  header: v.string(),
  name: v.string(),
});
export type RenamedColumn = v.InferOutput<typeof RenamedColumn>;

export const Guesses = v.object({
  encoding: guessOf(EncodingName),
  delimiter: guessOf(Delimiter),
  quote: guessOf(v.picklist(['"', "'", ''])),
  decimal: guessOf(v.picklist(['.', ','])),
  thousands: guessOf(v.picklist(['', ',', '.', ' ', "'"])),
  headerLine: guessOf(v.nullable(Line)),
  unitLine: guessOf(v.nullable(Line)),
  skipLines: guessOf(v.array(Line)),
  firstDataLine: guessOf(Line),
  sheet: v.nullable(guessOf(v.string())),
  dateTimePairs: guessOf(v.array(DateTimePair)),
});
export type Guesses = v.InferOutput<typeof Guesses>;

export const ImportPreview = v.object({
  files: v.array(v.string()),
  format: v.picklist(['text', 'xlsx', 'arff']),
  bytes: v.number(),
  /** From the length of the sampled rows; exact for small files. */
  rowsAbout: v.number(),
  rowsExact: v.boolean(),
  /** Key under which settings are remembered for the next file of this kind. */
  fileKind: v.string(),
  guesses: Guesses,
  columns: v.array(PreviewColumn),
  /** The first 30 rows as written, one text per column. */
  rows: v.array(v.array(v.string())),
  /** The first lines of the file as they are, for choosing the header. */
  head: v.array(v.object({ line: v.number(), text: v.string() })),
  renamed: v.array(RenamedColumn),
  brokenRows: v.array(BrokenRow),
  /** What stands in the way of importing with these settings, as refusals. */
  problems: v.array(v.object({ code: v.string(), facts: v.record(v.string(), v.unknown()) })),
  /** The settings that would reproduce this preview, complete. */
  settings: ImportSettings,
  /** What a person said about an earlier file of this kind and what was therefore used here. */
  remembered: v.optional(ImportSettings),
});
export type ImportPreview = v.InferOutput<typeof ImportPreview>;

export const ReportColumn = v.object({
  name: v.string(),
  header: v.string(),
  kind: v.picklist([...columnKinds, 'image']),
  unit: v.nullable(v.string()),
  missingCount: v.number(),
  missing: v.array(SpellingCount),
  /** Words where a number or date was expected; read as missing. At most 20 spellings. */
  unreadable: v.array(SpellingCount),
  unreadableCount: v.number(),
});
export type ReportColumn = v.InferOutput<typeof ReportColumn>;

export const ImportReport = v.object({
  rows: v.number(),
  columns: v.array(ReportColumn),
  files: v.array(
    v.object({
      file: v.string(),
      rows: v.number(),
      encoding: EncodingName,
      bytes: v.number(),
      /** Of a workbook the sheet that was read; left out for text. */
      sheet: v.optional(v.string()),
    }),
  ),
  /** The first 100; the count says how many there were. */
  brokenRows: v.array(BrokenRow),
  brokenRowCount: v.number(),
  renamed: v.array(RenamedColumn),
  /** Header rows met again inside the data, left out. */
  repeatedHeaders: v.number(),
  /** Characters that the chosen encoding could not read, shown as U+FFFD. */
  replacedCharacters: v.number(),
  notes: v.array(Evidence),
  seconds: v.number(),
  fileKind: v.string(),
  settings: ImportSettings,
});
export type ImportReport = v.InferOutput<typeof ImportReport>;

/** Sent at most ten times a second. */
export const ImportProgress = v.object({
  bytesDone: v.number(),
  bytesTotal: v.number(),
  rows: v.number(),
});
export type ImportProgress = v.InferOutput<typeof ImportProgress>;

/** What a join did: rows of the left table without a partner, rows of the right never used. */
export const JoinCounts = v.object({
  matched: v.number(),
  leftUnmatched: v.number(),
  rightUnused: v.number(),
});
export type JoinCounts = v.InferOutput<typeof JoinCounts>;
