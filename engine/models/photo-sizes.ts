// Sizes of the trunk for photos of a few dozen to a hundred pixels a side.

import type { Capacity } from '../contract/recipes.ts';
import type { ConvolutionOptions } from './convolution.ts';

export const photos = {
  small: { stages: [16, 32, 64], depth: 0, excitation: false, grid: 4, width: 64 },
  medium: { stages: [16, 32, 64, 128], depth: [0, 0, 1, 1], excitation: false, grid: 2, width: 128 },
  large: { stages: [32, 64, 128, 192], depth: [0, 1, 1, 1], excitation: false, grid: 2, width: 192 },
} as const satisfies Record<Capacity, ConvolutionOptions>;
