// Pictures in another size, and mirrored edges.

import type {
  MirrorPadAttrs,
  MirrorPadInputs,
  ResizeBilinearAttrs,
  ResizeBilinearGradAttrs,
  ResizeBilinearGradInputs,
  ResizeBilinearInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';
import { kernel, reshape } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { product } from './windows.ts';

type Four = readonly [number, number, number, number];

export const resizes: readonly Kernel[] = [
  kernel<ResizeBilinearInputs, ResizeBilinearAttrs>('ResizeBilinear', (build, { images }, attributes) => {
    const [batch, height, width, channels] = images.shape as Four;
    const [newHeight, newWidth] = attributes.size;
    const tall = product(
      build,
      mixing(build, height, newHeight, attributes),
      reshape(build, images, [batch, height, width * channels]),
    );
    const rows = reshape(build, tall, [batch * newHeight, width, channels]);
    const wide = product(build, mixing(build, width, newWidth, attributes), rows);
    return reshape(build, wide, [batch, newHeight, newWidth, channels]);
  }),
  kernel<ResizeBilinearGradInputs, ResizeBilinearGradAttrs>(
    'ResizeBilinearGrad',
    (build, { images, dy }, attributes) => {
      const [batch, height, width, channels] = images.shape as Four;
      const [, newHeight, newWidth] = dy.shape as Four;
      // tfjs's gradient knows no half pixels.
      const places = { alignCorners: attributes.alignCorners, halfPixelCenters: false };
      const rows = reshape(build, dy, [batch * newHeight, newWidth, channels]);
      const narrow = product(build, mixing(build, width, newWidth, places, true), rows);
      const tall = reshape(build, narrow, [batch, newHeight, width * channels]);
      const low = product(build, mixing(build, height, newHeight, places, true), tall);
      return reshape(build, low, [batch, height, width, channels]);
    },
  ),
  kernel<MirrorPadInputs, MirrorPadAttrs>('MirrorPad', (build, { x }, { paddings, mode }) =>
    paddings.reduce((value, [before, after], axis) => {
      if (before === 0 && after === 0) return value;
      const extent = x.shape[axis]!;
      // 'reflect' turns at the middle of the outermost element, 'symmetric' behind it.
      const turn = mode === 'reflect' ? 0 : 1;
      const source = (at: number): number => {
        if (at < 0) return -at - turn;
        return at < extent ? at : 2 * (extent - 1) - at + turn;
      };
      const places = Int32Array.from({ length: before + extent + after }, (_, i) => source(i - before));
      const index = build.constant(places, { dtype: 'int32', shape: [places.length] });
      return build.add('gather', [value, index], { axis });
    }, x),
  ),
];

/** The matrix `[to, from]` that mixes neighbouring lines; turned, `[from, to]`. */
function mixing(
  build: Builder,
  from: number,
  to: number,
  { alignCorners, halfPixelCenters }: { readonly alignCorners: boolean; readonly halfPixelCenters: boolean },
  turned = false,
): Node {
  const ends = alignCorners && to > 1 ? 1 : 0;
  const ratio = (from - ends) / (to - ends);
  const data = new Float32Array(to * from);
  const put = (line: number, source: number, share: number): void => {
    const at = turned ? source * to + line : line * from + source;
    data[at] = data[at]! + share;
  };
  for (let line = 0; line < to; line++) {
    const place = halfPixelCenters ? ratio * (line + 0.5) - 0.5 : ratio * line;
    const low = Math.max(0, Math.floor(place));
    const share = place - low;
    put(line, low, 1 - share);
    put(line, Math.min(from - 1, Math.ceil(place)), share);
  }
  return build.constant(data, { dtype: 'float32', shape: turned ? [from, to] : [to, from] });
}
