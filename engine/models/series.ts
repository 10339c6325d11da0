// The trunk for series. Features of a row: the forecast of every column (`channels * horizon`, in training
// deviations), then level, spread and missing share of each column's window, then what is known ahead.

import type { SeriesFeature } from '../data/features.ts';
import { averagedRows, forecastLayer, mixingLayer } from './series-forecast.ts';
import { forecastHead } from './series-head.ts';
import { besideWidth, prepareWindow, windowShape } from './series-window.ts';
import { keptBehind } from './trunk.ts';
import type { Layer, Trunk } from './trunk.ts';

/** Numbers of the mixing layer for each column, and of the network across columns; 0 = a linear model. */
const mixing = {
  linear: null,
  small: null,
  medium: { hidden: 64, across: 16 },
  large: { hidden: 256, across: 32 },
} as const;

/**
 * A linear model with decomposition (`small`), with a mixing network beside it (`medium`, `large`), or one linear map
 * (`linear`, the reference). All columns share the maps.
 */
export function createSeriesTrunk(feature: SeriesFeature, size: keyof typeof mixing): Trunk {
  const shape = windowShape(feature);
  const mixed = mixing[size];
  const averaged = size === 'linear' ? null : averagedRows(feature.season, shape.lookback);
  const layers: readonly Layer[] = [
    ...(mixed ? [mixingLayer(shape, mixed.hidden, mixed.across)] : []),
    forecastLayer(shape, averaged, mixed?.hidden ?? 0),
  ];
  return {
    prepare: (inputs) => ({ columns: prepareWindow(feature, inputs), kept: keptBehind(layers, inputs) }),
    layers,
    members: 1,
    width: shape.channels * shape.horizon + besideWidth(shape),
    forecastHead: (head) => forecastHead(feature, head),
  };
}
