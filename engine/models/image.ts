// The trunk for photos: pixels scaled by the training photos' own mean and deviation, then convolutions.

import { mul, reshape, reverse, sub, tensor } from '@tensorflow/tfjs-core';
import type { ImageFeature } from '../data/features.ts';
import { createConvolutionTrunk } from './convolution.ts';
import type { ConvolutionOptions } from './convolution.ts';
import type { Trunk } from './trunk.ts';

const axes = { mirror: 2, flip: 1 } as const;

export function createImageTrunk(feature: ImageFeature, options: ConvolutionOptions): Trunk {
  const { height, width, channels, mean, deviation, averaged = [] } = feature;
  const trunk = createConvolutionTrunk({ height, width, channels }, options, (inputs) => {
    const pixels = inputs['image']!;
    const shaped = reshape(pixels, [pixels.shape[0]!, height, width, channels]);
    const row = (values: readonly number[]) => tensor([...values], [1, 1, 1, channels], 'float32');
    return mul(sub(shaped, row(mean)), row(deviation.map((value) => 1 / value)));
  });
  if (averaged.length === 0) return trunk;
  return {
    ...trunk,
    // Every exchange doubles the ways, as it is and exchanged, and the cost. On steel (12 passes, 540 photos) both together
    // gave 99.1 for 98.9 % right, 2 % less error in counts and none less in areas: only for who asks for it.
    views: (prepared) =>
      averaged.reduce(
        (views, exchange) => [
          ...views,
          ...views.map((view) => ({ ...view, columns: reverse(view.columns, axes[exchange]) })),
        ],
        [prepared],
      ),
  };
}
