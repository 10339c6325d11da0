// The window a forecaster looks back on, made ready for layers: missing values filled, every column on a level and
// a spread of its own, so that a series that has moved since training is still read aright (reversible instance
// normalisation without its affine part, Kim et al. 2022; the layers put level and spread back). No parameters.

import {
  add,
  cast,
  concat,
  div,
  gather,
  isNaN as isMissing,
  maximum,
  mul,
  reshape,
  slice,
  sqrt,
  square,
  sub,
  sum,
  tensor,
  tensor1d,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { SeriesFeature } from '../data/features.ts';
import { fedBy, fedColumns } from './series-fed.ts';
import { rowMoments } from './series-strands.ts';
import type { Inputs } from './trunk.ts';

/** What stands beside the windows, by first place and size; all of one row one after another. */
export interface WindowShape {
  readonly lookback: number;
  /** Columns that are forecast. */
  readonly channels: number;
  /** Columns behind them that are known up to now and only help. */
  readonly companions: number;
  /** Rows ahead of which something is known, and how many numbers of each. */
  readonly horizon: number;
  readonly known: number;
}

/** A missing value becomes the one before it, where that is at most this many rows (less one) away. */
const carried = 16;
/** Smallest spread, in standard deviations of the column: a window that stands still is not blown up. */
const leastSpread = 1e-2;

export function windowShape({ lookback, channels, companions = 0, horizon, known }: SeriesFeature): WindowShape {
  return { lookback, channels: channels.length - companions, companions, horizon, known: known.length };
}

/** Columns that are read: those that are forecast, then the companions. */
export function columnsRead({ channels, companions }: WindowShape): number {
  return channels + companions;
}

/** Numbers of a row beside its windows: level, spread and share of missing values of each column, what is known ahead. */
export function besideWidth(shape: WindowShape): number {
  return 3 * columnsRead(shape) + shape.horizon * shape.known;
}

/**
 * `[rows, columns * lookback + besideWidth]`: the windows, column after column, mean 0 and deviation 1 each where
 * seen and 0 where nothing is; then levels, spreads (both in the column's training deviations), missing shares; then
 * what is known ahead. Pure tfjs.
 */
export function prepareWindow(feature: SeriesFeature, inputs: Inputs): Tensor {
  const { lookback, horizon, known } = windowShape(feature);
  const columns = feature.channels.length;
  const raw = inputs['series']!;
  const rows = raw.shape[0]!;
  const scaled = ofOwnData(feature, standardised(feature, inputs));
  const held = carryOn(scaled);
  const missing = isMissing(held);
  const count = maximum(sub(lookback, sum(cast(missing, 'float32'), 1, true)), 1);
  const level = div(sum(where(missing, 0, held), 1, true), count);
  const even = where(missing, 0, sub(held, level));
  const spread = sqrt(add(div(sum(square(even), 1, true), count), leastSpread ** 2));
  const lacking = mul(sum(cast(isMissing(scaled), 'float32'), 1, true), 1 / lookback);
  const windows = transpose(div(even, spread), [0, 2, 1]);
  return concat(
    [
      reshape(windows, [rows, columns * lookback]),
      ...[level, spread, lacking].map((each) => reshape(each, [rows, columns])),
      ...(known > 0 ? [reshape(inputs['known']!, [rows, horizon * known])] : []),
    ],
    1,
  );
}

/** What is fed, in deviations from the mean: of the column's training rows or, where rows tell of strands, of the strand's. */
function standardised(feature: SeriesFeature, inputs: Inputs): Tensor3D {
  const raw = inputs['series']!;
  const own = rowMoments(feature, inputs);
  if (own) {
    const each = (values: Tensor): Tensor => reshape(values, [values.shape[0]!, 1, values.shape[1]!]);
    return div(sub(raw, each(own.means)), each(own.deviations)) as Tensor3D;
  }
  const fed = fedColumns(feature);
  const across = (values: readonly number[]): Tensor => tensor([...values], [1, 1, fed.length], 'float32');
  return mul(
    sub(raw, across(fed.map(({ mean }) => mean))),
    across(fed.map(({ deviation }) => 1 / deviation)),
  ) as Tensor3D;
}

/** `[rows, lookback, fed]` to `[rows, lookback, channels]`: of a channel that several data sets feed, what is not missing. */
function ofOwnData({ channels }: SeriesFeature, fed: Tensor3D): Tensor3D {
  if (fed.shape[2] === channels.length) return fed;
  let first = 0;
  const places = channels.map((channel) => fedBy(channel).map(() => first++));
  const turn = (k: number): Tensor3D => {
    const at = places.map((own) => own[k] ?? own[0]!);
    return gather(fed, tensor1d(at, 'int32'), 2);
  };
  let found = turn(0);
  for (let k = 1; k < Math.max(...places.map(({ length }) => length)); k++)
    found = where(isMissing(found), turn(k), found) as Tensor3D;
  return found;
}

/** Missing values as the last one seen before them, not too long ago; doubling the reach with every look. */
function carryOn(series: Tensor3D): Tensor3D {
  const [, lookback] = series.shape;
  let held = series;
  for (let reach = 1; reach < carried && reach < lookback; reach *= 2) {
    const before = concat(
      [slice(held, [0, 0, 0], [-1, reach, -1]), slice(held, [0, 0, 0], [-1, lookback - reach, -1])],
      1,
    );
    held = where(isMissing(held), before, held) as Tensor3D;
  }
  return held;
}

/** The numbers beside the windows, `[rows, channels]` each and `[rows, horizon, known]`, from the last ones of a row. */
export interface Beside {
  readonly level: Tensor;
  readonly spread: Tensor;
  readonly lacking: Tensor;
  readonly known: Tensor | null;
}

/** @param values `[rows, n]` that end in what stands beside the windows. Pure tfjs. */
export function besideOf(shape: WindowShape, values: Tensor): Beside {
  const { channels, horizon, known } = shape;
  const [rows, width] = values.shape as [number, number];
  const columns = columnsRead(shape);
  const from = width - besideWidth(shape);
  const part = (place: number): Tensor => slice(values, [0, from + place * columns], [-1, channels]);
  return {
    level: part(0),
    spread: part(1),
    lacking: part(2),
    known:
      known > 0 ? reshape(slice(values, [0, from + 3 * columns], [-1, horizon * known]), [rows, horizon, known]) : null,
  };
}

/** The companions of rows that begin with all windows and end in what stands beside them. */
export interface CompanionWindows {
  /** `[rows, companions, lookback]`, mean 0 and deviation 1 each. */
  readonly windows: Tensor;
  /** `[rows, companions]` each, in training deviations. */
  readonly level: Tensor;
  readonly spread: Tensor;
}

/** @param values `[rows, columns * lookback | ... | beside]`. Pure tfjs. */
export function companionsOf(shape: WindowShape, values: Tensor): CompanionWindows {
  const { lookback, channels, companions } = shape;
  const [rows, width] = values.shape as [number, number];
  const from = width - besideWidth(shape) + channels;
  const windows = slice(values, [0, channels * lookback], [-1, companions * lookback]);
  return {
    windows: reshape(windows, [rows, companions, lookback]),
    level: slice(values, [0, from], [-1, companions]),
    spread: slice(values, [0, from + columnsRead(shape)], [-1, companions]),
  };
}
