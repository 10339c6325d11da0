// The first look at a workbook: which sheet, and its first rows as texts, judged like any other table.

import { Refusal } from '../../contract/errors.ts';
import type { Guess, ImportSettings } from '../../contract/import.ts';
import type { Source } from '../bytes.ts';
import { headerProblems, repeats, said, sayStyle } from '../look-text.ts';
import type { Look, Reading } from '../look.ts';
import { nameColumns } from '../names.ts';
import { isBlank, type HeadRow } from '../sniff/head-rows.ts';
import { guessLayout } from '../sniff/layout.ts';
import { guessNumberStyle } from '../sniff/number-style.ts';
import { rowsOf, shownText, type SheetRow } from './sheet.ts';
import { openWorkbook, sharedStrings, type Workbook } from './workbook.ts';

const lookedRows = 400;
const mostCells = 30_000;
/** Where a sheet does not say how long it is, this many rows are counted before the rest is reckoned from them. */
const countedRows = 4000;

export async function lookAtWorkbook(source: Source, settings: ImportSettings, signal?: AbortSignal): Promise<Look> {
  const book = await openWorkbook(source, signal);
  const sheet = said(settings.sheet, () => guessSheet(book));
  const part = book.sheets.find(({ name }) => name === sheet.value)?.part;
  if (!part)
    throw new Refusal('workbook.no-sheet', {
      file: source.file,
      sheet: sheet.value,
      sheets: book.sheets.map(({ name }) => name).join(', '),
    });
  const { rows: raw, lastLine, whole } = await firstRows(book, part, signal);
  const texts = await asTexts(book, raw, signal);
  const full = Math.max(0, ...texts.map((row) => lastFilled(row.cells) + 1));
  const rows = texts.map(({ line, cells }): HeadRow => ({
    line,
    cells: Array.from({ length: full }, (_, index) => cells[index] ?? ''),
  }));
  if (rows.every(isBlank)) throw new Refusal('import.no-rows', { file: source.file });
  const layout = guessLayout(rows, settings);
  const { headerLine, unitLine, skipLines, firstDataLine } = layout;
  const header = rows.find((row) => row.line === headerLine.value)?.cells ?? null;
  const data = rows.filter(
    (row) => row.line >= firstDataLine.value && !skipLines.value.includes(row.line) && !isBlank(row),
  );
  const sampled = data
    .slice(0, Math.max(60, Math.floor(mostCells / full)))
    .map((row) => row.cells)
    .filter((cells) => !repeats(cells, header));
  const style = sayStyle(guessNumberStyle(textCells(raw, texts), ','), settings);
  const { names, renamed } = nameColumns(header, rows.find((row) => row.line === unitLine.value)?.cells ?? null, full);
  const stored = [{ code: 'workbook.stored', facts: {} }];
  const reading: Reading = {
    encoding: 'utf-8', encodingGuessed: false, delimiter: ',', quote: '"', sheet: sheet.value, header, headerLine: headerLine.value,
    unitLine: unitLine.value, skipLines: new Set(skipLines.value), firstDataLine: firstDataLine.value, since1904: book.since1904,
  }; // prettier-ignore
  return {
    source,
    format: 'xlsx',
    guesses: {
      encoding: { value: 'utf-8', confidence: 1, evidence: stored, alternatives: [] },
      delimiter: { value: ',', confidence: 1, evidence: stored, alternatives: [] },
      quote: { value: '"', confidence: 1, evidence: stored, alternatives: [] },
      ...style, headerLine, unitLine, skipLines, firstDataLine, sheet,
    },
    reading,
    names,
    renamed,
    declared: names.map(() => null),
    rows: sampled,
    head: texts.slice(0, 20).map(({ line, cells }) => ({ line, text: cells.slice(0, 60).join('\t').slice(0, 400) })),
    brokenRows: [],
    problems: headerProblems(source.file, settings, header, headerLine.value, full, full, data.length),
    rowsAbout: whole ? data.length : Math.max(data.length, lastLine - firstDataLine.value + 1),
    rowsExact: whole,
  }; // prettier-ignore
}

function guessSheet(book: Workbook): Guess<string> {
  const names = book.sheets.map(({ name }) => name);
  // The packed size tells which sheet holds the table and which a cover page.
  const largest = book.sheets.reduce((best, sheet) => (sheet.part.packed > 4 * best.part.packed ? sheet : best));
  const evidence = {
    code: names.length === 1 ? 'sheet.only' : 'sheet.largest',
    facts: { sheet: largest.name, count: names.length },
  };
  return {
    value: largest.name,
    confidence: names.length === 1 ? 1 : 0.7,
    evidence: [evidence],
    alternatives: names.filter((name) => name !== largest.name),
  };
}

async function firstRows(
  book: Workbook,
  part: Workbook['sheets'][number]['part'],
  signal?: AbortSignal,
): Promise<{ rows: SheetRow[]; lastLine: number; whole: boolean }> {
  const rows: SheetRow[] = [];
  let lastLine = 0;
  let line = 0;
  let packedRead = 0;
  for await (const row of rowsOf(book, part, signal, (done) => (packedRead = done))) {
    if ('lastLine' in row) {
      lastLine = Math.min(row.lastLine, 1_048_576);
      continue;
    }
    line = row.line;
    if (rows.length < lookedRows) rows.push(row);
    if (rows.length < lookedRows) continue;
    if (lastLine > 0) return { rows, lastLine, whole: false };
    if (line >= countedRows)
      return { rows, lastLine: Math.round((line * part.packed) / Math.max(1, packedRead)), whole: false };
  }
  return { rows, lastLine: Math.max(lastLine, line), whole: rows.length < lookedRows };
}

async function asTexts(book: Workbook, rows: readonly SheetRow[], signal?: AbortSignal): Promise<HeadRow[]> {
  let last = -1;
  for (const row of rows)
    for (const cell of row.cells) if (cell?.kind === 'shared' && cell.index > last) last = cell.index;
  const strings = await sharedStrings(book, last, signal);
  return rows.map(({ line, cells }) => ({
    line,
    cells: Array.from(cells, (cell) => shownText(cell, strings, book.since1904)),
  }));
}

/** Only cells stored as text can hold marks that need guessing. */
function* textCells(raw: readonly SheetRow[], texts: readonly HeadRow[]): Generator<string> {
  for (const [index, row] of raw.entries()) {
    for (const [column, cell] of row.cells.entries())
      if (cell !== undefined && cell.kind !== 'number') yield texts[index]!.cells[column]!;
  }
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '');
}
