// Where names, units and data are: header not on line 1, comment, type and unit rows, product names and
// blocks above the data, no header at all.

import type { Evidence, Guess } from '../../contract/import.ts';
import { isUnit } from '../units.ts';
import { classOf, type CellClass } from './cell-class.ts';
import { hasCountedNames } from './counted-names.ts';
import { commonest, isBlank, type HeadRow } from './head-rows.ts';

export interface Layout {
  readonly headerLine: Guess<number | null>;
  readonly unitLine: Guess<number | null>;
  readonly skipLines: Guess<number[]>;
  readonly firstDataLine: Guess<number>;
  /** Number of fields of a data row. */
  readonly width: number;
}

/** What a person already said about the lines. */
export interface KnownLines {
  readonly headerLine?: number | null | undefined;
  readonly unitLine?: number | null | undefined;
  readonly firstDataLine?: number | undefined;
  readonly skipLines?: readonly number[] | undefined;
}

export function guessLayout(allRows: readonly HeadRow[], known: KnownLines = {}): Layout {
  const rows = allRows.filter((row) => !isBlank(row)).slice(0, 600);
  const pointers = known.headerLine === undefined && known.firstDataLine === undefined ? loggerPointers(rows) : null;
  if (pointers) return pointedLayout(rows, pointers);
  const width =
    known.firstDataLine === undefined
      ? bodyWidth(rows)
      : commonest(rows.filter((row) => row.line >= known.firstDataLine!).map(fields));
  const typed = typedColumns(rows, width);
  const first = firstData(rows, width, typed, known);
  const above = rows.slice(Math.max(0, first - 12), first);
  const counted = counts(rows, first - 1, width, typed);
  const parts = nameRows(above, width, counted ? rows[first - 1]! : null);
  const header = known.headerLine === undefined ? parts.header : known.headerLine;
  const unit = known.unitLine === undefined ? (parts.unit === header ? null : parts.unit) : known.unitLine;
  const firstLine = known.firstDataLine ?? rows[first]?.line ?? (rows.at(-1)?.line ?? 0) + 1;
  const between = above
    .map((row) => row.line)
    .filter(
      (line) =>
        line !== header &&
        line !== unit &&
        line < firstLine &&
        line >= Math.min(header ?? Infinity, unit ?? Infinity, parts.type ?? Infinity),
    );
  return {
    headerLine: guess(header, known.headerLine !== undefined, header === null ? 0.8 : typed.some(Boolean) ? 0.95 : 0.6, headerEvidence(header, typed.some(Boolean)), candidates(above, header)),
    unitLine: guess(unit, known.unitLine !== undefined, 0.9, unitEvidence(rows, unit), unit === null ? candidates(above, header).filter((line) => line !== null) : [null]),
    skipLines: guess(known.skipLines ? [...known.skipLines] : between, known.skipLines !== undefined, 0.8, parts.type === null ? [] : [{ code: 'skip.types', facts: { line: parts.type } }], []),
    firstDataLine: guess(firstLine, known.firstDataLine !== undefined, 0.9, [{ code: 'data.first', facts: { line: firstLine, columns: width } }], []),
    width,
  }; // prettier-ignore
}

function guess<T>(value: T, said: boolean, confidence: number, evidence: Evidence[], alternatives: T[]): Guess<T> {
  if (said) return { value, confidence: 1, evidence: [{ code: 'said', facts: {} }], alternatives };
  return { value, confidence, evidence, alternatives };
}

/** Number of fields of most rows further down, where the data is. */
function bodyWidth(rows: readonly HeadRow[]): number {
  return commonest(rows.slice(Math.floor(rows.length / 3)).map(fields));
}

function fields(row: HeadRow): number {
  return row.cells.length;
}

/** Which columns hold numbers or dates in most rows of the lower part. */
function typedColumns(rows: readonly HeadRow[], width: number): boolean[] {
  const fitting = rows.filter((row) => row.cells.length === width);
  // In a short file the names and units are much of it, so only its lower half tells.
  const from =
    fitting.length < 12 ? Math.min(fitting.length - 1, Math.ceil(fitting.length / 2)) : Math.floor(fitting.length / 3);
  const body = fitting.slice(Math.max(0, from)).slice(-150);
  return Array.from({ length: width }, (_, column) => {
    const kinds = body.map((row) => classOf(row.cells[column]!)).filter((kind) => kind !== 'nothing');
    const values = kinds.filter((kind) => kind !== 'word').length;
    return kinds.length > 0 && values >= 0.7 * kinds.length;
  });
}

type RowLook = 'data' | 'names' | 'bare' | 'other';

/** A data row has values where values belong, a row of names words; a bare row is as wide as data and has nothing there. */
function lookOf(row: HeadRow, width: number, typed: readonly boolean[]): RowLook {
  const kinds = row.cells.map((cell): CellClass => classOf(cell));
  const filled = kinds.filter((kind) => kind !== 'nothing').length;
  if (row.cells.length > width || filled === 0) return row.cells.length === width ? 'data' : 'other';
  let values = 0;
  let words = 0;
  kinds.forEach((kind, column) => {
    if (!typed[column]) return;
    if (kind === 'word') words++;
    else if (kind !== 'nothing') values++;
  });
  if (row.cells.length === width && values > 0 && words <= 0.25 * (values + words)) return 'data';
  if (row.cells.length === width && words === 0) return 'bare';
  return filled >= 0.5 * width && words > values ? 'names' : 'other';
}

/** Index of the first data row; `rows.length` where there is none. */
function firstData(rows: readonly HeadRow[], width: number, typed: readonly boolean[], known: KnownLines): number {
  if (known.firstDataLine !== undefined) return indexAt(rows, known.firstDataLine);
  const above = Math.max(known.headerLine ?? 0, known.unitLine ?? 0);
  let from = above > 0 ? indexAt(rows, above + 1) : 0;
  if (known.headerLine === null && known.unitLine === undefined)
    return Math.max(
      0,
      rows.findIndex((row) => row.cells.length === width),
    );
  if (!typed.some(Boolean)) return firstAmongWords(rows, width, from, above > 0);
  const looks = rows.map((row) => lookOf(row, width, typed));
  const firstFull = rows.findIndex((row, index) => index >= from && row.cells.length === width);
  if (above === 0 && counts(rows, firstFull, width, typed)) from = firstFull + 1;
  for (let at = from; at < rows.length; at++) {
    if (looks[at] !== 'data') continue;
    const next = looks.slice(at + 1, at + 30);
    if (next.slice(0, 4).includes('names')) continue;
    const odd = next.filter((look) => look !== 'data' && look !== 'bare').length;
    if (odd <= Math.max(1, 0.3 * next.length)) return withEmptyRows(rows, at, from, width, typed);
  }
  return rows.length;
}

function counts(rows: readonly HeadRow[], at: number, width: number, typed: readonly boolean[]): boolean {
  const row = rows[at];
  return row?.cells.length === width && hasCountedNames(row, rows.slice(at + 1), typed);
}

/** Rows right above whose numbers and dates are all missing are data as well, not names. */
function withEmptyRows(
  rows: readonly HeadRow[],
  first: number,
  from: number,
  width: number,
  typed: readonly boolean[],
): number {
  let at = first;
  while (at > from && rows[at - 1]!.cells.length === width) {
    const { cells } = rows[at - 1]!;
    const filled = cells.filter((cell) => cell.trim() !== '');
    if (cells.some((cell, column) => typed[column] && classOf(cell) !== 'nothing') || isTypeRow(filled)) break;
    // A unit stands once; a level that looks like one (A, B, m) comes again in its column.
    const again = cells.some(
      (cell, column) => cell.trim() !== '' && rows.slice(at).some((row) => row.cells[column] === cell),
    );
    if (isUnitRow(filled, width) && !again) break;
    at--;
  }
  return at;
}

function indexAt(rows: readonly HeadRow[], line: number): number {
  const index = rows.findIndex((row) => row.line >= line);
  return index < 0 ? rows.length : index;
}

/** All words: the first full row is the header unless its words come again further down their columns. */
function firstAmongWords(rows: readonly HeadRow[], width: number, from: number, named: boolean): number {
  const first = rows.findIndex((row, index) => index >= from && row.cells.length === width);
  if (first < 0) return rows.length;
  if (named) return first;
  const again = rows[first]!.cells.some(
    (cell, column) => cell.trim() !== '' && rows.slice(first + 1).some((row) => row.cells[column] === cell),
  );
  return again ? first : first + 1;
}

/** Among the rows above the data: names, units, types. */
function nameRows(
  above: readonly HeadRow[],
  width: number,
  counted: HeadRow | null,
): { header: number | null; unit: number | null; type: number | null } {
  let header: HeadRow | null = null;
  let unit: number | null = null;
  let type: number | null = null;
  for (const row of above) {
    const filled = row.cells.filter((cell) => cell.trim() !== '');
    const reach = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (reach > width || filled.length === 0) continue;
    const words = filled.filter((cell) => classOf(cell) !== 'number' && classOf(cell) !== 'date').length;
    if (row === counted) header = row;
    else if (isTypeRow(filled)) type = row.line;
    else if (header !== null && isUnitRow(filled, width)) unit = row.line;
    else if (
      filled.length >= 0.5 * width &&
      words >= 0.5 * filled.length &&
      distinct(filled) >= (header === null ? 0 : distinct(header.cells.filter((cell) => cell.trim() !== '')))
    )
      header = row;
  }
  return { header: header?.line ?? null, unit, type };
}

function distinct(cells: readonly string[]): number {
  return new Set(cells.map((cell) => cell.trim())).size;
}

function isUnitRow(filled: readonly string[], width: number): boolean {
  if (filled.length === 1 && width > 2 && !isUnit(filled[0]!)) return false;
  return (
    filled.filter((cell) => isUnit(cell) || /^[[(［（].{1,14}[\])］）]$/u.test(cell.trim())).length >=
    0.6 * filled.length
  );
}

const typeWord =
  /^(BIT|BOOL|BYTE|WORD|DWORD|LWORD|S?INT|D?INT|LINT|U?S?INT|UDINT|U?SHORT|U?LONG|FLOAT|REAL|LREAL|DOUBLE|STRING|CHAR|DATE(TIME)?|TIME|INDEX|TRIGGER|INTERVAL|STEP NO\.|PROGRAM NAME|NUMERIC|INTEGER)(\s*[[(].*[\])])?$/i;

function isTypeRow(filled: readonly string[]): boolean {
  return (
    filled.length > 0 &&
    filled.every((cell) => typeWord.test(cell.trim())) &&
    filled.some((cell) => !/^(TIME|DATE|INDEX)$/.test(cell.trim()))
  );
}

/** Other lines that might be the header, nearest to the data first, and "none". */
function candidates(above: readonly HeadRow[], header: number | null): (number | null)[] {
  const lines = above.map((row) => row.line).filter((line) => line !== header);
  return header === null ? lines.reverse().slice(0, 5) : [...lines.reverse().slice(0, 5), null];
}

function headerEvidence(header: number | null, typed: boolean): Evidence[] {
  if (header === null) return [{ code: 'header.none', facts: {} }];
  return [{ code: typed ? 'header.words-over-values' : 'header.first-row', facts: { line: header } }];
}

function unitEvidence(rows: readonly HeadRow[], unit: number | null): Evidence[] {
  if (unit === null) return [{ code: 'unit-row.none', facts: {} }];
  const cells = rows.find((row) => row.line === unit)?.cells ?? [];
  return [
    {
      code: 'unit-row.units',
      facts: {
        line: unit,
        example: cells
          .filter((cell) => cell.trim() !== '')
          .slice(0, 3)
          .join(', '),
      },
    },
  ];
}

interface Pointers {
  readonly header: number;
  readonly type: number;
  readonly data: number;
}

/**
 * A MELSEC logger's first line tells where things are: `[LOGGING]`, version, then the lines of types, names,
 * (device comments,) first data (and comment). The first data line is the largest.
 */
function loggerPointers(rows: readonly HeadRow[]): Pointers | null {
  const first = rows[0];
  if (first?.line !== 1 || !/^\[(LOGGING|EVENT)\]$/.test(first.cells[0]!.trim())) return null;
  const numbers = first.cells
    .slice(2)
    .map((cell) => cell.trim())
    .filter((cell) => /^\d{1,2}$/.test(cell))
    .map(Number);
  const [type, header] = numbers;
  const data = Math.max(...numbers);
  return numbers.length >= 3 && header! > type! && data > header! ? { type: type!, header: header!, data } : null;
}

function pointedLayout(rows: readonly HeadRow[], { header, type, data }: Pointers): Layout {
  const evidence = [{ code: 'lines.logger', facts: { line: header } }];
  const skip = rows.map((row) => row.line).filter((line) => line < data && line !== header);
  return {
    headerLine: guess<number | null>(header, false, 0.99, evidence, []),
    unitLine: guess<number | null>(null, false, 0.9, [{ code: 'unit-row.none', facts: {} }], []),
    skipLines: guess(skip, false, 0.99, [{ code: 'skip.types', facts: { line: type } }], []),
    firstDataLine: guess(
      data,
      false,
      0.99,
      [
        {
          code: 'data.first',
          facts: { line: data, columns: commonest(rows.filter((row) => row.line >= data).map(fields)) },
        },
      ],
      [],
    ),
    width: commonest(rows.filter((row) => row.line >= header).map(fields)),
  };
}
