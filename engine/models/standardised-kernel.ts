// Kernels standardised in place of activations (Qiao et al. 2019; Brock et al. 2021, eq. 1): what each output reads has
// weights of mean 0 and a fixed length, so that signals neither grow nor vanish from layer to layer. Nothing depends on
// the batch or on the rest of the photo, so brightness and contrast of the photo itself remain in what the layers see.

import { add, mean, mul, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { HostArray } from './arrays.ts';

const epsilon = 1e-6;
/** Keeps the variance of ReLU's outputs (Brock et al. 2021, section 2). */
const reluGain = Math.sqrt(2 / (1 - 1 / Math.PI));

/** `[k, k, in, out]` to the same, before any learned gain. Pure tfjs. */
export function standardised(weight: Tensor): Tensor {
  const centred = sub(weight, mean(weight, [0, 1, 2], true));
  const variance = mean(square(centred), [0, 1, 2], true);
  return mul(centred, mul(rsqrt(add(variance, epsilon)), scaleOf(weight.shape)));
}

/** The same on the host, for a kernel that will lose inputs or outputs and must not change by that. */
export function standardisedArray({ shape, data }: HostArray): HostArray {
  const outputs = shape.at(-1)!;
  const reads = data.length / outputs;
  const result = new Float32Array(data.length);
  for (let output = 0; output < outputs; output++) {
    let [sum, squares] = [0, 0];
    for (let at = output; at < data.length; at += outputs) sum += data[at]!;
    const center = sum / reads;
    for (let at = output; at < data.length; at += outputs) squares += (data[at]! - center) ** 2;
    const scale = scaleOf(shape) / Math.sqrt(squares / reads + epsilon);
    for (let at = output; at < data.length; at += outputs) result[at] = (data[at]! - center) * scale;
  }
  return { shape, data: result };
}

function scaleOf(shape: readonly number[]): number {
  const reads = shape.slice(0, -1).reduce((product, side) => product * side, 1);
  return reluGain / Math.sqrt(reads);
}
