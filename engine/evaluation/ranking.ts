// How well NG probabilities put NG parts above OK parts: area under the ROC curve and average
// precision, with each row counted a given number of times (1 each, or as a resample drew it).

import type { Measure } from './resample.ts';

/** Row indices by falling score. Scores are probabilities, 0 to 1; at most 8,388,608 rows. */
export function byFallingScore(scores: Float32Array): Uint32Array {
  // The bits of a float32 in [0, 1] rise with its value and stay below 2^30, so that with the row
  // number beside them they fit a double: sorting numbers is many times faster than sorting by a comparison.
  const bits = new Uint32Array(Float32Array.from(scores, (score) => Math.max(0, score)).buffer);
  const keys = new Float64Array(scores.length);
  for (let i = 0; i < keys.length; i++) keys[i] = bits[i]! * 0x800000 + i;
  return Uint32Array.from(keys.sort().reverse(), (key) => key % 0x800000);
}

interface Ranked {
  readonly positive: Uint8Array;
  /** 1 where the score equals the one before it: no threshold lies between them. */
  readonly tied: Uint8Array;
  readonly order: Uint32Array;
}

function rank(actual: ArrayLike<number>, scores: Float32Array): Ranked {
  const order = byFallingScore(scores);
  return {
    order,
    positive: Uint8Array.from(order, (row) => (actual[row] === 1 ? 1 : 0)),
    tied: Uint8Array.from(order, (row, i) => (i > 0 && scores[row] === scores[order[i - 1]!] ? 1 : 0)),
  };
}

/** Area under the ROC curve; a pair of equal scores counts one half. NaN with one class alone. */
export function aucMeasure(actual: ArrayLike<number>, scores: Float32Array): Measure {
  const { order, positive, tied } = rank(actual, scores);
  return (counts) => {
    let [positives, negatives, area, tiePositives, tieNegatives] = [0, 0, 0, 0, 0];
    for (let i = 0; i <= order.length; i++) {
      if (i === order.length || tied[i] === 0) {
        area += tieNegatives * (positives + tiePositives / 2);
        positives += tiePositives;
        negatives += tieNegatives;
        tiePositives = 0;
        tieNegatives = 0;
        if (i === order.length) break;
      }
      const count = counts[order[i]!]!;
      if (positive[i] === 1) tiePositives += count;
      else tieNegatives += count;
    }
    return area / (positives * negatives);
  };
}

/** Average precision: precision at each threshold, weighted by the recall gained there. NaN without a positive row. */
export function averagePrecisionMeasure(actual: ArrayLike<number>, scores: Float32Array): Measure {
  const { order, positive, tied } = rank(actual, scores);
  return (counts) => {
    let [seen, hits, sum, gained] = [0, 0, 0, 0];
    for (let i = 0; i <= order.length; i++) {
      if (i === order.length || tied[i] === 0) {
        if (gained > 0) sum += gained * (hits / seen);
        gained = 0;
        if (i === order.length) break;
      }
      const count = counts[order[i]!]!;
      seen += count;
      if (positive[i] === 1) {
        hits += count;
        gained += count;
      }
    }
    return sum / hits;
  };
}

/**
 * Interval of an area under the ROC curve from the two class counts alone (Newcombe 2006, method 5): the
 * areas whose Hanley-McNeil standard error would put the seen one at the edge. Also honest at an area of 1,
 * where a bootstrap collapses. Null without both classes.
 */
export function aucInterval(area: number, positives: number, negatives: number): { low: number; high: number } | null {
  if (positives === 0 || negatives === 0) return null;
  const half = (positives + negatives) / 2 - 1;
  const spread = (theta: number): number =>
    Math.sqrt(
      (theta * (1 - theta) * (1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta)))) / (positives * negatives),
    );
  const edge = (outer: number): number => {
    let [inside, outside] = [area, outer];
    for (let i = 0; i < 60; i++) {
      const middle = (inside + outside) / 2;
      if (Math.abs(middle - area) < 1.959963984540054 * spread(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  // Strictly inside (0, 1): at the very ends the standard error is 0 and says nothing.
  return { low: area <= 0 ? 0 : edge(0), high: area >= 1 ? 1 : edge(1) };
}
