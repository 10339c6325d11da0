// How the columns of new data differ from those of training: other units, unknown words, values outside what was seen.

import type { JudgingNote } from '../../contract/judging.ts';
import { shortNumber } from '../../contract/text/judging.ts';
import type { JudgedRemark } from '../../contract/text/judging.ts';
import type { ImportReport } from '../../contract/import.ts';
import { cellText, columnOf, isMissing } from '../../data/table.ts';
import type { Column, Table } from '../../data/table.ts';
import type { ReadColumn } from './reading.ts';

/** Lines named in a note. */
const mostLines = 20;
const mostExamples = 5;
/** As a share of the range of training; and of the rows. */
const farOutside = 0.1;
const manyRows = 0.01;

export interface ColumnChecks {
  readonly notes: readonly JudgingNote[];
  /** 1 for rows with something unusual. */
  readonly remarked: Uint8Array;
  /** What is unusual about a row. */
  remarksOf(row: number): JudgedRemark[];
}

interface Check {
  readonly column: Column;
  readonly known: ReadColumn;
  /** Of each level 1 where training never met it. */
  readonly unknown: Uint8Array | null;
}

/**
 * @param known the columns that are read, as they were in training; those that the table lacks are passed over
 * @param isRead the rows that are looked at
 */
export function checkColumns(
  source: string,
  table: Table,
  report: Pick<ImportReport, 'columns'>,
  known: readonly ReadColumn[],
  isRead: (row: number) => boolean = () => true,
): ColumnChecks {
  const checks = known.flatMap((one): Check[] => {
    const column = columnOf(table, one.name);
    return column ? [{ column, known: one, unknown: unknownLevels(column, one) }] : [];
  });
  const remarked = new Uint8Array(table.rowCount);
  const notes: JudgingNote[] = [];
  for (const check of checks) {
    const { column } = check;
    const note = noteFor(source, column.name, table);
    const { unit } = check.known;
    if (unit !== null && column.unit !== null && plain(unit) !== plain(column.unit))
      notes.push(note('unit-differs', [], { trained: unit, found: column.unit }));
    notes.push(...unreadable(column.name, report, note));
    const empty: number[] = [];
    const unusual: number[] = [];
    for (let row = 0; row < table.rowCount; row++) {
      if (!isRead(row)) continue;
      if (isMissing(column, row)) empty.push(row);
      else if (isUnusual(check, row)) {
        unusual.push(row);
        remarked[row] = 1;
      }
    }
    if (empty.length > 0 && !check.known.canMiss) notes.push(note('newly-empty', empty, { count: empty.length }));
    if (unusual.length > 0) notes.push(unusualNote(check, unusual, note));
  }
  return {
    notes,
    remarked,
    remarksOf: (row) =>
      checks
        .filter((check) => !isMissing(check.column, row) && isUnusual(check, row))
        .map((check) => remark(check, row)),
  };
}

type MakeNote = (code: JudgingNote['code'], rows: readonly number[], facts: JudgingNote['facts']) => JudgingNote;

function noteFor(source: string, column: string, { source: { line } }: Table): MakeNote {
  return (code, rows, facts) => ({
    code,
    severity: 'warn',
    source,
    column,
    facts,
    lines: rows.slice(0, mostLines).map((row) => line[row]!),
  });
}

function unreadable(name: string, { columns }: Pick<ImportReport, 'columns'>, note: MakeNote): JudgingNote[] {
  const found = columns.find((column) => column.name === name);
  if (!found || found.unreadableCount === 0) return [];
  const spellings = found.unreadable.slice(0, mostExamples).map(({ spelling }) => spelling);
  return [note('unreadable-cells', [], { spellings, count: found.unreadableCount })];
}

/** Moments are no range: tomorrow is always later than all of training. */
function isUnusual({ column, known, unknown }: Check, row: number): boolean {
  if ('codes' in column) return unknown !== null && unknown[column.codes[row]!] === 1;
  if (column.kind === 'date' || known.low === null || known.high === null) return false;
  const value = column.values[row]!;
  return value < known.low || value > known.high;
}

function unknownLevels(column: Column, { words }: ReadColumn): Uint8Array | null {
  if (!('codes' in column) || words === null) return null;
  const known = new Set(words);
  return Uint8Array.from(column.levels, (level) => (known.has(level) ? 0 : 1));
}

function unusualNote({ column, known }: Check, rows: readonly number[], note: MakeNote): JudgingNote {
  const count = rows.length;
  if ('codes' in column) {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(column.codes[row]!, (counts.get(column.codes[row]!) ?? 0) + 1);
    const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostExamples);
    return note('unknown-words', rows, { words: common.map(([code]) => column.levels[code]!), count });
  }
  let [least, most] = [Infinity, -Infinity];
  for (const row of rows) {
    least = Math.min(least, column.values[row]!);
    most = Math.max(most, column.values[row]!);
  }
  const told = note('outside-range', rows, { least, most, low: known.low, high: known.high, count });
  const width = known.high! - known.low!;
  const isFar = least < known.low! - farOutside * width || most > known.high! + farOutside * width;
  // The next rows of any measurement lie a little beyond those before: a few of them are worth knowing, no warning.
  return isFar || count > manyRows * column.values.length ? told : { ...told, severity: 'info' };
}

function remark({ column, known }: Check, row: number): JudgedRemark {
  const value = 'codes' in column ? cellText(column, row) : String(shortNumber(column.values[row]!));
  if ('codes' in column) return { kind: 'unknown-word', column: column.name, word: value };
  const side = column.values[row]! > known.high! ? 'above' : 'below';
  const bound = String(shortNumber((side === 'above' ? known.high : known.low)!));
  return { kind: 'outside-range', column: column.name, value, side, bound };
}

function plain(unit: string): string {
  return unit.normalize('NFKC').replaceAll(/\s/g, '');
}
