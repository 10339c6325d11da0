// The layers of a forecaster: for every column the same map from what was seen to what comes, as in DLinear (Zeng et
// al. 2023): a moving average and what is left of the window, each through a linear map of its own. Optionally beside
// it a hidden layer that mixes over time and over columns (after TSMixer, Chen et al. 2023).

import { add, concat, matMul, mul, relu, reshape, slice, sub, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { filled, uniform } from './arrays.ts';
import { throughAverage } from './series-average.ts';
import { companionCost, startCompanions, withCompanions } from './series-companions.ts';
import { besideOf, besideWidth, columnsRead } from './series-window.ts';
import type { WindowShape } from './series-window.ts';
import type { Layer } from './trunk.ts';

/**
 * The trend's map is this times its numbers. Neighbouring values of a moving average are alike, so an update that
 * moves all of their weights by as much each moves the forecast far: from epoch to epoch it jumped about, and which
 * epoch was best on validation was a matter of luck.
 */
export const trendScale = 0.2;

/**
 * `[rows, columns * lookback | channels * hidden | beside]` to `[1, rows, channels * horizon | beside]`: the forecast of
 * every column that is forecast, in the column's training deviations.
 * @param averaged rows of the moving average; null = one linear map of the whole window
 * @param hidden numbers a column from the mixing layer; 0 = none
 */
export function forecastLayer(shape: WindowShape, averaged: number | null, hidden: number): Layer {
  const { lookback, channels, horizon } = shape;
  const maps = averaged === null ? 1 : 2;
  const helped = companionCost(shape, channels, horizon);
  return {
    name: 'forecast',
    dropWidth: 0,
    fixed: {
      operations: channels * (lookback + hidden) * horizon + helped.operations,
      parameters: (maps * lookback + hidden + 1) * horizon + helped.parameters,
    },
    // All zero: training starts at the level of the window.
    start: (rng) => ({
      weight: filled([maps, lookback, horizon], 0),
      bias: filled([horizon], 0),
      ...(hidden > 0 ? { hidden: filled([hidden, horizon], 0) } : {}),
      ...startCompanions(shape, channels, horizon, rng),
    }),
    apply: (parameters, input) => {
      const width = input.shape.at(-1)!;
      const rows = input.size / width;
      const values = reshape(input, [rows, width]) as Tensor2D;
      const columns = (from: number, size: number): Tensor2D =>
        reshape(slice(values, [0, from], [-1, channels * size]), [rows * channels, size]);
      const linear = matMul(columns(0, lookback), wholeMap(parameters['weight']!, averaged));
      const deep =
        hidden > 0
          ? add(linear, matMul(columns(columnsRead(shape) * lookback, hidden), parameters['hidden'] as Tensor2D))
          : linear;
      const { level, spread } = besideOf(shape, values);
      const steps = reshape(add(deep, parameters['bias']!), [rows, channels, horizon]);
      const own = add(mul(steps, reshape(spread, [rows, channels, 1])), reshape(level, [rows, channels, 1]));
      const forecast = withCompanions(own, shape, parameters, values);
      const beside = slice(values, [0, width - besideWidth(shape)], [-1, besideWidth(shape)]);
      const all = concat([reshape(forecast, [rows, channels * horizon]), beside], 1);
      return reshape(all, [1, rows, all.shape[1]!]);
    },
  };
}

/** Both maps as one `[lookback, horizon]`: with trend A x and remainder x - A x, x' (A' T + R - A' R) = x' (R + A' (T - R)). */
function wholeMap(weight: Tensor, averaged: number | null): Tensor2D {
  const [maps, lookback, horizon] = weight.shape as [number, number, number];
  if (maps === 1) return reshape(weight, [lookback, horizon]);
  const map = (place: number): Tensor2D =>
    reshape(slice(weight, [place, 0, 0], [1, lookback, horizon]), [lookback, horizon]);
  const [trend, remainder] = [mul(map(0), trendScale), map(1)];
  return add(remainder, throughAverage(sub(trend, remainder), averaged!));
}

/**
 * `[rows, columns * lookback | beside]` to `[1, rows, columns * lookback | channels * hidden | beside]`: the window of
 * each column through one hidden layer for all, then across columns.
 */
export function mixingLayer(shape: WindowShape, hidden: number, across: number): Layer {
  const { lookback, channels } = shape;
  const columns = columnsRead(shape);
  const mixes = columns > 1 && across > 0;
  return {
    name: 'mixing',
    dropWidth: channels * hidden,
    fixed: {
      operations: columns * lookback * hidden + (mixes ? (columns + channels) * across * hidden : 0),
      parameters: (lookback + 1) * hidden + (mixes ? (columns + channels + 1) * across : 0),
    },
    start: (rng) => ({
      weight: uniform([lookback, hidden], Math.sqrt(1 / lookback), rng.fork('weight')),
      bias: filled([hidden], 0),
      ...(mixes
        ? {
            across: uniform([columns, across], Math.sqrt(1 / columns), rng.fork('across')),
            acrossBias: filled([across], 0),
            back: filled([across, channels], 0),
          }
        : {}),
    }),
    apply: (parameters, input, kept) => {
      const width = input.shape.at(-1)!;
      const rows = input.size / width;
      const values = reshape(input, [rows, width]) as Tensor2D;
      const windows = slice(values, [0, 0], [-1, columns * lookback]);
      const product = matMul(reshape(windows, [rows * columns, lookback]), parameters['weight'] as Tensor2D);
      const each = reshape(relu(add(product, parameters['bias']!)), [rows, columns, hidden]);
      const own = columns > channels ? slice(each, [0, 0, 0], [-1, channels, -1]) : each;
      const mixed = reshape(mixes ? add(own, mixAcross(parameters, each)) : own, [rows, channels * hidden]);
      const all = concat(
        [windows, kept ? mul(mixed, kept) : mixed, slice(values, [0, columns * lookback], [-1, -1])],
        1,
      );
      return reshape(all, [1, rows, all.shape[1]!]);
    },
  };
}

/** `[rows, columns, hidden]` to `[rows, channels, hidden]`: of each hidden number the values of all columns, through a small network. */
function mixAcross(parameters: Readonly<Record<string, Tensor>>, each: Tensor): Tensor {
  const [rows, columns, hidden] = each.shape as [number, number, number];
  const byColumn = transpose(each, [0, 2, 1]);
  const seen = matMul(reshape(byColumn, [rows * hidden, columns]), parameters['across'] as Tensor2D);
  const back = matMul(relu(add(seen, parameters['acrossBias']!)) as Tensor2D, parameters['back'] as Tensor2D);
  return transpose(reshape(back, [rows, hidden, back.shape[1]!]), [0, 2, 1]);
}
