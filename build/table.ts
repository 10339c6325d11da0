// A table for the terminal, with a rule below its head.

import { alignTable, textWidth } from '../engine/host/command-line/table.ts';

/** Columns padded to their widest cell; the first to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const rule = header.map((_, column) => '-'.repeat(Math.max(...all.map((row) => textWidth(row[column] ?? '')))));
  return alignTable([header, rule, ...rows]);
}
