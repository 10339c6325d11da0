// The ends of a forecast's interval: so far below and above the point that they can never cross it, as far as the row
// ahead, the window's own spread and what is known of the hour ahead say. The point is not moved by them.

import { add, log, matMul, mul, reshape, slice, softplus, sub, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { filled } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import { stopGradient } from './stop-gradient.ts';
import type { Parameters } from './trunk.ts';

/** softplus(-0.4) is about 0.51: interval ends start half a deviation away. */
const startWidth = -0.4;

/**
 * A width is softplus of its numbers times this. AdamW moves a number by about the learning rate a step, however steep
 * the slope: with a factor of 1 the few hundred steps of a training on series end long before an interval has shrunk to
 * a small noise. Sines with noise of a tenth (known): intervals 0.91 wide held all values, with 10 they are 0.265 wide
 * (2 x 1.2816 x 0.1 = 0.256 is right) and hold 81 % of the values at 80 %.
 */
const haste = 10;

/** @param hidden numbers made of what is known ahead; 0 = nothing is known */
export function startEnds(columns: number, horizon: number, hidden: number): HostArrays {
  return {
    width: filled([2, columns, horizon], startWidth / haste),
    widthBySpread: filled([2, columns, 1], 0),
    ...(hidden > 0 ? { widthByKnown: filled([hidden, 2 * columns], 0) } : {}),
  };
}

/**
 * Lower and upper end, `[rows, columns, horizon]` each, in the deviations of `point`.
 * @param spread of each window, `[rows, columns, 1]`
 * @param hidden `[rows * horizon, hidden]` from what is known ahead; null = nothing is. Pure tfjs.
 */
export function endsAround(parameters: Parameters, point: Tensor, spread: Tensor, hidden: Tensor | null): Tensor[] {
  const [rows, columns, horizon] = point.shape as [number, number, number];
  const byWindow = log(spread);
  const byKnown = hidden ? aheadOf(stopGradient(hidden), parameters['widthByKnown']!, rows) : null;
  const away = (end: number): Tensor => {
    const own = (name: string): Tensor => slice(parameters[name]!, [end, 0, 0], [1, -1, -1]);
    const still = add(own('width'), mul(byWindow, own('widthBySpread')));
    const numbers = byKnown ? add(still, slice(byKnown, [0, end * columns, 0], [-1, columns, horizon])) : still;
    return softplus(mul(numbers, haste));
  };
  const middle = stopGradient(point);
  return [sub(middle, away(0)), add(middle, away(1))];
}

/** Of every row ahead a linear map of what is known of it: `[rows, outputs, horizon]` from `[rows * horizon, hidden]`. */
export function aheadOf(hidden: Tensor, map: Tensor, rows: number): Tensor {
  const outputs = map.shape[1]!;
  const out = matMul(hidden as Tensor2D, map as Tensor2D);
  return transpose(reshape(out, [rows, out.shape[0]! / rows, outputs]), [0, 2, 1]);
}
