// A model that brings the channels of two pixels into blocks and nothing else. The order in which they come back tells
// how large the blocks of this machine are.

import { emitOnnx } from './emit/onnx-model.ts';
import { createBuilder } from './ir/build.ts';

/** Channels of each of the two pixels of `x`, `[1, 1, 2, channels]`. */
export const probeChannels = 64;

/** `y` holds the same numbers in their new order. Opens only where the device has blocked convolutions. */
export function blockProbe(): Uint8Array {
  const build = createBuilder();
  const x = build.input('x', { dtype: 'float32', shape: [1, 1, 2, probeChannels] });
  // Any size does here: it changes how the result is read, not how it lies in memory.
  const y = build.add('block', [x], { axis: 3, size: 8 });
  return emitOnnx({ nodes: build.nodes, outputs: [{ name: 'y', id: y.id }] });
}

/** The size of the blocks, from `y` where channel c of pixel p was 2c + p; 0 if it is none that is known. */
export function blockSizeFrom(y: ArrayLike<number>): number {
  // The first channel of the second pixel follows the first block of the first pixel.
  const size = Array.from(y).indexOf(1);
  return size === 8 || size === 16 ? size : 0;
}
