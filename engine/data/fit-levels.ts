// Which words of a column the model gets to know: those of the training rows, rare ones pooled when many.

import type { CategoricalFeature } from './features.ts';
import { countCodes } from './statistics.ts';
import type { LevelColumn } from './table.ts';

/** Up to this many levels each keeps a code of its own, however rare. */
const keptWhole = 30;
/** With more levels, one needs this many training rows for a code of its own. */
const leastRows = 5;
const mostLevels = 256;
/** A text column is read as a category while it has at most this many levels, each several times. */
const textLevels = 200;

/** The feature of a category or text column, or why it gives none. */
export function fitLevels(
  column: LevelColumn,
  trainingRows: Uint32Array,
): CategoricalFeature | 'empty' | 'constant' | 'text' {
  const counts = countCodes(column.codes, column.levels.length, trainingRows);
  const seen: number[] = [];
  let filled = 0;
  counts.forEach((count, code) => {
    if (count === 0) return;
    seen.push(code);
    filled += count;
  });
  if (filled === 0) return 'empty';
  if (seen.length === 1 && filled === trainingRows.length) return 'constant';
  if (column.kind === 'text' && (seen.length > textLevels || seen.length * leastRows > filled)) return 'text';
  let kept = seen;
  if (seen.length > keptWhole) {
    kept = seen.filter((code) => counts[code]! >= leastRows);
    if (kept.length > mostLevels) kept = kept.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, mostLevels);
  }
  // Nothing but rare words, as in a column of part numbers: there is nothing to learn from them.
  if (kept.length === 0) return 'text';
  // By spelling, not by first appearance: the order of other rows must not change the plan.
  return { column: column.name, levels: kept.map((code) => column.levels[code]!).sort() };
}
