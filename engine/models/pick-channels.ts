// Some channels of feature maps, in another order. They are picked with channels first, where each lies in one piece:
// ONNX Runtime copies a channel behind the others number by number, which took three times as long as the convolution
// that followed, and its own convolutions want channels first anyway.

import { gather, tensor1d, transpose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** `[rows, height, width, channels]` to the same with these channels, in this order. Pure tfjs. */
export function pickChannels(maps: Tensor, places: readonly number[]): Tensor {
  const asTheyAre = places.length === maps.shape[3] && places.every((place, i) => place === i);
  if (asTheyAre) return maps;
  const first = transpose(maps, [0, 3, 1, 2]);
  return transpose(gather(first, tensor1d(Int32Array.from(places), 'int32'), 1), [0, 2, 3, 1]);
}
