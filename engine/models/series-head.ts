// The head of a forecast: the trunk's forecast of the task's columns, corrected column by column; what is known
// ahead; and the ends of the interval, which can never cross the point.

import {
  add,
  concat,
  gather,
  log,
  matMul,
  mul,
  relu,
  reshape,
  slice,
  softplus,
  sub,
  tensor,
  tensor1d,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { SeriesFeature } from '../data/features.ts';
import type { ForecastHead } from '../tasks/rules.ts';
import { filled, uniform } from './arrays.ts';
import { besideOf, windowShape } from './series-window.ts';
import { stopGradient } from './stop-gradient.ts';
import type { HeadLayer, Parameters } from './trunk.ts';

/** Hidden numbers for what is known ahead. */
const knownHidden = 16;
/** softplus(-0.4) is about 0.51: interval ends start half a deviation away. */
const startWidth = -0.4;

/** @throws Error where the task forecasts a column that the trunk does not read: a bug */
export function forecastHead(feature: SeriesFeature, head: ForecastHead): HeadLayer {
  const shape = windowShape(feature);
  const { horizon, outputs } = head;
  const count = head.columns.length;
  const places = head.columns.map((name) => feature.channels.findIndex(({ column }) => column === name));
  if (places.includes(-1) || horizon > shape.horizon)
    throw new Error('the trunk does not forecast what the task asks for');
  const inOrder = count === shape.channels && places.every((place, i) => place === i);
  const pick = (values: Tensor): Tensor => (inOrder ? values : gather(values, tensor1d([...places], 'int32'), 1));

  // From deviations of the trunk's columns to those of the task's: the same numbers where both saw the same rows.
  const read = places.map((place) => feature.channels[place]!);
  const perColumn = (values: readonly number[]): Tensor => tensor([...values], [1, count, 1], 'float32');
  const factors = read.map(({ deviation }, i) => deviation / head.deviations[i]!);
  const offsets = read.map(({ mean }, i) => (mean - head.means[i]!) / head.deviations[i]!);

  return {
    start: (rng) => ({
      gain: filled([count, 1], 1),
      shift: filled([count, horizon], 0),
      ...(shape.known > 0
        ? {
            known: uniform([shape.known, knownHidden], Math.sqrt(1 / shape.known), rng.fork('known')),
            knownBias: filled([knownHidden], 0),
            knownOut: filled([knownHidden, count], 0),
          }
        : {}),
      ...(outputs === 3
        ? { width: filled([2, count, horizon], startWidth), widthBySpread: filled([2, count, 1], 0) }
        : {}),
    }),
    apply: (parameters, features) => {
      const rows = features.shape[1]!;
      const values = reshape(features, [rows, features.shape[2]!]);
      const beside = besideOf(shape, values);
      const all = reshape(slice(values, [0, 0], [-1, shape.channels * shape.horizon]), [
        rows,
        shape.channels,
        shape.horizon,
      ]);
      const own = slice(pick(all), [0, 0, 0], [-1, -1, horizon]);
      const level = reshape(pick(beside.level), [rows, count, 1]);
      const corrected = add(add(level, mul(sub(own, level), parameters['gain']!)), parameters['shift']!);
      const inOwn = beside.known ? add(corrected, fromKnown(parameters, beside.known, horizon)) : corrected;
      const point = add(mul(inOwn, perColumn(factors)), perColumn(offsets));
      if (outputs === 1) return reshape(point, [1, rows, count * horizon]);
      const spread = log(reshape(pick(beside.spread), [rows, count, 1]));
      // The point is fitted to its own loss alone: asking for an interval does not move it.
      const middle = stopGradient(point);
      const away = (end: number): Tensor => {
        const of = (name: string): Tensor => slice(parameters[name]!, [end, 0, 0], [1, -1, -1]);
        return softplus(add(of('width'), mul(spread, of('widthBySpread'))));
      };
      const each = [point, sub(middle, away(0)), add(middle, away(1))].map((one) =>
        reshape(one, [rows, count, horizon, 1]),
      );
      return reshape(concat(each, 3), [1, rows, count * horizon * 3]);
    },
  };
}

/** What is known ahead, row by row ahead through one small network: `[rows, columns, horizon]`. */
function fromKnown(parameters: Parameters, known: Tensor, horizon: number): Tensor {
  const [rows, , features] = known.shape as [number, number, number];
  const steps = reshape(slice(known, [0, 0, 0], [-1, horizon, -1]), [rows * horizon, features]);
  const hidden = relu(add(matMul(steps, parameters['known'] as Tensor2D), parameters['knownBias']!)) as Tensor2D;
  const out = matMul(hidden, parameters['knownOut'] as Tensor2D);
  return transpose(reshape(out, [rows, horizon, out.shape[1]!]), [0, 2, 1]);
}
