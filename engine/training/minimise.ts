// The least value of a smooth convex function of many numbers: L-BFGS (Nocedal and Wright 2006, algorithm 7.5) with a
// line search that halves its step until the value falls enough (Armijo). Double precision, no chance.

import { breathe } from '../base/breath.ts';
import type { RunControl } from './control.ts';

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
}

/** Pairs of steps and gradient changes that stand for the curvature. */
const memory = 10;
/** Share of the promised fall that a step must bring. */
const enough = 1e-4;
const mostHalvings = 30;

/**
 * @param evaluate the value at a point, its gradient written into the second argument
 * @param start is not changed
 * @param tolerance relative fall of the value, over one iteration, below which it ends
 * @param control pauses between two iterations
 * @throws the signal's reason when cancelled
 */
export async function minimise(
  evaluate: (at: Float64Array, gradient: Float64Array) => number,
  start: Float64Array,
  { iterations, tolerance }: { readonly iterations: number; readonly tolerance: number },
  signal?: AbortSignal,
  control?: Pick<RunControl, 'ready'>,
): Promise<Minimum> {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = evaluate(at, gradient);
  const pairs: { step: Float64Array; change: Float64Array; product: number }[] = [];
  let done = 0;
  for (; done < iterations; done++) {
    await breathe(signal);
    await control?.ready(signal);
    const direction = descent(gradient, pairs);
    const slope = dot(direction, gradient);
    if (!(slope < 0)) break;
    // Before anything is known of the curvature, a step of length one at most.
    let length = pairs.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
    const next = new Float64Array(at.length);
    const nextGradient = new Float64Array(at.length);
    let nextValue = Number.POSITIVE_INFINITY;
    for (let halved = 0; halved < mostHalvings; halved++, length /= 2) {
      for (let i = 0; i < at.length; i++) next[i] = at[i]! + length * direction[i]!;
      nextValue = evaluate(next, nextGradient);
      if (nextValue <= value + enough * length * slope) break;
    }
    if (!(nextValue < value)) break;
    const step = next.map((one, i) => one - at[i]!);
    const change = nextGradient.map((one, i) => one - gradient[i]!);
    const product = dot(step, change);
    if (product > 0) pairs.push({ step, change, product });
    if (pairs.length > memory) pairs.shift();
    const fell = value - nextValue;
    [at, gradient, value] = [next, nextGradient, nextValue];
    if (fell <= tolerance * Math.abs(value)) break;
  }
  return { at, value, iterations: done };
}

/** Minus the gradient, times the inverse curvature that the pairs stand for (the two-loop recursion, algorithm 7.4). */
function descent(
  gradient: Float64Array,
  pairs: readonly { readonly step: Float64Array; readonly change: Float64Array; readonly product: number }[],
): Float64Array {
  const result = gradient.map((one) => -one);
  const shares = new Array<number>(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, product } = pairs[k]!;
    shares[k] = dot(step, result) / product;
    for (let i = 0; i < result.length; i++) result[i]! -= shares[k]! * change[i]!;
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < result.length; i++) result[i]! *= scale;
  }
  pairs.forEach(({ step, change, product }, k) => {
    const share = shares[k]! - dot(change, result) / product;
    for (let i = 0; i < result.length; i++) result[i]! += share * step[i]!;
  });
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
