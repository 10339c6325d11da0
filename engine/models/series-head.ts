// The head of a forecast: the forecast of the task's columns as the trunk gives it, corrected column by column; what is
// known ahead; and the ends of the interval.

import { add, concat, gather, matMul, mul, relu, reshape, slice, sub, tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { SeriesFeature } from '../data/features.ts';
import { fedBy, placeOf } from './series-fed.ts';
import type { ForecastHead, RowMoments } from '../tasks/rules.ts';
import { filled, uniform } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import type { Rng } from '../base/rng.ts';
import { aheadOf, endsAround, startEnds } from './series-interval.ts';
import { rowMoments } from './series-strands.ts';
import { windowShape } from './series-window.ts';
import type { Beside } from './series-window.ts';
import type { HeadLayer, Inputs, Parameters, Prepared } from './trunk.ts';

/** Hidden numbers for what is known ahead. */
const knownHidden = 16;

/** How a trunk's features become a forecast. */
export interface Reading {
  /** Parameters of the reading itself, a task's own. */
  start(rng: Rng): HostArrays;
  /**
   * The task's columns in its order, `[rows, columns, horizon]` in the trunk's deviations, and what stands beside the
   * windows of all columns. Pure tfjs.
   * @param pick of a tensor `[rows, all columns, ...]` the task's columns in its order
   */
  read(
    parameters: Parameters,
    features: Tensor,
    prepared: Prepared,
    pick: (values: Tensor) => Tensor,
  ): { readonly own: Tensor; readonly beside: Beside };
}

/** @throws Error where the task forecasts a column that the trunk does not read: a bug */
export function forecastHead(feature: SeriesFeature, head: ForecastHead, reading: Reading): HeadLayer {
  const shape = windowShape(feature);
  const { horizon, outputs } = head;
  const count = head.columns.length;
  const fed = feature.channels.map(fedBy);
  const places = placesOf(feature, head);
  if (horizon > shape.horizon) throw new Error('the trunk does not forecast what the task asks for');
  const inOrder = count === shape.channels && places.every((place, i) => place === i);
  const pick = (values: Tensor): Tensor => (inOrder ? values : gather(values, tensor1d([...places], 'int32'), 1));

  // From deviations of the trunk's columns to those of the task's: the same numbers where both saw the same rows.
  const read = places.map((place, i) => fed[place]![placeOf(fed[place]!, head.columns[i]!, head.data)]!);
  const perColumn = (values: readonly number[]): Tensor => tensor([...values], [1, count, 1], 'float32');
  // Those of rows that tell of strands are read in no other way than they are put out.
  const isFixed = feature.strands === undefined;
  const factors = read.map(({ deviation }, i) => (isFixed ? deviation / head.deviations[i]! : 1));
  const offsets = read.map(({ mean }, i) => (isFixed ? (mean - head.means[i]!) / head.deviations[i]! : 0));

  return {
    start: (rng) => ({
      ...reading.start(rng),
      gain: filled([count, 1], 1),
      shift: filled([count, horizon], 0),
      ...(shape.known > 0
        ? {
            known: uniform([shape.known, knownHidden], Math.sqrt(1 / shape.known), rng.fork('known')),
            knownBias: filled([knownHidden], 0),
            knownOut: filled([knownHidden, count], 0),
          }
        : {}),
      ...(outputs === 3 ? startEnds(count, horizon, shape.known > 0 ? knownHidden : 0) : {}),
    }),
    apply: (parameters, features, prepared) => {
      const { own, beside } = reading.read(parameters, features, prepared, pick);
      const rows = own.shape[0]!;
      const level = reshape(pick(beside.level), [rows, count, 1]);
      const corrected = add(add(level, mul(sub(own, level), parameters['gain']!)), parameters['shift']!);
      const hidden = beside.known ? hiddenOf(parameters, beside.known, horizon) : null;
      const inOwn = hidden ? add(corrected, aheadOf(hidden, parameters['knownOut']!, rows)) : corrected;
      const point = add(mul(inOwn, perColumn(factors)), perColumn(offsets));
      if (outputs === 1) return reshape(point, [1, rows, count * horizon]);
      const spread = reshape(pick(beside.spread), [rows, count, 1]);
      const each = [point, ...endsAround(parameters, point, spread, hidden)].map((one) =>
        reshape(one, [rows, count, horizon, 1]),
      );
      return reshape(concat(each, 3), [1, rows, count * horizon * 3]);
    },
  };
}

/** As `Trunk.rowMoments`. */
export function momentsOfHead(feature: SeriesFeature, head: ForecastHead, inputs: Inputs): RowMoments | null {
  const all = rowMoments(feature, inputs);
  if (!all) return null;
  const places = tensor1d(placesOf(feature, head), 'int32');
  return { means: gather(all.means, places, 1), deviations: gather(all.deviations, places, 1) };
}

/** Of the head's columns the channels that forecast them. @throws Error where there is none: a bug */
function placesOf(feature: SeriesFeature, head: ForecastHead): number[] {
  const fed = feature.channels.map(fedBy);
  const places = head.columns.map((name) => fed.findIndex((own) => placeOf(own, name, head.data) !== -1));
  if (places.includes(-1)) throw new Error('the trunk does not forecast what the task asks for');
  return places;
}

/** What is known ahead, row by row ahead through one hidden layer: `[rows * horizon, knownHidden]`. */
function hiddenOf(parameters: Parameters, known: Tensor, horizon: number): Tensor {
  const [rows, , features] = known.shape as [number, number, number];
  const steps = reshape(slice(known, [0, 0, 0], [-1, horizon, -1]), [rows * horizon, features]);
  return relu(add(matMul(steps, parameters['known'] as Tensor2D), parameters['knownBias']!));
}
