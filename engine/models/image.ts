// The trunk for photos: pixels scaled by the training photos' own mean and deviation, then convolutions.

import { mul, reshape, sub, tensor } from '@tensorflow/tfjs-core';
import type { ImageFeature } from '../data/features.ts';
import { createConvolutionTrunk } from './convolution.ts';
import type { ConvolutionOptions } from './convolution.ts';
import type { Trunk } from './trunk.ts';

export function createImageTrunk(feature: ImageFeature, options: ConvolutionOptions): Trunk {
  const { height, width, channels, mean, deviation } = feature;
  return createConvolutionTrunk({ height, width, channels }, options, (inputs) => {
    const pixels = inputs['image']!;
    const shaped = reshape(pixels, [pixels.shape[0]!, height, width, channels]);
    const row = (values: readonly number[]) => tensor([...values], [1, 1, 1, channels], 'float32');
    return mul(sub(shaped, row(mean)), row(deviation.map((value) => 1 / value)));
  });
}
