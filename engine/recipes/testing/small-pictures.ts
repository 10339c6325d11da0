// A small gated network for pictures of 9 x 9 for tests: residual layers with squeeze-excitation.

import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createRng } from '../../base/rng.ts';
import { createConvolutionTrunk } from '../../models/convolution.ts';
import type { ConvolutionOptions } from '../../models/convolution.ts';
import type { Trunk } from '../../models/trunk.ts';
import { gatedOn } from './small-gated.ts';
import type { SmallGated } from './small-gated.ts';

const side = 9;
const rows = 5;
const options: ConvolutionOptions = { stages: [8, 12], depth: 1, excitation: true, grid: 2, width: 10 };

export const pictureTrunk = (change: Partial<ConvolutionOptions> = {}): Trunk =>
  createConvolutionTrunk(
    { height: side, width: side, channels: 2 },
    { ...options, ...change },
    (inputs) => inputs['image']!,
  );

/** Five chance pictures. */
export function chancePictures(): Record<string, Tensor> {
  const rng = createRng(8);
  const size = side * side * 2;
  return {
    image: tensor(
      Float32Array.from({ length: rows * size }, () => rng.next()),
      [rows, size],
    ),
  };
}

/** Every branch with values of its own, so that nothing agrees by chance. */
export function gatedPictures(taskCount: number, change: Partial<ConvolutionOptions> = {}, seed = 1): SmallGated {
  return gatedOn(pictureTrunk(change), taskCount, 0.2, seed);
}
