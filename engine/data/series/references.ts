// The forecasts that models are compared with, in the form of a model's own: point, and interval where asked for.

import type { SeriesClock } from '../../contract/series.ts';
import { comparisonOf, driftForecast, seasonalNaive, type PastValues } from './simple-forecasts.ts';
import { smoothingForecast } from './smoothing.ts';

/**
 * `comparison`: the same moment last week (or last season); `season`, `last`, `drift`; `smoothing`: Holt-Winters; `growth`: the
 * same of logarithms, whose season grows with the level;
 * `best`: for each column the one of these with the least mean absolute error from training origins.
 */
export const referenceKinds = ['comparison', 'season', 'last', 'drift', 'smoothing', 'growth', 'best'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

export interface ReferenceRequest {
  readonly past: PastValues;
  readonly horizon: number;
  readonly clock: SeriesClock;
  /** 1 for rows of the training part. */
  readonly training: ArrayLike<number>;
  /** Origins of the training part: the interval's width is learned on them. */
  readonly trainingOrigins: ArrayLike<number>;
  /** Share of values that the interval is to hold; absent = a point forecast. */
  readonly interval?: number | undefined;
}

/** Enough origins to know how far a simple forecast is off. */
const mostCalibration = 500;

/**
 * @returns `[origins, columns * horizon * outputs]`, outputs 1 or point, lower, upper; in the columns' own units
 */
export function referenceForecast(
  kind: ReferenceKind,
  request: ReferenceRequest,
  origins: ArrayLike<number>,
): Float32Array {
  const { past, horizon } = request;
  const width = past.columns.length * horizon;
  const calibration = request.interval === undefined ? [] : thinned(request.trainingOrigins, mostCalibration);
  const all = Uint32Array.from([...Array.from(origins), ...calibration]);
  const points = withMeans(pointForecast(kind, request, all), request);
  if (request.interval === undefined) return points;
  const bands = errorBands(points.subarray(origins.length * width), calibration, request);
  const forecasts = new Float32Array(origins.length * width * 3);
  for (let at = 0; at < origins.length * width; at++) {
    const [lower, upper] = bands[at % width]!;
    forecasts[at * 3] = points[at]!;
    forecasts[at * 3 + 1] = points[at]! + lower;
    forecasts[at * 3 + 2] = points[at]! + upper;
  }
  return forecasts;
}

function pointForecast(kind: ReferenceKind, request: ReferenceRequest, origins: Uint32Array): Float32Array {
  const { past, horizon, clock, training } = request;
  switch (kind) {
    case 'comparison':
      return seasonalNaive(past, origins, horizon, comparisonOf(clock).rows);
    case 'season':
      return seasonalNaive(past, origins, horizon, clock.season ?? 1);
    case 'last':
      return seasonalNaive(past, origins, horizon, 1);
    case 'drift':
      return driftForecast(past, origins, horizon);
    case 'smoothing':
      return smoothingForecast(past, origins, horizon, clock.season ?? 1, training);
    case 'growth':
      return smoothingForecast(past, origins, horizon, clock.season ?? 1, training, true);
    case 'best':
      return bestForecast(request, origins);
  }
}

function bestForecast(request: ReferenceRequest, origins: Uint32Array): Float32Array {
  const { past, horizon } = request;
  const width = past.columns.length * horizon;
  // The later half: until then a smoothing still learns its season.
  const { trainingOrigins } = request;
  const later = Array.from(trainingOrigins).slice(Math.floor(trainingOrigins.length / 2));
  const calibration = thinned(later, mostCalibration);
  const all = Uint32Array.from([...origins, ...calibration]);
  const candidates = (['season', 'comparison', 'smoothing', 'growth', 'last', 'drift'] as const).map((kind) =>
    pointForecast(kind, request, all),
  );
  const chosen = past.columns.map((values, c) => {
    const errors = candidates.map((points) => trainingError(values, points, c));
    return candidates[errors.indexOf(Math.min(...errors))]!;
  });
  return Float32Array.from(
    { length: origins.length * width },
    (_, at) => chosen[Math.floor((at % width) / horizon)]![at]!,
  );

  function trainingError(values: ArrayLike<number>, points: Float32Array, c: number): number {
    let [sum, count] = [0, 0];
    calibration.forEach((origin, i) => {
      for (let h = 0; h < horizon; h++) {
        const error = values[origin + 1 + h]! - points[(origins.length + i) * width + c * horizon + h]!;
        if (Number.isNaN(error)) continue;
        sum += Math.abs(error);
        count++;
      }
    });
    return count > 0 ? sum / count : Infinity;
  }
}

/** Where nothing at all was known before an origin, the mean of the training rows is forecast. */
function withMeans(points: Float32Array, { past, horizon, training }: ReferenceRequest): Float32Array {
  if (!points.some(Number.isNaN)) return points;
  const means = past.columns.map((values) => {
    let [sum, count] = [0, 0];
    for (let row = 0; row < values.length; row++) {
      if (training[row] !== 1 || Number.isNaN(values[row]!)) continue;
      sum += values[row]!;
      count++;
    }
    return count > 0 ? sum / count : 0;
  });
  const width = past.columns.length * horizon;
  return points.map((value, at) => (Number.isNaN(value) ? means[Math.floor((at % width) / horizon)]! : value));
}

/** By column and step: the quantiles of the training errors that leave out half of the rest on each side. */
function errorBands(points: Float32Array, origins: ArrayLike<number>, request: ReferenceRequest): [number, number][] {
  const { past, horizon } = request;
  const tail = (1 - request.interval!) / 2;
  const width = past.columns.length * horizon;
  return Array.from({ length: width }, (_, place) => {
    const values = past.columns[Math.floor(place / horizon)]!;
    const errors: number[] = [];
    for (let i = 0; i < origins.length; i++) {
      const error = values[origins[i]! + 1 + (place % horizon)]! - points[i * width + place]!;
      if (Number.isFinite(error)) errors.push(error);
    }
    const sorted = Float64Array.from(errors).sort();
    return sorted.length === 0 ? [0, 0] : [quantile(sorted, tail), quantile(sorted, 1 - tail)];
  });
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  return sorted[below]! + (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!) * (position - below);
}

function thinned(rows: ArrayLike<number>, most: number): number[] {
  const every = Math.max(1, Math.ceil(rows.length / most));
  return Array.from({ length: Math.ceil(rows.length / every) }, (_, i) => rows[i * every]!);
}
