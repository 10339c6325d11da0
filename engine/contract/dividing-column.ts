// The column that rows are divided by is no input: the parts themselves, and lots that never stand on two sides.

import type { Split } from './tasks.ts';

/**
 * The column that may not be read where rows are divided so, or null.
 *
 * No lot of the test rows is among the training rows: what is learned of a lot by its name is worth nothing there. A
 * date that rows are ordered by stays an input, its hour and weekday come again.
 */
export function dividingColumn(split: Split): string | null {
  return split.kind === 'column' || split.kind === 'group' ? split.column : null;
}
