// The rows of a file as they are written, kept on disk while a result is looked at: any of them is found at once, and none
// of them is in memory.

import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

const block = 1 << 20;

export interface KeptRows {
  readonly count: number;
  /** Cells of these rows, one after another. */
  read(from: number, to: number): string[][];
  close(): void;
}

export interface RowKeeper {
  add(cells: readonly string[]): void;
  finish(): KeptRows;
  /** Gives up: nothing is left on disk. */
  drop(): void;
}

export function keepRows(path: string, expected: number): RowKeeper {
  const file = openSync(path, 'w+');
  let offsets = new Float64Array(Math.max(16, expected + 1));
  let [count, length] = [0, 0];
  let waiting: string[] = [];
  let size = 0;

  function flush(): void {
    const bytes = Buffer.from(waiting.join(''), 'utf8');
    for (let written = 0; written < bytes.length;)
      written += writeSync(file, bytes, written, bytes.length - written, length - bytes.length + written);
    waiting = [];
    size = 0;
  }

  function close(): void {
    closeSync(file);
    rmSync(path, { force: true });
  }

  return {
    add(cells) {
      const text = JSON.stringify(cells);
      waiting.push(text);
      const bytes = Buffer.byteLength(text, 'utf8');
      length += bytes;
      size += bytes;
      count++;
      if (count >= offsets.length) {
        const larger = new Float64Array(offsets.length * 2);
        larger.set(offsets);
        offsets = larger;
      }
      offsets[count] = length;
      if (size > block) flush();
    },
    finish() {
      flush();
      return {
        count,
        read(from, to) {
          const start = offsets[from]!;
          const bytes = Buffer.alloc(offsets[to]! - start);
          for (let filled = 0; filled < bytes.length;) {
            const read = readSync(file, bytes, filled, bytes.length - filled, start + filled);
            if (read === 0) throw new Error('The kept rows are shorter than they were.');
            filled += read;
          }
          return Array.from({ length: to - from }, (_, i) => {
            const row = bytes.subarray(offsets[from + i]! - start, offsets[from + i + 1]! - start);
            return JSON.parse(row.toString('utf8')) as string[];
          });
        },
        close,
      };
    },
    drop: close,
  };
}
