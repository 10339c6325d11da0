// Proximal inter-task affinity: how much updating one group of tasks moves every task's loss, tracked
// over a training (Selective Task Group Updates, arXiv 2502.11986; methods.md 3.3 D1, D2). Plain
// arithmetic on the host, everything JSON.

import type { Rng } from '../../base/rng.ts';
import { affinityPropagation } from './affinity-propagation.ts';
import type { Preference } from './affinity-propagation.ts';

export interface Affinity {
  /** B `[K][K]`: row = source, column = target; positive = the source's updates lower the target's loss. */
  readonly matrix: readonly (readonly number[])[];
  /** How often two members of one group were moved in opposite directions, row = source. */
  readonly conflicts: readonly (readonly number[])[];
}

/** Self-affinities up to this are as good as none: a task that never improved cannot be compared with. */
const nothing = 1e-12;

export function startAffinity(taskCount: number): Affinity {
  const zeros = (): number[][] => Array.from({ length: taskCount }, () => new Array<number>(taskCount).fill(0));
  return { matrix: zeros(), conflicts: zeros() };
}

/** Relative gain a_k of every task by one update (D1); NaN where the loss before was not above 0, or either is no number. */
export function gains(before: readonly number[], after: readonly number[]): number[] {
  return before.map((loss, k) => {
    const gain = 1 - after[k]! / loss;
    return loss > 0 && Number.isFinite(gain) ? gain : Number.NaN;
  });
}

/**
 * Books the effect of one group's update (D2). Losses are of one batch, NaN where it has no label; members
 * without a label took no part and are left out.
 * @param beta weight of the new value, 0 to 1
 */
export function track(
  { matrix, conflicts }: Affinity,
  group: readonly number[],
  before: readonly number[],
  after: readonly number[],
  beta: number,
): Affinity {
  const gain = gains(before, after);
  const members = group.filter((k) => !Number.isNaN(before[k]!));
  const rows = [...matrix];
  const counts = [...conflicts];
  for (const i of members) {
    const row = [...matrix[i]!];
    const count = [...conflicts[i]!];
    for (const k of gain.keys()) {
      const inside = members.includes(k) && k !== i;
      const value = attributed(gain[i]!, gain[k]!, k === i, inside);
      if (value === null) continue;
      row[k] = (1 - beta) * row[k]! + (beta * value) / members.length;
      if (inside && gain[i]! * gain[k]! < 0) count[k]! += 1;
    }
    rows[i] = row;
    counts[i] = count;
  }
  return { matrix: rows, conflicts: counts };
}

/** What a target owes to a source before it is shared among the members; null = nothing to book. */
function attributed(source: number, target: number, itself: boolean, inside: boolean): number | null {
  if (Number.isNaN(target)) return null;
  if (itself) return target >= 0 ? target : null;
  if (!inside) return target;
  if (Number.isNaN(source)) return null;
  return source * target < 0 ? -Math.max(source, target) : target;
}

/** Affinities in units of the target's own, made symmetric (D3); null while some task never helped itself. */
export function similarity(matrix: readonly (readonly number[])[]): number[][] | null {
  // A copy of the diagonal: the published code divides columns in place by one of their own elements.
  const own = matrix.map((row, k) => row[k]!);
  if (own.some((value) => !(value > nothing))) return null;
  return matrix.map((row, i) => row.map((value, k) => (value / own[k]! + matrix[k]![i]! / own[i]!) / 2));
}

/**
 * The groups these affinities suggest (D3), each ascending, ordered by first member; null where the clustering
 * does not settle or a task has no affinity to itself yet.
 */
export function groupByAffinity(
  matrix: readonly (readonly number[])[],
  preference: Preference,
  rng: Rng,
): number[][] | null {
  const alike = similarity(matrix);
  if (alike === null) return null;
  // The published code tries ten times, asking for 100 more quiet iterations each time, of at most 200: from
  // the third time on (250 quiet iterations) no attempt can succeed.
  for (const quiet of [50, 150]) {
    const labels = affinityPropagation(alike, preference, quiet, rng);
    if (labels !== null) return groupsOf(labels);
  }
  return null;
}

/** Classes of labels as groups of positions. */
export function groupsOf(labels: readonly number[]): number[][] {
  return [...new Set(labels)].map((label) => [...labels.keys()].filter((k) => labels[k] === label));
}
