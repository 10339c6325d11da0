// A moving average over a window whose ends are repeated beyond it, and its transpose: what a map of the average is
// as a map of the window itself. By sums of powers of two of neighbours, so that no matrix is needed.

import { add, concat, matMul, mul, pad, slice, tensor2d, zeros } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Rows that the moving average takes together: odd, about one season. */
export function averagedRows(season: number | null, lookback: number): number {
  const odd = 2 * Math.floor((season ?? 24) / 2) + 1;
  return Math.max(1, Math.min(odd, 2 * Math.ceil(lookback / 2) - 1));
}

/**
 * A' M for a map M `[lookback, outputs]` of the average A x over `width` rows (odd, at most `lookback`): x' A' M. Pure tfjs.
 * Row k gathers 1 / width of every row of M no more than half a width away; the first and last row also what the
 * repeated ends stand for.
 */
export function throughAverage(map: Tensor2D, width: number): Tensor2D {
  const [lookback, outputs] = map.shape;
  const half = (width - 1) / 2;
  if (half === 0) return map;
  const padded = pad(map, [
    [half, half],
    [0, 0],
  ]);
  // Rows 0 to half - 1 reach beyond the start by half to 1 rows; at the end it is the mirror image.
  const beyond = Array.from({ length: half }, (_, row) => (half - row) / width);
  const first = matMul(tensor2d([beyond]), slice(map, [0, 0], [half, outputs]));
  const last = matMul(tensor2d([beyond.toReversed()]), slice(map, [lookback - half, 0], [half, outputs]));
  const ends = concat([first, zeros([lookback - 2, outputs]) as Tensor2D, last], 0);
  return add(mul(neighbourSums(padded, width, lookback), 1 / width), ends);
}

/** Sums of `width` rows from each of the first `count` on: `[count, outputs]`. */
function neighbourSums(rows: Tensor2D, width: number, count: number): Tensor2D {
  let sums = rows; // of `size` rows from each
  let done = 0;
  let total: Tensor2D | null = null;
  for (let size = 1; size <= width; size *= 2) {
    if (width & size) {
      const part = slice(sums, [done, 0], [count, -1]);
      total = total ? add(total, part) : part;
      done += size;
    }
    const left = sums.shape[0] - size;
    if (2 * size <= width) sums = add(slice(sums, [0, 0], [left, -1]), slice(sums, [size, 0], [left, -1]));
  }
  return total!;
}
