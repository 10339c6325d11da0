// How a partition of tasks changed over a training, thinned to a length that can be kept and drawn.

export interface GroupHistory {
  /** After each change: iteration, and for every task the index of its group. */
  readonly entries: readonly { readonly iteration: number; readonly groups: readonly number[] }[];
  /** Changes closer together than this many iterations are not kept apart. */
  readonly spacing: number;
  /** Number of groups summed over all iterations. */
  readonly groupSum: number;
}

/** More entries than this say nothing new on a picture. */
const most = 200;

export function groupHistory(groups: readonly (readonly number[])[]): GroupHistory {
  return { entries: [{ iteration: 0, groups: indices(groups) }], spacing: 1, groupSum: 0 };
}

/** Books the groups of one iteration. The newest entry is always the newest partition. */
export function noteGroups(
  { entries, spacing, groupSum }: GroupHistory,
  iteration: number,
  groups: readonly (readonly number[])[],
): GroupHistory {
  const now = indices(groups);
  const last = entries.at(-1)!;
  const counted = { spacing, groupSum: groupSum + groups.length };
  if (last.groups.every((group, k) => group === now[k])) return { ...counted, entries };
  const before = entries.at(-2);
  // Within the spacing of the entry before, the newest replaces the last one.
  const kept = before && last.iteration - before.iteration < spacing ? entries.slice(0, -1) : entries;
  const longer = [...kept, { iteration, groups: now }];
  if (longer.length <= most) return { ...counted, entries: longer };
  const thinned = longer.filter((_, at) => at % 2 === 0 || at === longer.length - 1);
  return { ...counted, spacing: spacing * 2, entries: thinned };
}

function indices(groups: readonly (readonly number[])[]): number[] {
  const order = groups.map((group) => Math.min(...group)).sort((a, b) => a - b);
  const result: number[] = [];
  for (const group of groups) for (const k of group) result[k] = order.indexOf(Math.min(...group));
  return result;
}
