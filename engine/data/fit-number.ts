// What the model needs to know of one number: where its training values lie and whether it can be missing.

import type { NumericFeature, NumericPart } from './features.ts';
import { moments, pick, quantile, sorted } from './statistics.ts';
import type { NumberColumn } from './table.ts';

/** Most knots a feature gets. */
const knots = 49;
/** Float32 keeps 24 bits: beyond this many deviations from zero, less than 10 of them would be left for the differences. */
const coarse = 2 ** 14;

/** The feature of a number column, or why it gives none. */
export function fitNumber(column: NumberColumn, trainingRows: Uint32Array): NumericFeature | 'empty' | 'constant' {
  const values = pick(column.values, trainingRows);
  const { count, mean, deviation } = moments(values);
  if (count === 0) return 'empty';
  const spread = deviation > 0 ? deviation : 1;
  const origin = Math.abs(mean) > coarse * spread ? Number(mean.toPrecision(12)) : 0;
  const feature = describe(
    column.name,
    'value',
    origin,
    values.map((value) => value - origin),
  );
  // One value and the fact that it is sometimes missing is still something to learn from.
  return feature.quantiles.length < 2 && !feature.canMiss ? 'constant' : feature;
}

/** A feature from what would be fed at the training rows: `[rows]`, missing = NaN, at least one value. */
export function describe(column: string, part: NumericPart, origin: number, fed: Float64Array): NumericFeature {
  const { count, mean, deviation } = moments(fed);
  const ascending = sorted(fed);
  const quantiles: number[] = [];
  for (let knot = 0; knot < knots; knot++) {
    const value = Math.fround(quantile(ascending, knot / (knots - 1)));
    if (quantiles.length === 0 || value > quantiles.at(-1)!) quantiles.push(value);
  }
  const varies = quantiles.length > 1 && deviation > 0;
  return { column, part, origin, center: mean, scale: varies ? deviation : 1, quantiles, canMiss: count < fed.length };
}
