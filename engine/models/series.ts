// The trunk for series. Features of a row: the forecast of every column (`channels * horizon`, in training
// deviations), then level, spread and missing share of each column's window, then what is known ahead.

import type { SeriesFeature } from '../data/features.ts';
import { averagedRows } from './series-average.ts';
import { forecastLayer, mixingLayer } from './series-forecast.ts';
import { forecastHead } from './series-head.ts';
import { besideWidth, prepareWindow, windowShape } from './series-window.ts';
import { keptBehind } from './trunk.ts';
import type { Layer, Trunk } from './trunk.ts';

/**
 * Measured on ETTh1 (lookback 336, 96 hours ahead): one map and a map with decomposition are equally good, the latter
 * a little better on validation; a mixing network beside them adds nothing there and needs half its numbers silenced in
 * training not to harm. It is for many windows and columns that say something of each other.
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
    width: shape.channels * shape.horizon + besideWidth(shape),
    forecastHead: (head) => forecastHead(feature, head),
  };
}
