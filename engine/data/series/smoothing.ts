// Exponential smoothing with damped trend and additive season (Holt 1957, Winters 1960, Gardner and McKenzie
// 1985), fitted by the squared one-step error of the training rows. No maintained library offers it for this platform.

import { minimise } from './simplex-search.ts';
import type { PastValues } from './simple-forecasts.ts';

/** How fast level, trend and season follow, and how much of a trend is left a row later. All 0 to 1. */
export interface Smoothing {
  readonly level: number;
  readonly trend: number;
  readonly season: number;
  readonly damping: number;
}

/** Where a series stands: season[k] belongs to the row with (row - first row) % seasons = k. */
interface State {
  level: number;
  trend: number;
  readonly season: Float64Array;
}

/**
 * Forecasts of every column from each origin; parameters are fitted once on training rows, states follow all rows.
 *
 * @param season rows, 1 = no season
 * @param training 1 for training rows
 * @param grows the season and the trend are shares of the level, as of passengers or sales that grow: smoothed are the
 *   logarithms. Columns with a training value of 0 or below are smoothed as they are.
 * @returns `[origins, columns * horizon]`
 */
export function smoothingForecast(
  { columns, firstRow }: PastValues,
  origins: ArrayLike<number>,
  horizon: number,
  season: number,
  training: ArrayLike<number>,
  grows = false,
): Float32Array {
  const width = columns.length * horizon;
  const forecasts = new Float32Array(origins.length * width);
  // The same origin may be asked for more than once.
  const wanted = Map.groupBy(Array.from(origins).keys(), (i) => origins[i]!);
  columns.forEach((column, c) => {
    const isLogarithm = grows && isPositive(column, training);
    // A later value of 0 or below has no logarithm: it is passed over like a missing one.
    const values = isLogarithm ? Float64Array.from(column, (one) => (one > 0 ? Math.log(one) : NaN)) : column;
    const smoothing = fitSmoothing(values, firstRow, season, training);
    follow(values, firstRow, season, smoothing, (row, state) => {
      const places = wanted.get(row);
      if (places === undefined) return;
      let trend = 0;
      let damped = 1;
      for (let h = 1; h <= horizon; h++) {
        damped *= smoothing.damping;
        trend += damped * state.trend;
        const place = (row - firstRow[row]! + h) % season;
        const ahead = state.level + trend + state.season[place]!;
        for (const i of places) forecasts[i * width + c * horizon + h - 1] = isLogarithm ? Math.exp(ahead) : ahead;
      }
    });
  });
  return forecasts;
}

function isPositive(values: ArrayLike<number>, training: ArrayLike<number>): boolean {
  for (let row = 0; row < values.length; row++) if (training[row] === 1 && values[row]! <= 0) return false;
  return true;
}

/** The parameters with the least squared error one row ahead over the training rows. */
export function fitSmoothing(
  values: ArrayLike<number>,
  firstRow: ArrayLike<number>,
  season: number,
  training: ArrayLike<number>,
): Smoothing {
  let end = values.length;
  while (end > 0 && training[end - 1] !== 1) end--;
  const error = (point: readonly number[]): number => {
    let squares = 0;
    follow(
      values,
      firstRow,
      season,
      settle(point),
      (row, _, miss) => {
        if (training[row] === 1 && !Number.isNaN(miss)) squares += miss * miss;
      },
      end,
    );
    return squares;
  };
  const starts = [
    [0.3, 0.1, 0.1, 0.9],
    [0.8, 0.05, 0.3, 0.9],
  ];
  const found = starts.map((start) => minimise(error, start.map(unbound), { step: 0.7, evaluations: 400 }));
  return settle(found.reduce((a, b) => (b.value < a.value ? b : a)).point);
}

/** Runs the recursions along the rows; `seen` hears the state after each row and how far the forecast of it was off. */
export function follow(
  values: ArrayLike<number>,
  firstRow: ArrayLike<number>,
  season: number,
  { level: alpha, trend: beta, season: gamma, damping }: Smoothing,
  seen: (row: number, state: State, miss: number) => void,
  end = values.length,
): void {
  let state: State = startState(values, 0, season);
  for (let row = 0; row < end; row++) {
    const first = firstRow[row]!;
    if (row === first) state = startState(values, row, season);
    const place = (row - first) % season;
    const value = values[row]!;
    const expected = state.level + damping * state.trend;
    const miss = value - expected - state.season[place]!;
    if (Number.isNaN(miss)) {
      state.level = expected;
      state.trend *= damping;
    } else {
      const before = state.level;
      state.level = alpha * (value - state.season[place]!) + (1 - alpha) * expected;
      state.trend = beta * (state.level - before) + (1 - beta) * damping * state.trend;
      if (season > 1) state.season[place] = gamma * (value - expected) + (1 - gamma) * state.season[place]!;
    }
    seen(row, state, miss);
  }
}

/** Level and season of the first two seasons; the trend is learned on the way. */
function startState(values: ArrayLike<number>, from: number, season: number): State {
  const shape = new Float64Array(season);
  let [level, count] = [0, 0];
  for (let row = from; row < Math.min(values.length, from + 2 * season); row++) {
    if (Number.isNaN(values[row]!)) continue;
    level += values[row]!;
    count++;
  }
  level = count > 0 ? level / count : 0;
  if (season === 1) return { level, trend: 0, season: shape };
  for (let k = 0; k < season; k++) {
    let [sum, known] = [0, 0];
    for (const row of [from + k, from + k + season]) {
      if (row >= values.length || Number.isNaN(values[row]!)) continue;
      sum += values[row]! - level;
      known++;
    }
    shape[k] = known > 0 ? sum / known : 0;
  }
  return { level, trend: 0, season: shape };
}

/** From four free numbers to parameters inside their bounds; damping 0.8 to 0.98 as is usual. */
function settle(point: readonly number[]): Smoothing {
  const [level, trend, season, damping] = point.map((free) => 1 / (1 + Math.exp(-free))) as [
    number,
    number,
    number,
    number,
  ];
  return { level, trend, season: season * (1 - level), damping: 0.8 + 0.18 * damping };
}

function unbound(share: number): number {
  return Math.log(share / (1 - share));
}
