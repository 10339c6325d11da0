// Every data row of a sheet into the collectors.

import { Refusal } from '../../contract/errors.ts';
import type { Cells } from '../cells/cells.ts';
import { WordCells } from '../cells/word-cells.ts';
import type { FileTarget } from '../import-text.ts';
import type { Look } from '../look.ts';
import { rowsOf, shownText, type SheetCell, type SheetRow } from './sheet.ts';
import { openWorkbook, sharedStrings } from './workbook.ts';

/** Reads the sheet's rows; returns 0, as no character is ever replaced. */
export async function importWorkbook(look: Look, target: FileTarget): Promise<number> {
  const { source, reading } = look;
  const book = await openWorkbook(source, target.signal);
  const part = book.sheets.find(({ name }) => name === reading.sheet)!.part;
  const strings = await sharedStrings(book, Infinity, target.signal);
  const share = source.bytes / part.packed;
  for await (const row of rowsOf(book, part, target.signal, (done) => target.onBytes(done * share))) {
    if ('lastLine' in row || row.line < reading.firstDataLine || reading.skipLines.has(row.line)) continue;
    takeRow(row, look, target, strings);
  }
  return 0;
}

function takeRow(row: SheetRow, look: Look, target: FileTarget, strings: readonly string[]): void {
  const { reading, source } = look;
  const width = look.names.length;
  const text = (cell: SheetCell | undefined): string => shownText(cell, strings, reading.since1904);
  if (row.cells.every((cell) => text(cell).trim() === '')) return;
  if (row.cells.slice(width).some((cell) => text(cell).trim() !== '')) {
    const facts = { file: source.file, line: row.line, found: row.cells.length, expected: width };
    if (target.brokenRows === 'refuse') throw new Refusal('csv.ragged-row', facts);
    target.builder.broken({ ...facts, reason: 'too-many', text: row.cells.map(text).join('\t').slice(0, 200) });
    return;
  }
  if (reading.header?.every((cell, column) => cell === text(row.cells[column]))) {
    target.builder.repeatedHeaders++;
    return;
  }
  target.takers.forEach((cells, column) => cells && addCell(cells, row.cells[column], text));
  for (const cells of target.absent) cells.addNothing();
  target.builder.rowDone(target.file, row.line);
}

function addCell(cells: Cells, cell: SheetCell | undefined, text: (cell: SheetCell | undefined) => string): void {
  if (cell === undefined) cells.addNothing();
  else if (cell.kind === 'number' && !(cells instanceof WordCells))
    cells.addNumber(cell.value, cell.look === 'date' || cell.look === 'time');
  else cells.addText(text(cell));
}
