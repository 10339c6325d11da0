// Several labels in one cell (`scratch;dent`, `傷、打痕`): one yes/no column a label.

import type { LevelColumn } from '../table.ts';

const separators = [';', '|', '、', ';', '／', '+', ','] as const;
const mostLabels = 40;

/** The levels of a column taken apart, or null where its cells are no lists of labels. */
export function splitLabels(levels: readonly string[]): { labels: string[]; of: readonly string[][] } | null {
  for (const separator of separators) {
    if (!levels.some((level) => level.includes(separator))) continue;
    const of = levels.map((level) =>
      level
        .split(separator)
        .map((label) => label.trim())
        .filter((label) => label !== ''),
    );
    const labels = [...new Set(of.flat())];
    // Labels come again in other cells or alone; the pieces of free text do not.
    const inLists = new Set(of.filter((list) => list.length > 1).flat());
    const again = [...inLists].filter((label) => of.filter((list) => list.includes(label)).length > 1).length;
    const areShort = labels.every((label) => label.length <= 40);
    if (labels.length >= 2 && labels.length <= mostLabels && areShort && again * 2 >= inLists.size)
      return { labels, of };
  }
  return null;
}

/** `lists[i]` holds the labels of row i, null where nothing is known of it. */
export function yesNoColumns(
  name: string,
  labels: readonly string[],
  lists: readonly (readonly string[] | null)[],
): LevelColumn[] {
  return labels.map((label) => ({
    kind: 'category',
    name: `${name}: ${label}`,
    unit: null,
    codes: Int32Array.from(lists, (list) => (list === null ? -1 : list.includes(label) ? 1 : 0)),
    levels: ['no', 'yes'],
  }));
}
