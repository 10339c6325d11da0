// Which picture a cell of a list means: by relative path, by the end of a longer path, by file name, with or
// without extension; letters large or small, either slash.

import { cellText, isMissing, type Column, type Table } from '../table.ts';

export const ambiguous = -2;
export const absent = -1;

/** Index of the picture a cell names, `absent` or `ambiguous`. */
export type Matcher = (cell: string) => number;

export function matcherFor(names: readonly string[]): Matcher {
  const whole = new Map<string, number>();
  const byFile = new Map<string, number[]>();
  const byStem = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const plain = name.toLowerCase();
    whole.set(plain, index);
    const file = plain.slice(plain.lastIndexOf('/') + 1);
    push(byFile, file, index);
    push(byStem, withoutExtension(file), index);
  }
  return (cell) => {
    const wanted = cell
      .trim()
      .normalize('NFC')
      .toLowerCase()
      .replaceAll('\\', '/')
      .replace(/^(\.?\/)+/, '');
    if (wanted === '') return absent;
    const exact = whole.get(wanted);
    if (exact !== undefined) return exact;
    const file = wanted.slice(wanted.lastIndexOf('/') + 1);
    const candidates = byFile.get(file) ?? byStem.get(withoutExtension(file)) ?? byStem.get(file);
    return candidates === undefined ? absent : nearest(wanted, candidates, names);
  };
}

function push(map: Map<string, number[]>, key: string, index: number): void {
  const list = map.get(key);
  if (list) list.push(index);
  else map.set(key, [index]);
}

/** The one whose folders agree furthest with the path, from the end. */
function nearest(wanted: string, candidates: readonly number[], names: readonly string[]): number {
  if (candidates.length === 1) return candidates[0]!;
  const path = wanted.split('/').slice(0, -1).reverse();
  let best = ambiguous;
  let most = -1;
  for (const index of candidates) {
    const folders = names[index]!.toLowerCase().split('/').slice(0, -1).reverse();
    let same = 0;
    while (same < path.length && same < folders.length && path[same] === folders[same]) same++;
    if (same === most) best = ambiguous;
    else if (same > most) [best, most] = [index, same];
  }
  return best;
}

function withoutExtension(file: string): string {
  return file.replace(/\.[^.]{1,5}$/, '');
}

const mostSampled = 2000;
const enough = 0.2;
const saysPicture = /file|path|image|img|picture|photo|ファイル|画像|写真|パス/i;

/** The column whose cells are most often names of pictures; null where none is. */
export function guessPathColumn(table: Table, matcher: Matcher): string | null {
  let best: { name: string; share: number } | null = null;
  for (const column of table.columns) {
    const share = matchedShare(column, table.rowCount, matcher);
    // Of equally good columns a name like "file" decides, then the first.
    const bonus = saysPicture.test(column.name) ? 0.01 : 0;
    if (share >= enough && (best === null || share + bonus > best.share))
      best = { name: column.name, share: share + bonus };
  }
  return best?.name ?? null;
}

function matchedShare(column: Column, rows: number, matcher: Matcher): number {
  // Plain numbers fit pictures named by numbers all too easily: only a column that says so holds names.
  if (column.kind === 'date' || (column.kind === 'number' && !saysPicture.test(column.name))) return 0;
  const step = Math.max(1, rows / mostSampled);
  let looked = 0;
  let matched = 0;
  for (let i = 0; i < Math.min(rows, mostSampled); i++) {
    const row = Math.floor(i * step);
    if (isMissing(column, row)) continue;
    looked++;
    if (matcher(cellText(column, row)) >= 0) matched++;
  }
  return looked === 0 ? 0 : matched / looked;
}
