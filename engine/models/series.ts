// The trunk for series. Features of a row: the forecast of every column (`channels * horizon`, in training
// deviations), then level, spread and missing share of each column's window, then what is known ahead.

import { reshape, slice } from '@tensorflow/tfjs-core';
import type { SeriesFeature } from '../data/features.ts';
import type { ForecastHead } from '../tasks/rules.ts';
import { averagedRows } from './series-average.ts';
import { companionNames } from './series-companions.ts';
import { forecastLayer, mixingLayer } from './series-forecast.ts';
import { forecastHead, momentsOfHead } from './series-head.ts';
import type { Reading } from './series-head.ts';
import { besideOf, besideWidth, prepareWindow, windowShape } from './series-window.ts';
import type { WindowShape } from './series-window.ts';
import { keptBehind } from './trunk.ts';
import type { Layer, Trunk } from './trunk.ts';

/**
 * Measured on ETTh1 (lookback 336, 96 hours ahead): with decomposition test errors are as with one map and validation
 * a little better; a mixing network beside it is better on validation (0.255 against 0.257) and worse on test (MSE 0.374
 * against 0.368), and without much dropout it does harm. It is for many windows, and columns that tell of each other.
 */
const sizes = {
  linear: { decomposed: false, mixing: null },
  small: { decomposed: false, mixing: null },
  medium: { decomposed: true, mixing: null },
  large: { decomposed: true, mixing: { hidden: 128, across: 16 } },
} as const;

/**
 * One linear map of the window (`small`, and `linear`, the reference), two with decomposition (`medium`), or these and
 * a mixing network (`large`). All columns share the maps.
 */
export function createSeriesTrunk(feature: SeriesFeature, size: keyof typeof sizes): Trunk {
  const shape = windowShape(feature);
  const { decomposed, mixing } = sizes[size];
  const averaged = decomposed ? averagedRows(feature.season, shape.lookback) : null;
  const layers: readonly Layer[] = [
    ...(mixing ? [mixingLayer(shape, mixing.hidden, mixing.across)] : []),
    forecastLayer(shape, averaged, mixing?.hidden ?? 0),
  ];
  return {
    prepare: (inputs) => ({ columns: prepareWindow(feature, inputs), kept: keptBehind(layers, inputs) }),
    layers,
    members: 1,
    ...(shape.companions > 0 ? { late: companionNames } : {}),
    width: shape.channels * shape.horizon + besideWidth(shape),
    forecastHead: (head) => forecastHead(feature, head, finishedForecast(shape, head)),
    rowMoments: (head, inputs) => momentsOfHead(feature, head, inputs),
  };
}

/** The trunk's features are the forecast of every column: nothing has to be learned to read it. */
function finishedForecast(shape: WindowShape, { horizon }: ForecastHead): Reading {
  return {
    start: () => ({}),
    read: (_, features, _prepared, pick) => {
      const [, rows, width] = features.shape as [number, number, number];
      const values = reshape(features, [rows, width]);
      const forecasts = slice(values, [0, 0], [-1, shape.channels * shape.horizon]);
      const all = pick(reshape(forecasts, [rows, shape.channels, shape.horizon]));
      return { own: slice(all, [0, 0, 0], [-1, -1, horizon]), beside: besideOf(shape, values) };
    },
  };
}
