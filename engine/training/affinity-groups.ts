// Which tasks may share one model, from what the affinity map knows: pairs are merged while every member is
// clearly helped, by the evidence, and none is hurt.

import type { AffinityCell } from '../contract/methods.ts';

/**
 * Groups of task ids, each task in exactly one. Of two groups the mean relative affinity between them, counted
 * over known cells only, decides; they merge while that is the highest, some cell says `helps` and none `hurts`.
 */
export function mergeGroups(cells: readonly AffinityCell[], taskIds: readonly string[]): string[][] {
  let groups = taskIds.map((id) => [id]);
  for (;;) {
    const best = bestPair(cells, groups);
    if (best === null) return groups;
    const [a, b] = best;
    groups = groups.flatMap((group, i) => (i === a ? [[...group, ...groups[b]!]] : i === b ? [] : [group]));
  }
}

function bestPair(cells: readonly AffinityCell[], groups: readonly (readonly string[])[]): [number, number] | null {
  let best: { readonly pair: [number, number]; readonly worth: number } | null = null;
  for (let b = 1; b < groups.length; b++) {
    for (let a = 0; a < b; a++) {
      const worth = worthOf(between(cells, groups[a]!, groups[b]!));
      if (worth !== null && (best === null || worth > best.worth)) best = { pair: [a, b], worth };
    }
  }
  return best?.pair ?? null;
}

function between(cells: readonly AffinityCell[], one: readonly string[], other: readonly string[]): AffinityCell[] {
  return cells.filter(
    ({ source, target }) =>
      (one.includes(source) && other.includes(target)) || (other.includes(source) && one.includes(target)),
  );
}

/** Mean of what is known; null where merging has no evidence for it, or some against. */
function worthOf(cells: readonly AffinityCell[]): number | null {
  const known = cells.filter(({ verdict }) => verdict !== 'unknown');
  if (!known.some(({ verdict }) => verdict === 'helps') || known.some(({ verdict }) => verdict === 'hurts'))
    return null;
  return known.reduce((sum, { relative }) => sum + relative.value!, 0) / known.length;
}
