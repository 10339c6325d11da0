// What columns that are known only up to now say of those that are forecast, added to a forecast that does without.
// A delay is the same however far ahead one looks (a filter over time, Box and Jenkins 1970); where things stand now
// says something else of every row ahead (a few numbers of all windows and levels, each with its own course).

import { add, concat, matMul, mul, ones, pad, reshape, slice, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import { filled, uniform } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import { companionsOf } from './series-window.ts';
import type { WindowShape } from './series-window.ts';
import type { Cost, Parameters } from './trunk.ts';

/** Numbers that all windows and levels of companions are summed up in. */
const summary = 16;
/**
 * First value of one of the two numbers whose product a filter's weight is; the other is zero. A product learns the
 * slower the smaller it is, so that hundreds of lags that say nothing stay where they are, as in a lasso (Hoff 2017).
 */
const trust = 0.1;

/** Names of what reads companions: these parameters rest while a training begins. */
export const companionNames = ['companionKernel', 'companionLags', 'companionTrust', 'companionIn', 'companionOut'];

/** Filters and courses start at zero, so that nothing is added; none of them without companions. */
export function startCompanions(shape: WindowShape, columns: number, horizon: number, rng: Rng): HostArrays {
  const { companions, lookback } = shape;
  if (companions === 0) return {};
  const reads = companions * (lookback + 1);
  return {
    companionLags: filled([companions * columns, lookback], 0),
    companionTrust: filled([companions * columns, lookback], trust),
    companionIn: uniform([reads, summary], Math.sqrt(1 / reads), rng.fork('companions')),
    companionOut: filled([summary, columns * horizon], 0),
  };
}

/** Operations for one row as in the exported model, where each filter is a matrix. */
export function companionCost({ companions, lookback }: WindowShape, columns: number, horizon: number): Cost {
  const reads = companions * (lookback + 1);
  const courses = summary * columns * horizon;
  return companions === 0
    ? { operations: 0, parameters: 0 }
    : {
        operations: companions * lookback * columns * horizon + reads * summary + courses,
        parameters: 2 * companions * lookback * columns + reads * summary + courses,
      };
}

/**
 * `own` `[rows, columns, horizon]`, in training deviations, and what the companions add to it. Pure tfjs.
 * @param values `[rows, n]` that begin with all windows and end in what stands beside them
 */
export function withCompanions(own: Tensor, shape: WindowShape, parameters: Parameters, values: Tensor): Tensor {
  const { companions, lookback } = shape;
  if (companions === 0) return own;
  const [rows, columns, horizon] = own.shape as [number, number, number];
  const { windows, level, spread } = companionsOf(shape, values);
  // In training deviations around the window's mean: a delayed copy is then one filter, whatever the window's spread.
  const moves = reshape(mul(windows, reshape(spread, [rows, companions, 1])), [rows, companions * lookback]);
  const lags = mul(parameters['companionLags']!, parameters['companionTrust']!);
  const now = matMul(concat([moves, level], 1) as Tensor2D, parameters['companionIn'] as Tensor2D);
  const told = add(
    matMul(moves as Tensor2D, filterMatrix(lags, companions, horizon)),
    matMul(now, parameters['companionOut'] as Tensor2D),
  );
  return add(own, reshape(told, [rows, columns, horizon]));
}

/**
 * Filters `[companions * columns, lookback]`, by lag from 1, as one map `[companions * lookback, columns * horizon]`: the
 * value at place i of a window (the last: lookback - 1) is lag lookback - i + h rows behind the row h + 1 ahead; lags
 * beyond the lookback count as 0.
 */
export function filterMatrix(lags: Tensor, companions: number, horizon: number): Tensor2D {
  const [filters, lookback] = lags.shape as [number, number];
  const size = lookback + horizon;
  const padded = reshape(
    pad(lags as Tensor2D, [
      [0, 0],
      [0, horizon],
    ]),
    [filters, 1, size],
  );
  // The same row again and again, read in rows one shorter: each then begins one place earlier than the one before.
  const again = reshape(mul(padded, ones([1, lookback, 1])), [filters, lookback * size]);
  const shifted = reshape(slice(again, [0, lookback - 1], [-1, lookback * (size - 1)]), [filters, lookback, size - 1]);
  const columns = filters / companions;
  const each = reshape(slice(shifted, [0, 0, 0], [-1, -1, horizon]), [companions, columns, lookback, horizon]);
  return reshape(transpose(each, [0, 2, 1, 3]), [companions * lookback, columns * horizon]);
}
