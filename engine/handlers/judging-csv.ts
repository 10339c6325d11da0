// A result on new data as a file for Excel: written piece by piece under a temporary name, then renamed.

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { breathe } from '../base/breath.ts';
import { csvText } from '../contract/csv.ts';
import type { Language } from '../contract/language.ts';
import type { TaskNames } from '../contract/task-names.ts';
import { judgedHeading } from '../contract/text/judging.ts';
import type { JudgedTable } from '../jobs/judging/judged-table.ts';

/** Rows written at once. */
const piece = 2000;

export interface CsvOptions {
  readonly nameOf: TaskNames;
  readonly language: Language;
  readonly signal: AbortSignal;
  readonly progress?: (share: number, rows: number) => void;
}

/**
 * Rows in the file's order, its own columns first. Either the whole file is there afterwards or what was there before.
 *
 * @throws what the file system says where the file cannot be written; the signal's reason when cancelled
 */
export async function writeJudgedCsv(
  table: JudgedTable,
  path: string,
  { nameOf, language, signal, progress }: CsvOptions,
): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  const file = openSync(temporary, 'w');
  try {
    const headings = distinct(table.columns.map((column) => judgedHeading(column, nameOf, language)));
    write(file, csvText([headings]));
    for (let from = 0; from < table.rows; from += piece) {
      await breathe(signal);
      const to = Math.min(from + piece, table.rows);
      // Every part begins with a byte-order mark; the file has one.
      write(file, csvText(table.cells(from, to, language)).slice(1));
      progress?.(to / table.rows, to);
    }
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A heading of an answer that a column of the file has already gets a number. */
function distinct(headings: readonly string[]): string[] {
  const taken = new Set<string>();
  return headings.map((heading) => {
    let name = heading;
    for (let k = 2; taken.has(name); k++) name = `${heading} (${k})`;
    taken.add(name);
    return name;
  });
}

function write(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
