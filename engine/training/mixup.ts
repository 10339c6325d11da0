// Mixup of photos (Zhang et al. 2018, eq. 1 and 2): a batch is blended with the same rows in another order, and every
// task's loss is the blend of its losses for the labels of both. What comes after the losses does not know about it.

import { add, mul, sub, unstack } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { drawBeta } from '../base/beta.ts';
import { permutation } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import type { EncodedInputs } from '../data/features.ts';
import { blendPhotos } from '../data/pixels.ts';
import type { Batch, BatchShapes, HostTensor } from '../runtime/executor.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { labelTensors } from './batch.ts';
import { labelsIn } from './network.ts';

/**
 * Alpha of the blends of a training; 0 = none. Photos are blended only where they are all that the model reads and no
 * training row lacks its photo: words cannot be blended, and half a photo is none. Nor where rows are drawn by task:
 * a row's partner would have the labels of another task.
 */
export function mixupFor(inputs: EncodedInputs, training: Uint32Array, drawnByTask: boolean): number {
  const { image, series, numeric, categorical } = inputs;
  const mixup = image?.mixup;
  if (!mixup || series || numeric.length + categorical.length > 0 || drawnByTask) return 0;
  return training.every((row) => mixup.hasPhoto(row)) ? mixup.alpha : 0;
}

/** The same inputs, never blended. */
export function withoutMixup(inputs: EncodedInputs): EncodedInputs {
  return inputs.image ? { ...inputs, image: { ...inputs.image, mixup: null } } : inputs;
}

/** What a step with mixup reads besides: labels of the partners, `[K, rows]`, and `lambda`, the share of the row itself. */
export function mixupShapes(taskCount: number, rows: number): BatchShapes {
  const shape = { shape: [taskCount, rows], dtype: 'float32' as const };
  return { labelsB: shape, presentB: shape, lambda: { shape: [], dtype: 'float32' } };
}

/** The batch `rows` with its `image` blended, and the inputs of `mixupShapes`; one partner a row, one lambda for all. */
export function mixupTensors(
  image: HostTensor,
  targets: readonly TaskTargets[],
  rows: Uint32Array,
  alpha: number,
  rng: Rng,
): Record<string, HostTensor> {
  const lambda = Math.fround(drawBeta(alpha, alpha, rng));
  const partners = permutation(rows.length, rng);
  const { labels, present } = labelTensors(
    targets,
    partners.map((place) => rows[place]!),
  );
  return {
    image: { shape: image.shape, data: blendPhotos(image.data as Float32Array, partners, lambda) },
    labelsB: labels!,
    presentB: present!,
    lambda: { shape: [], data: Float32Array.of(lambda) },
  };
}

/** Labels of each task and where they are present. */
type Loss<T> = (labels: readonly Tensor[], present: readonly Tensor1D[]) => T;

/** Makes a loss of labels that of this batch: lambda * loss(own labels) + (1 - lambda) * loss(the partners'). Pure tfjs. */
export function lossesOn(batch: Batch): <T extends Tensor>(loss: Loss<T>) => T {
  const labels = labelsIn(batch);
  const present = unstack(batch['present'] as Tensor2D) as Tensor1D[];
  const lambda = batch['lambda'] as Scalar | undefined;
  if (!lambda) return (loss) => loss(labels, present);
  const labelsB = unstack(batch['labelsB'] as Tensor2D);
  const presentB = unstack(batch['presentB'] as Tensor2D) as Tensor1D[];
  return (loss) => add(mul(lambda, loss(labels, present)), mul(sub(1, lambda), loss(labelsB, presentB)));
}
