// The trunk for photos: pixels scaled by the training photos' own mean and deviation, then convolutions.

import { mul, reshape, reverse, sub, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ImageFeature } from '../data/features.ts';
import { createConvolutionTrunk } from './convolution.ts';
import type { ConvolutionOptions } from './convolution.ts';
import type { Trunk } from './trunk.ts';

const axes = { mirror: 2, flip: 1 } as const;

export function createImageTrunk(feature: ImageFeature, options: ConvolutionOptions): Trunk {
  const { height, width, channels, averaged = [] } = feature;
  const trunk = createConvolutionTrunk({ height, width, channels }, options, (inputs) =>
    scaled(inputs['image']!, feature),
  );
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

/**
 * Pixels `[rows, height * width * channels]` as deviations from the mean, `[rows, height, width, channels]`. A line of
 * pixels at a time: ONNX Runtime repeats one number a channel pixel by pixel, which took most of a small model's time
 * (one grey photo of 96 x 96: 0.54 ms against 0.20, one of 128 x 128 in colour: 0.65 against 0.30).
 */
function scaled(pixels: Tensor, { height, width, channels, mean, deviation }: ImageFeature): Tensor {
  const rows = pixels.shape[0]!;
  const line = (values: readonly number[]): Tensor =>
    tensor(
      Array.from({ length: width * channels }, (_, i) => values[i % channels]!),
      [1, width * channels],
      'float32',
    );
  const lines = reshape(pixels, [rows * height, width * channels]);
  const deviations = mul(sub(lines, line(mean)), line(deviation.map((value) => 1 / value)));
  return reshape(deviations, [rows, height, width, channels]);
}
