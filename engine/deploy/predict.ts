// A trained model over many rows: the function that is delivered, recorded for a batch instead of for one part.

import { breathe } from '../base/breath.ts';
import { orderedBatches } from '../data/batches.ts';
import type { EncodedInputs } from '../data/features.ts';
import { sizeOf } from '../models/arrays.ts';
import type { BatchShapes, Executor, HostTensor } from '../runtime/index.ts';
import { openExportedModel } from '../runtime/index.ts';
import { inputTensors } from '../training/batch.ts';
import type { TrainedModel } from '../training/model.ts';
import { shapesOf } from './export.ts';
import { prunedModel } from './prune.ts';

/** Rows of a batch at most, and numbers read and put out (16 MB of them). */
const mostRows = 2048;
const mostNumbers = 4_000_000;
/** Convolutions lay out each photo many times over. */
const mostPhotos = 64;
/** Rows that the delivered file judges one by one, to be compared with the batch. */
const comparedRows = 8;

export interface Predictor {
  /** By task id `[rows.length * outputSize]`, in the order of `rows`. @throws the signal's reason when cancelled */
  predict(inputs: EncodedInputs, rows: Uint32Array, signal?: AbortSignal): Promise<Record<string, Float32Array>>;
  dispose(): Promise<void>;
}

/** @param rowCount rows there are to judge: a batch is no larger */
export async function openPredictor(model: TrainedModel, rowCount: number, executor: Executor): Promise<Predictor> {
  const delivered = prunedModel(model);
  const { heads, plan } = delivered;
  const one = shapesOf(delivered, 1);
  const numbers = Object.values(one).reduce((total, { shape }) => total + sizeOf(shape), 0);
  const width = heads.reduce((total, { outputSize }) => total + outputSize, numbers);
  const most = plan.image ? mostPhotos : mostRows;
  const size = Math.max(1, Math.min(most, rowCount, Math.floor(mostNumbers / Math.max(1, width))));
  const shapes: BatchShapes = shapesOf(delivered, size);
  const compiled = await executor.compileFunction(delivered.infer, shapes);
  return {
    async predict(inputs, rows, signal) {
      const results = Object.fromEntries(
        heads.map(({ task, outputSize }) => [task.id, new Float32Array(rows.length * outputSize)]),
      );
      let done = 0;
      for (const batch of orderedBatches(rows, size)) {
        await breathe(signal);
        const outputs = await compiled.run(fedOnly(inputTensors(inputs, batch), shapes));
        const wanted = Math.min(size, rows.length - done);
        for (const { task, outputSize } of heads) {
          const values = outputs[task.id]!.data as Float32Array;
          results[task.id]!.set(values.subarray(0, wanted * outputSize), done * outputSize);
        }
        done += wanted;
      }
      return results;
    },
    dispose: () => compiled.dispose(),
  };
}

/**
 * The largest difference between these predictions and what the delivered file says of the first rows, one part at a
 * time; of answers above 1 as a share of them.
 */
export async function differenceFromDelivered(
  onnx: Uint8Array,
  model: Pick<TrainedModel, 'plan' | 'heads'>,
  inputs: EncodedInputs,
  rows: Uint32Array,
  predicted: Readonly<Record<string, Float32Array>>,
): Promise<number> {
  const file = await openExportedModel(onnx);
  const shapes = shapesOf(model, 1);
  let largest = 0;
  try {
    for (const [place, row] of rows.subarray(0, comparedRows).entries()) {
      const answers = await file.run(fedOnly(inputTensors(inputs, Uint32Array.of(row)), shapes));
      for (const { task, outputSize } of model.heads) {
        (answers[task.id]!.data as Float32Array).forEach((value, i) => {
          const other = predicted[task.id]![place * outputSize + i]!;
          if (!Number.isFinite(value) && !Number.isFinite(other)) return;
          largest = Math.max(largest, Math.abs(value - other) / Math.max(1, Math.abs(value)));
        });
      }
    }
  } finally {
    await file.dispose();
  }
  return largest;
}

function fedOnly(tensors: Record<string, HostTensor>, shapes: BatchShapes): Record<string, HostTensor> {
  return Object.fromEntries(Object.keys(shapes).map((name) => [name, tensors[name]!]));
}
