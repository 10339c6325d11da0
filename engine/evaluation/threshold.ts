// The threshold on the NG probability, chosen on validation rows: at or above it a part is judged NG.

import type { TaskResult } from '../contract/runs.ts';
import type { BinaryTask } from '../contract/tasks.ts';
import { classCounts, type Judged } from './judged.ts';
import { byFallingScore } from './ranking.ts';

export type Threshold = NonNullable<TaskResult['threshold']>;

/**
 * Minimises what errors cost where the task states costs (misses x cost of a miss + false rejects x
 * cost of one); otherwise maximises balanced accuracy. Where the task has a pass line, only among the places that keep
 * to it; where none does, at that which passes it by least. Among equally good places it takes the middle of
 * the widest gap. Where validation has one class only nothing can be chosen: the cost ratio of theory
 * (false reject / (false reject + miss)) or 0.5.
 */
export function chooseThreshold(task: BinaryTask, validation: Judged): Threshold {
  const rule = task.costs && task.costs.miss + task.costs.falseReject > 0 ? 'cost' : 'balanced';
  const costs = rule === 'cost' ? task.costs! : null;
  const [good, bad] = classCounts(task, validation) as [number, number];
  if (good === 0 || bad === 0)
    return { value: costs ? costs.falseReject / (costs.falseReject + costs.miss) : 0.5, rule };
  const missCost = costs ? costs.miss : 1 / bad;
  const rejectCost = costs ? costs.falseReject : 1 / good;
  const { missRate = 1, overkillRate = 1 } = task.passLine ?? {};

  const scores = validation.predicted;
  const order = byFallingScore(scores);
  let [missed, rejected] = [bad, 0];
  let best = { excess: Infinity, loss: Infinity, gap: -1, value: 0.5 };
  // `at` rows stand at or above the threshold; it lies between two different scores.
  for (let at = 0; at <= order.length; at++) {
    const above = at === 0 ? Math.max(1, scores[order[0]!]!) + 1e-6 : scores[order[at - 1]!]!;
    const below = at === order.length ? 0 : scores[order[at]!]!;
    const value = at === order.length ? 0 : (above + below) / 2;
    const gap = above - below;
    const usable = at === 0 || at === order.length || above > below;
    const excess = Math.max(0, missed / bad - missRate) + Math.max(0, rejected / good - overkillRate);
    const loss = missed * missCost + rejected * rejectCost;
    const isBetter =
      compared(excess, best.excess, 1e-12) ||
      compared(loss, best.loss, 1e-12 * (bad * missCost + good * rejectCost)) ||
      compared(-gap, -best.gap, 0);
    if (usable && isBetter < 0) best = { excess, loss, gap, value };
    if (at === order.length) break;
    if (validation.actual[order[at]!] === 1) missed--;
    else rejected++;
  }
  return { value: best.value, rule, ...(task.passLine ? { isWithin: best.excess <= 1e-12 } : {}) };
}

/** Below 0 where `a` is the smaller one, 0 where they are equal within the tolerance. */
function compared(a: number, b: number, tolerance: number): number {
  return Math.abs(a - b) <= tolerance ? 0 : a - b;
}

/** 1 = judged NG, 0 = judged OK. */
export function judge(probabilities: Float32Array, threshold: number): Uint8Array {
  return Uint8Array.from(probabilities, (probability) => (probability >= threshold ? 1 : 0));
}
