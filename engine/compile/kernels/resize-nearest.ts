// Pictures in another size, each pixel a copy of the nearest: gathered; back, by products that add the copies up.

import type {
  ResizeNearestNeighborAttrs,
  ResizeNearestNeighborGradAttrs,
  ResizeNearestNeighborGradInputs,
  ResizeNearestNeighborInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';
import { kernel, reshape } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { product } from './windows.ts';

type Four = readonly [number, number, number, number];

export const nearestResizes: readonly Kernel[] = [
  kernel<ResizeNearestNeighborInputs, ResizeNearestNeighborAttrs>(
    'ResizeNearestNeighbor',
    (build, { images }, { size, alignCorners, halfPixelCenters }) =>
      size.reduce((value, extent, at) => {
        const sources = nearest(images.shape[at + 1]!, extent, alignCorners, halfPixelCenters);
        const index = build.constant(Int32Array.from(sources), { dtype: 'int32', shape: [extent] });
        return build.add('gather', [value, index], { axis: at + 1 });
      }, images),
  ),
  kernel<ResizeNearestNeighborGradInputs, ResizeNearestNeighborGradAttrs>(
    'ResizeNearestNeighborGrad',
    (build, { images, dy }, { alignCorners }) => {
      const [batch, height, width, channels] = images.shape as Four;
      const [, newHeight, newWidth] = dy.shape as Four;
      const rows = reshape(build, dy, [batch * newHeight, newWidth, channels]);
      const narrow = product(build, copies(build, width, newWidth, alignCorners), rows);
      const tall = reshape(build, narrow, [batch, newHeight, width * channels]);
      const low = product(build, copies(build, height, newHeight, alignCorners), tall);
      return reshape(build, low, [batch, height, width, channels]);
    },
  ),
];

/** For each new line the old one that it copies, as tfjs rounds. */
function nearest(from: number, to: number, alignCorners: boolean, halfPixels: boolean): number[] {
  const ends = alignCorners && to > 1 ? 1 : 0;
  const ratio = (from - ends) / (to - ends);
  return Array.from({ length: to }, (_, line) => {
    const place = ratio * (halfPixels ? line + 0.5 : line);
    return Math.max(0, Math.min(from - 1, alignCorners ? Math.round(place) : Math.floor(place)));
  });
}

/** The matrix `[from, to]` with a one where an old line was copied. tfjs's gradient knows no half pixels. */
function copies(build: Builder, from: number, to: number, alignCorners: boolean): Node {
  const data = new Float32Array(from * to);
  for (const [line, source] of nearest(from, to, alignCorners, false).entries()) data[source * to + line] = 1;
  return build.constant(data, { dtype: 'float32', shape: [from, to] });
}
