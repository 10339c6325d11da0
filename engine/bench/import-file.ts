// The file that the import is measured on: rows of a line's log with date, lot, machine, verdict and
// measurements, the same bytes for the same seed.

import { closeSync, openSync, writeSync } from 'node:fs';
import { createRng, type Rng } from '../base/rng.ts';

export const benchColumns = 30;
const fixed = ['日時', 'ロット', '号機', '外観判定', '備考'];

/** Writes `rows` rows of 30 columns (UTF-8, CRLF) and returns its size in bytes. About 230 bytes a row. */
export function writeBenchFile(path: string, rows: number, seed = 1): number {
  const rng = createRng(seed);
  const handle = openSync(path, 'w');
  let bytes = 0;
  const write = (text: string): void => void (bytes += writeSync(handle, text));
  try {
    const measured = Array.from({ length: benchColumns - fixed.length }, (_, index) => `測定値${index + 1}[mm]`);
    write(`${[...fixed, ...measured].join(',')}\r\n`);
    for (let start = 0; start < rows; start += 2000) {
      const block: string[] = [];
      for (let row = start; row < Math.min(rows, start + 2000); row++) block.push(line(row, rng));
      write(block.join(''));
    }
  } finally {
    closeSync(handle);
  }
  return bytes;
}

function line(row: number, rng: Rng): string {
  const moment = new Date(Date.UTC(2026, 0, 1) + row * 1000).toISOString();
  const cells = [
    `${moment.slice(0, 10).replaceAll('-', '/')} ${moment.slice(11, 19)}`,
    `L${String(Math.floor(row / 500)).padStart(6, '0')}`,
    `${1 + rng.integer(8)}号機`,
    rng.next() < 0.03 ? 'NG' : 'OK',
    rng.next() < 0.01 ? '"傷, 打痕"' : '',
  ];
  for (let index = cells.length; index < benchColumns; index++) {
    const dice = rng.next();
    cells.push(dice < 0.01 ? '***' : (20 + index + 3 * rng.next()).toFixed(index % 5 === 0 ? 2 : 4));
  }
  return `${cells.join(',')}\r\n`;
}
