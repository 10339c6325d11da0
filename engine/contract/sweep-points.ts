// The measured trainings between all shared and all separate: what a compute budget is read from.

import type { SweepPoint } from './budget-sweep.ts';
import type { RunResult } from './runs.ts';
import { isPlain, isSeparate, leadingSize, sizeOf } from './yardsticks.ts';

export const sweepAxes = ['flopsOfSeparate', 'milliseconds', 'megabytes'] as const;
export type SweepAxis = (typeof sweepAxes)[number];

export interface SweptRun {
  readonly id: string;
  readonly result: RunResult;
}

export interface SweptPoint extends SweepPoint {
  readonly kind: 'shared' | 'gates' | 'separate';
  readonly run: SweptRun;
}

/**
 * One point for each recipe: all shared (equal weights), every run with gates, and separate models (Delta-m 0 by its
 * definition). `y` is Delta-m in percent, lower is better: the middle over seeds, with the spread between them as its
 * interval. All are of one size of model, as Delta-m is. Empty without a run with gates and separate models of its
 * size: there is then nothing to choose.
 */
export function sweepPoints(runs: readonly SweptRun[], axis: SweepAxis): readonly SweptPoint[] {
  const isSameSize = (one: SweptRun, other: SweptRun): boolean =>
    sizeOf(one.result.recipe) === sizeOf(other.result.recipe);
  const gated = runs.filter((run) => run.result.gates);
  const bases = runs.filter((run) => isSeparate(run.result.recipe) && gated.some((one) => isSameSize(one, run)));
  const size = leadingSize(bases.map((run) => run.result.recipe));
  const separate = bases.find((run) => sizeOf(run.result.recipe) === size);
  if (!separate) return [];
  const sameSize = runs.filter((run) => isSameSize(run, separate));
  const groups = Map.groupBy(sameSize, (run) => JSON.stringify(run.result.recipe));
  return [...groups.values()].flatMap((members): SweptPoint[] => {
    const kind = kindOf(members[0]!);
    if (kind === null) return [];
    const known = members.flatMap((run) => {
      const y = kind === 'separate' ? 0 : run.result.deltaM;
      const x = computeOf(run.result, separate.result, axis);
      return y === null || x === null ? [] : [{ run, x, y }];
    });
    if (known.length === 0) return [];
    known.sort((a, b) => a.y - b.y);
    const { run, x, y } = known[Math.floor((known.length - 1) / 2)]!;
    const spread = known.length > 1 && kind !== 'separate';
    return [{ id: run.id, run, kind, x, y, low: spread ? known[0]!.y : null, high: spread ? known.at(-1)!.y : null }];
  });
}

function kindOf({ result }: SweptRun): SweptPoint['kind'] | null {
  if (isSeparate(result.recipe)) return 'separate';
  if (result.gates) return 'gates';
  return isPlain(result.recipe) ? 'shared' : null;
}

/** Compute to judge one part in the axis' unit; null where it was not measured. */
function computeOf(result: RunResult, separate: RunResult, axis: SweepAxis): number | null {
  if (axis === 'flopsOfSeparate') return separate.flops > 0 && result.flops > 0 ? result.flops / separate.flops : null;
  if (axis === 'milliseconds') return result.latencyMs?.p50 ?? null;
  return result.bytes > 0 ? result.bytes / 1e6 : null;
}
