// The first look at separated values: encoding, separator, layout, from the head and samples further in.

import type { Failure } from '../contract/errors.ts';
import { Refusal } from '../contract/errors.ts';
import type { BrokenRow, EncodingName, Guess, ImportSettings } from '../contract/import.ts';
import { headOf, samplesOf, type Source } from './bytes.ts';
import { arffHead, type ArffHead } from './arff.ts';
import { RowReader, rowTexts, type Dialect } from './csv.ts';
import { decodeSample, refuseBinary } from './decode.ts';
import { byteOrderMark, guessEncoding } from './encoding.ts';
import { mostColumns, type Look, type Reading } from './look.ts';
import { nameColumns } from './names.ts';
import { guessDelimiter } from './sniff/delimiter.ts';
import { headRows, isBlank, type HeadRow } from './sniff/head-rows.ts';
import { guessLayout } from './sniff/layout.ts';
import { guessNumberStyle } from './sniff/number-style.ts';

const headSize = 1 << 18;
const sampleSize = 1 << 16;
/** Cells looked at for guessing: of more rows the first ones, and every so many of the others. */
const mostCells = 30_000;
const shareOfFirst = 2 / 3;

export async function lookAtText(
  source: Source,
  settings: ImportSettings,
  options: { signal?: AbortSignal | undefined; encoding?: EncodingName | undefined },
): Promise<Look> {
  const { head: read, whole } = await headOf(source, headSize, options.signal);
  // Zeros behind the last line are padding, unless the characters are two bytes wide.
  const head =
    whole && byteOrderMark(read)?.encoding.startsWith('utf-16') !== true
      ? read.subarray(0, read.findLastIndex((byte) => byte !== 0) + 1)
      : read;
  if (read.length === 0) throw new Refusal('import.empty', { file: source.file });
  const chosen = settings.encoding ?? options.encoding;
  if (settings.encoding === undefined || head.length === 0) refuseBinary(head, source.file);
  const samples = await samplesOf(source, headSize, sampleSize);
  const encoding = said(chosen, () => guessEncoding(head, samples, whole));
  const bytes = Buffer.from(decodeSample(head, encoding.value), 'utf8');
  const arff = arffHead(bytes);
  const quote = said(arff ? "'" : settings.quote, () => ({
    value: '"' as const,
    confidence: 0.9,
    evidence: [{ code: 'quote.usual', facts: {} }],
    alternatives: ["'" as const, '' as const],
  }));
  const delimiter = said(arff ? ',' : settings.delimiter, () => guessDelimiter(bytes, quote.value, whole));
  const dialect = { delimiter: delimiter.value, quote: quote.value };
  const rows = headRows(bytes, dialect, whole);
  if (rows.every(isBlank)) throw new Refusal('import.no-rows', { file: source.file });
  const layout = guessLayout(
    rows,
    arff ? { headerLine: null, unitLine: null, skipLines: [], firstDataLine: arff.firstDataLine } : settings,
  );
  if (layout.width > mostColumns)
    throw new Refusal('import.too-many-columns', { file: source.file, columns: layout.width, limit: mostColumns });

  const { headerLine, unitLine, skipLines, firstDataLine } = layout;
  const header = arff ? arff.names : cellsAt(rows, headerLine.value);
  const data = rows.filter(
    (row) =>
      row.line >= firstDataLine.value &&
      !skipLines.value.includes(row.line) &&
      !isBlank(row) &&
      !(arff && row.cells[0]!.startsWith('%')),
  );
  const more = samples.flatMap((sample) => sampleRows(sample, encoding.value, dialect));
  const width = usedWidth(layout.width, header, [...data.map((row) => row.cells), ...more]);
  const fitting = [...data.map((row) => row.cells), ...more]
    .filter((cells) => fits(cells, width) && !repeats(cells, header))
    .map((cells) => cells.slice(0, width));
  const sampled = firstAndSome(fitting, Math.max(60, Math.floor(mostCells / Math.max(1, width))));
  const style = guessNumberStyle(cellsOf(sampled), delimiter.value);
  const { names, renamed } = nameColumns(header, cellsAt(rows, unitLine.value), width);
  const reading: Reading = {
    encoding: encoding.value, encodingGuessed: settings.encoding === undefined,
    delimiter: delimiter.value, quote: quote.value, sheet: null, header, headerLine: headerLine.value, unitLine: unitLine.value,
    skipLines: new Set(skipLines.value), firstDataLine: firstDataLine.value, since1904: false,
  }; // prettier-ignore
  return {
    source,
    format: arff ? 'arff' : 'text',
    guesses: {
      encoding,
      delimiter,
      quote,
      ...sayStyle(style, settings),
      headerLine,
      unitLine,
      skipLines,
      firstDataLine,
      sheet: null,
    },
    reading,
    names,
    renamed,
    declared: arff ? arff.kinds : names.map(() => null),
    rows: sampled,
    head: headLines(bytes),
    brokenRows: brokenIn(bytes, dialect, whole, reading, width, source.file, arff),
    problems: headerProblems(source.file, settings, header, headerLine.value, layout.width, width, data.length),
    rowsAbout: whole
      ? data.length
      : Math.max(data.length, Math.round((data.length * source.bytes * (source.gzip ? 4 : 1)) / head.length)),
    rowsExact: whole,
  };
}

/** At most `room` rows; a column may hold values only further in. */
function firstAndSome<T>(rows: readonly T[], room: number): T[] {
  if (rows.length <= room) return [...rows];
  const first = Math.floor(room * shareOfFirst);
  const step = (rows.length - first) / (room - first);
  return [
    ...rows.slice(0, first),
    ...Array.from({ length: room - first }, (_, i) => rows[first + Math.floor(i * step)]!),
  ];
}

/** What the person said is no guess. */
export function said<T>(value: T | undefined, guess: () => Guess<T>): Guess<T> {
  if (value === undefined) return guess();
  return { value, confidence: 1, evidence: [{ code: 'said', facts: {} }], alternatives: [] };
}

export function sayStyle(
  style: ReturnType<typeof guessNumberStyle>,
  settings: ImportSettings,
): ReturnType<typeof guessNumberStyle> {
  return {
    decimal: said(settings.decimal, () => style.decimal),
    thousands: said(settings.thousands, () => style.thousands),
  };
}

function cellsAt(rows: readonly HeadRow[], line: number | null): readonly string[] | null {
  return line === null ? null : (rows.find((row) => row.line === line)?.cells ?? null);
}

function* cellsOf(rows: readonly (readonly string[])[]): Generator<string> {
  for (const row of rows) yield* row;
}

/** Rows from a sample that begins and ends anywhere: the first and the last are left out. */
function sampleRows(sample: Uint8Array, encoding: EncodingName, dialect: Dialect): (readonly string[])[] {
  const from = sample.indexOf(0x0a) + 1;
  const bytes = Buffer.from(decodeSample(sample.subarray(from), encoding), 'utf8');
  return headRows(bytes, dialect, false)
    .slice(1)
    .map((row) => row.cells);
}

/** Columns behind the last name that are empty throughout are trailing separators, not columns. */
function usedWidth(width: number, header: readonly string[] | null, rows: readonly (readonly string[])[]): number {
  let used = width;
  while (
    used > 1 &&
    (header?.[used - 1] ?? '').trim() === '' &&
    rows.every((cells) => (cells[used - 1] ?? '').trim() === '')
  )
    used--;
  return used;
}

/** As many fields as columns; more only if they are empty. */
function fits(cells: readonly string[], width: number): boolean {
  return cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '');
}

/** The header once more, as joined logs have it. */
export function repeats(cells: readonly string[], header: readonly string[] | null): boolean {
  return header !== null && cells.every((cell, index) => cell === (header[index] ?? ''));
}

export function headerProblems(
  file: string,
  settings: ImportSettings,
  header: readonly string[] | null,
  line: number | null,
  rawWidth: number,
  width: number,
  rows: number,
): Failure[] {
  const problems: Failure[] = [];
  if (settings.headerLine != null && header === null)
    problems.push({ code: 'import.header-missing', facts: { file, line: settings.headerLine } });
  if (rows === 0) problems.push({ code: 'import.no-rows', facts: { file } });
  if (header !== null && line !== null && rows > 0) {
    const named = header.reduce((last, cell, index) => (cell.trim() === '' ? last : index + 1), 0);
    if (named > width || header.length < Math.min(width, rawWidth))
      problems.push({ code: 'import.header-width', facts: { file, line, header: named, data: width } });
  }
  return problems;
}

/** Lines as they are, for choosing the header. */
function headLines(bytes: Uint8Array): { line: number; text: string }[] {
  const text = Buffer.from(bytes.subarray(0, 20_000)).toString('utf8');
  return text.split(/\r\n|\n|\r/).slice(0, 20).map((line, index) => ({ line: index + 1, text: line.slice(0, 400) })); // prettier-ignore
}

function brokenIn(
  bytes: Uint8Array,
  dialect: Dialect,
  whole: boolean,
  reading: Reading,
  width: number,
  file: string,
  arff: ArffHead | null,
): BrokenRow[] {
  const broken: BrokenRow[] = [];
  const reader = new RowReader(dialect, (row) => {
    if (row.line < reading.firstDataLine || reading.skipLines.has(row.line)) return true;
    const cells = row.fault === null ? rowTexts(row, dialect.quote) : [];
    if (row.fault === null && (cells.every((cell) => cell.trim() === '') || fits(cells, width))) return true;
    if (arff && cells[0]?.startsWith('%')) return true;
    const text = Buffer.from(row.bytes.subarray(row.start, Math.min(row.end, row.start + 200))).toString('utf8');
    const reason = row.fault ?? (cells.length < width ? 'too-few' : 'too-many');
    if (broken.length < 100) broken.push({ file, line: row.line, reason, found: cells.length, expected: width, text });
    return false;
  });
  reader.push(bytes);
  if (whole) reader.end();
  return broken;
}
