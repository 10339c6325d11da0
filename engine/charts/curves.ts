// Helpers for curves: gaps, smoothing, thinning, and a line's path.

import { line } from 'd3-shape';

/** NaN and null alike are a gap. */
export function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/**
 * Exponential moving average, corrected for its start: the first value is returned unchanged. A gap stays a
 * gap and does not spread.
 *
 * @param halfLife steps after which a value counts half as much; 0 means no smoothing
 */
export function smooth(values: readonly (number | null)[], halfLife: number): (number | null)[] {
  const keep = halfLife > 0 ? 0.5 ** (1 / halfLife) : 0;
  let sum = 0;
  let mass = 0;
  return values.map((value) => {
    if (!isKnown(value)) return null;
    sum = keep * sum + (1 - keep) * value;
    mass = keep * mass + (1 - keep);
    return sum / mass;
  });
}

/** At most `limit` positions out of `count`, evenly spaced, first and last included. */
export function thin(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (count - 1)) / (limit - 1)));
}

/** Path through the known points; a gap breaks the line. */
export function path(
  xs: readonly number[],
  ys: readonly (number | null)[],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const draw = line<number>()
    .defined((i) => isKnown(ys[i]) && isKnown(xs[i]))
    .x((i) => x(xs[i]!))
    .y((i) => y(ys[i]!))
    .digits(2);
  return draw([...xs.keys()]) ?? '';
}

/** Position of the last known value, or -1. */
export function lastKnown(values: readonly (number | null)[]): number {
  return values.findLastIndex((value) => isKnown(value));
}
