// The threshold on the NG probability, chosen on validation rows: at or above it a part is judged NG.

import type { Task } from '../contract/tasks.ts';
import { classCounts, type Judged } from './judged.ts';
import { byFallingScore } from './ranking.ts';

export interface Threshold {
  readonly value: number;
  readonly rule: 'cost' | 'balanced';
}

/**
 * Minimises what errors cost where the task states costs (misses x cost of a miss + false rejects x
 * cost of one); otherwise maximises balanced accuracy. Among equally good places it takes the middle of
 * the widest gap. Where validation has one class only nothing can be chosen: the cost ratio of theory
 * (false reject / (false reject + miss)) or 0.5.
 */
export function chooseThreshold(task: Extract<Task, { kind: 'binary' }>, validation: Judged): Threshold {
  const rule = task.costs && task.costs.miss + task.costs.falseReject > 0 ? 'cost' : 'balanced';
  const costs = rule === 'cost' ? task.costs! : null;
  const [good, bad] = classCounts(task, validation) as [number, number];
  if (good === 0 || bad === 0)
    return { value: costs ? costs.falseReject / (costs.falseReject + costs.miss) : 0.5, rule };
  const missCost = costs ? costs.miss : 1 / bad;
  const rejectCost = costs ? costs.falseReject : 1 / good;

  const scores = validation.predicted;
  const order = byFallingScore(scores);
  let loss = bad * missCost;
  let best = { loss: Infinity, gap: -1, value: 0.5 };
  // `at` rows stand at or above the threshold; it lies between two different scores.
  for (let at = 0; at <= order.length; at++) {
    const above = at === 0 ? Math.max(1, scores[order[0]!]!) + 1e-6 : scores[order[at - 1]!]!;
    const below = at === order.length ? 0 : scores[order[at]!]!;
    const value = at === order.length ? 0 : (above + below) / 2;
    const gap = above - below;
    const tolerance = 1e-12 * (bad * missCost + good * rejectCost);
    const usable = at === 0 || at === order.length || above > below;
    if (usable && (loss < best.loss - tolerance || (loss <= best.loss + tolerance && gap > best.gap)))
      best = { loss, gap, value };
    if (at < order.length) loss += validation.actual[order[at]!] === 1 ? -missCost : rejectCost;
  }
  return { value: best.value, rule };
}

/** 1 = judged NG, 0 = judged OK. */
export function judge(probabilities: Float32Array, threshold: number): Uint8Array {
  return Uint8Array.from(probabilities, (probability) => (probability >= threshold ? 1 : 0));
}
