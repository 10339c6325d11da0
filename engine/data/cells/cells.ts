// How cells become a column: one collector a column, chosen by its kind.
//
// A cell comes either as bytes of a row (separated values, no string made where the spelling is plain) or
// as text or number (workbooks).

import type { SpellingCount } from '../../contract/import.ts';
import type { Row } from '../csv.ts';

export interface Cells {
  /** Field `index` of a row of separated values. */
  addField(row: Row, index: number): void;
  addText(text: string): void;
  /** A number that the file holds as a number; `isDate` where the file says it stands for a moment. */
  addNumber(value: number, isDate: boolean): void;
  /** The cell does not exist. */
  addNothing(): void;
  readonly tally: Tally;
}

/** What was met besides values. */
export class Tally {
  missingCount = 0;
  unreadableCount = 0;
  /** Cells that say the column is no measured quantity: leading zeros, more digits than a number holds. */
  identifiers = 0;
  readonly #missing = new Map<string, number>();
  readonly #unreadable = new Map<string, number>();

  missing(spelling: string): void {
    this.missingCount++;
    count(this.#missing, spelling, 1);
  }

  unreadable(spelling: string): void {
    this.unreadableCount++;
    count(this.#unreadable, spelling, 1);
  }

  get missingSpellings(): SpellingCount[] {
    return ranked(this.#missing);
  }

  /** The 20 commonest. */
  get unreadableSpellings(): SpellingCount[] {
    return ranked(this.#unreadable).slice(0, 20);
  }
}

/** Spellings are cut and their number bounded: a damaged file may have as many as cells. */
function count(counts: Map<string, number>, spelling: string, by: number): void {
  const key = spelling.length > 40 ? `${spelling.slice(0, 40)}…` : spelling;
  const before = counts.get(key);
  if (before !== undefined) counts.set(key, before + by);
  else if (counts.size < 1000) counts.set(key, by);
}

function ranked(counts: Map<string, number>): SpellingCount[] {
  return [...counts].map(([spelling, times]) => ({ spelling, count: times })).sort((a, b) => b.count - a.count);
}
