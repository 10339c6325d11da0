// Affinity propagation (Frey and Dueck 2007), as scikit-learn carries it out (methods.md 3.4): points
// send each other messages until some of them stand out as centres. The number of clusters is not given.

import type { Rng } from '../../base/rng.ts';

/** How readily a point becomes a centre: higher gives more clusters. `median` and `minimum` are of all similarities. */
export type Preference = 'median' | 'minimum' | number;

const damping = 0.5;
const mostIterations = 200;

/**
 * A label for every point, numbered by first appearance; null where the messages did not settle.
 *
 * @param similarities `[n][n]`, higher = more alike; the diagonal is replaced by the preference
 * @param quiet iterations for which the choice of centres must not change, below 200 to have a chance
 * @param rng breaks ties: noise far below the similarities' resolution
 */
export function affinityPropagation(
  similarities: readonly (readonly number[])[],
  preference: Preference,
  quiet: number,
  rng: Rng,
): number[] | null {
  const n = similarities.length;
  const liking = preferenceOf(similarities, preference);
  const common = similarities[0]?.[n - 1] ?? 0;
  if (n < 2 || similarities.every((row, i) => row.every((value, k) => i === k || value === common))) {
    // Nothing tells the points apart: all alone, or all together.
    return n < 2 || liking >= common ? Array.from({ length: n }, (_, i) => i) : new Array<number>(n).fill(0);
  }
  const s = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, k] = [Math.floor(at / n), at % n];
    return i === k ? liking : similarities[i]![k]!;
  });
  const noisy = s.map((value) => value + (Number.EPSILON * value + 2.2250738585072014e-306) * rng.normal());
  const centres = settle(noisy, n, quiet);
  return centres && numbered(assign(noisy, n, centres));
}

function preferenceOf(similarities: readonly (readonly number[])[], preference: Preference): number {
  if (typeof preference === 'number') return preference;
  const values = similarities.flat().sort((a, b) => a - b);
  if (preference === 'minimum') return values[0] ?? 0;
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half]! : ((values[half - 1] ?? 0) + (values[half] ?? 0)) / 2;
}

/** Passes messages until the centres are constant for `quiet` iterations and at least one; null where they never are. */
function settle(s: Float64Array, n: number, quiet: number): number[] | null {
  const availability = new Float64Array(n * n);
  const responsibility = new Float64Array(n * n);
  /** For each point, for how many iterations it has been a centre (or none) without a break. */
  const unchanged = new Int32Array(n);
  const isCentre = new Uint8Array(n);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    sendResponsibility(s, availability, responsibility, n);
    sendAvailability(responsibility, availability, n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const now = availability[i * n + i]! + responsibility[i * n + i]! > 0 ? 1 : 0;
      unchanged[i] = now === isCentre[i] ? unchanged[i]! + 1 : 1;
      isCentre[i] = now;
      count += now;
    }
    if (iteration >= quiet && count > 0 && unchanged.every((times) => times >= quiet))
      return [...isCentre.keys()].filter((i) => isCentre[i] === 1);
  }
  return null;
}

/** How well k suits i as a centre against i's best other choice. */
function sendResponsibility(
  s: Float64Array,
  availability: Float64Array,
  responsibility: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i++) {
    let best = Number.NEGATIVE_INFINITY;
    let second = Number.NEGATIVE_INFINITY;
    let at = -1;
    for (let k = 0; k < n; k++) {
      const value = availability[i * n + k]! + s[i * n + k]!;
      if (value > best) [second, best, at] = [best, value, k];
      else if (value > second) second = value;
    }
    for (let k = 0; k < n; k++) {
      const fresh = s[i * n + k]! - (k === at ? second : best);
      responsibility[i * n + k] = damping * responsibility[i * n + k]! + (1 - damping) * fresh;
    }
  }
}

/** How much support k has as a centre from the others. */
function sendAvailability(responsibility: Float64Array, availability: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    // In the order of the rows: near ties are decided by rounding.
    let support = 0;
    for (let i = 0; i < n; i++) {
      const value = responsibility[i * n + k]!;
      support += i === k ? value : Math.max(0, value);
    }
    for (let i = 0; i < n; i++) {
      const at = i * n + k;
      const others = support - (i === k ? responsibility[at]! : Math.max(0, responsibility[at]!));
      const fresh = i === k ? others : Math.min(0, others);
      availability[at] = damping * availability[at]! + (1 - damping) * fresh;
    }
  }
}

/** Each point to its most similar centre; then each cluster's centre is picked anew, and the points once more. */
function assign(s: Float64Array, n: number, centres: readonly number[]): number[] {
  const nearest = (among: readonly number[]): number[] =>
    Array.from({ length: n }, (_, i) =>
      among.includes(i) ? i : among.reduce((best, k) => (s[i * n + k]! > s[i * n + best]! ? k : best)),
    );
  const first = nearest(centres);
  const better = centres.map((centre) => {
    const own = [...first.keys()].filter((i) => first[i] === centre);
    const support = (k: number): number => own.reduce((sum, i) => sum + s[i * n + k]!, 0);
    return own.reduce((best, k) => (support(k) > support(best) ? k : best));
  });
  return nearest(better);
}

function numbered(labels: readonly number[]): number[] {
  const order = [...new Set(labels)];
  return labels.map((label) => order.indexOf(label));
}
