// The head of an ARFF file (Weka): attribute names and kinds; the data below it are separated values.

import type { ColumnKind } from '../contract/import.ts';

export interface ArffHead {
  readonly names: readonly string[];
  readonly kinds: readonly (ColumnKind | null)[];
  readonly firstDataLine: number;
}

/** Null unless the text begins as an ARFF file does: comments, then @relation. */
export function arffHead(bytes: Uint8Array): ArffHead | null {
  const start = Buffer.from(bytes.subarray(0, 2000)).toString('utf8');
  if (!/^\s*(?:%[^\n]*\n\s*)*@relation\b/i.test(start)) return null;
  const names: string[] = [];
  const kinds: (ColumnKind | null)[] = [];
  const lines = Buffer.from(bytes)
    .toString('utf8')
    .split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (/^\s*@data\b/i.test(line)) return { names, kinds, firstDataLine: index + 2 };
    const match = /^\s*@attribute\s+('(?:[^'\\]|\\.)*'|"[^"]*"|\S+)\s+(.+)$/i.exec(line);
    if (!match) continue;
    names.push(match[1]!.replace(/^['"](.*)['"]$/, '$1').replace(/\\(.)/g, '$1'));
    kinds.push(kindOf(match[2]!.trim()));
  }
  return null;
}

function kindOf(type: string): ColumnKind | null {
  if (type.startsWith('{')) return 'category';
  if (/^(numeric|real|integer)\b/i.test(type)) return 'number';
  return /^string\b/i.test(type) ? 'text' : null;
}
