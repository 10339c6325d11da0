// Spellings of "no value": what loggers, measuring instruments, Excel and people write.

import { foldWidth } from './width.ts';

/** Missing in a column of any kind. */
export const usualMissing = [
  '', '-', '--', '---', '----', '**', '***', '****', '*****', 'ー', '…',
  'ND', 'N.D.', 'N.D', 'NA', 'N/A', 'NaN', '#N/A', '#NA', 'NULL', '(NULL)', '欠測', '欠損', '未測定', '測定不能',
  '#VALUE!', '#DIV/0!', '#REF!', '#NAME?', '#NUM!', '#NULL!', '#ERROR!',
] as const; // prettier-ignore

/** Missing in a column of numbers or dates; in a column of words they may well be a level. */
export const missingAmongNumbers = [
  '*', '.', '?', '#', '/', '×', 'OVER', 'UNDER', 'OL', 'O.L.', 'O.L', '+OL', '-OL', 'OVERFLOW', 'UNDERFLOW', 'OVER RANGE',
  'INF', '+INF', '-INF', 'INFINITY', '-INFINITY', 'NONE', 'NIL', 'ERR', 'ERROR', 'FAIL', 'BURNOUT', 'なし', '無し', '無',
] as const; // prettier-ignore

export interface MissingSpellings {
  readonly always: ReadonlySet<string>;
  readonly amongNumbers: ReadonlySet<string>;
  /** Chosen spellings that read as numbers, such as 999 or -9999. */
  readonly numbers: ReadonlySet<number>;
}

/** The usual spellings, or exactly those the person gave (the empty cell always counts). */
export function missingSpellings(chosen?: readonly string[]): MissingSpellings {
  if (chosen === undefined) {
    const always = new Set(usualMissing.map(canonical));
    return { always, amongNumbers: new Set([...always, ...missingAmongNumbers.map(canonical)]), numbers: new Set() };
  }
  const always = new Set(['', ...chosen.map(canonical)]);
  const numbers = [...always].filter((text) => text !== '').map(Number).filter((value) => !Number.isNaN(value)); // prettier-ignore
  return { always, amongNumbers: always, numbers: new Set(numbers) };
}

/** How spellings are compared: half-width, trimmed, upper case. */
export function canonical(text: string): string {
  return foldWidth(text).toUpperCase();
}
