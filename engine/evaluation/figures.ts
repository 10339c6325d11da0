// Figures with their intervals, as records: exact for rates, resampled for the rest, null where undefined.

import { binomialInterval } from '../base/binomial.ts';
import type { Measured, Rate } from '../contract/runs.ts';
import type { MetricName } from '../contract/text/metrics.ts';
import { holding, intervals, type Measure } from './resample.ts';

/** Figures of a task, by the names that the catalogue of words knows. */
export type Figures = Partial<Record<MetricName, Rate | Measured>>;

/** A figure that is not defined on these rows. */
export const unknown: Measured = { value: null, low: null, high: null };

/** A rate with its exact two-sided interval; without trials nothing but its denominator. */
export function rate(events: number, outOf: number): Rate {
  if (outOf === 0) return { events, outOf, value: null, low: null, high: null };
  return { events, outOf, value: events / outOf, ...binomialInterval(events, outOf) };
}

/**
 * Measures on all rows with their resampled intervals. An interval without width says that the resamples
 * never met an error, not that there is none: it is left out. `shares` are cut to [0, 1].
 */
export function figures(
  measures: Readonly<Partial<Record<MetricName, Measure | null>>>,
  rowCount: number,
  strata: ArrayLike<number> | null,
  seed: number,
  shares: readonly string[] = [],
): Partial<Record<MetricName, Measured>> {
  const defined = Object.entries(measures).flatMap(([name, measure]) =>
    measure && rowCount > 0 ? [{ name, measure }] : [],
  );
  const bounds = intervals(
    defined.map(({ measure }) => measure),
    rowCount,
    strata,
    seed,
  );
  const once = new Int32Array(rowCount).fill(1);
  const result: Record<string, Measured> = Object.fromEntries(Object.keys(measures).map((name) => [name, unknown]));
  defined.forEach(({ name, measure }, i) => {
    const value = measure(once);
    if (!Number.isFinite(value)) return;
    const bound = bounds[i];
    const cut = (edge: number): number => (shares.includes(name) ? Math.min(1, Math.max(0, edge)) : edge);
    const { low, high } = holding(bound ?? null, value);
    result[name] =
      low !== null && high !== null && low < high ? { value, low: cut(low), high: cut(high) } : { ...unknown, value };
  });
  return result;
}

/**
 * Mean of independent rates, its interval from theirs (Zou and Donner 2008, method of variance estimates
 * recovery): unlike a bootstrap it stays wide where a class of eight parts was judged without an error.
 */
export function meanOfRates(rates: readonly Rate[]): Measured {
  const mean = rates.reduce((sum, one) => sum + one.value!, 0) / rates.length;
  const down = Math.hypot(...rates.map((one) => one.value! - one.low!)) / rates.length;
  const up = Math.hypot(...rates.map((one) => one.high! - one.value!)) / rates.length;
  return { value: mean, low: Math.max(0, mean - down), high: Math.min(1, mean + up) };
}
