// Predictions over many rows, in batches of one fixed size: parameters enter as inputs, so one graph
// serves every epoch.

import { breathe } from '../base/breath.ts';
import type { EncodedInputs } from '../data/features.ts';
import { orderedBatches } from '../data/batches.ts';
import { sizeOf } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { BatchShapes, CompiledFunction, Executor, HostTensor } from '../runtime/executor.ts';
import { inputShapes, inputTensors } from './batch.ts';
import { infer } from './network.ts';
import type { Network } from './network.ts';

/** Rows a batch of evaluation at most, and numbers in its inputs and outputs (16 MB of them): photos and windows are large. */
const mostRows = 2048;
const mostNumbers = 4_000_000;
/** Convolutions lay out each photo many times over: a thousand of 64 x 64 pixels took 3 GB. */
const mostPhotos = 64;
const prefix = 'parameter/';

export interface Evaluator {
  /** One array a task, `[rows.length * outputSize]`, in the order of `rows`. @throws the signal's reason when cancelled */
  predict(parameters: HostArrays, rows: Uint32Array, signal?: AbortSignal): Promise<Float32Array[]>;
  dispose(): Promise<void>;
}

export async function createEvaluator(
  network: Network,
  inputs: EncodedInputs,
  parameters: HostArrays,
  rowCount: number,
  executor: Executor,
): Promise<Evaluator> {
  const most = inputs.image ? mostPhotos : mostRows;
  const size = Math.max(1, Math.min(most, rowCount, Math.floor(mostNumbers / numbersOfRow(network, inputs))));
  const shapes: BatchShapes = {
    ...inputShapes(inputs, size),
    ...Object.fromEntries(
      Object.entries(parameters).map(([name, { shape }]) => [prefix + name, { shape, dtype: 'float32' as const }]),
    ),
  };
  const compiled: CompiledFunction = await executor.compileFunction((tensors) => {
    const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
    return infer(
      network,
      Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])),
      tensors,
    );
  }, shapes);
  return {
    predict: async (current, rows, signal) => {
      const fed: Record<string, HostTensor> = Object.fromEntries(
        Object.entries(current).map(([name, array]) => [prefix + name, array]),
      );
      const results = network.heads.map((head) => new Float32Array(rows.length * head.outputSize));
      let done = 0;
      for (const batch of orderedBatches(rows, size)) {
        await breathe(signal);
        const outputs = await compiled.run({ ...fed, ...inputTensors(inputs, batch) });
        const wanted = Math.min(size, rows.length - done);
        network.heads.forEach((head, k) => {
          const values = outputs[head.task.id]!.data as Float32Array;
          results[k]!.set(values.subarray(0, wanted * head.outputSize), done * head.outputSize);
        });
        done += wanted;
      }
      return results;
    },
    dispose: () => compiled.dispose(),
  };
}

/** Numbers that one row is, read and put out. */
function numbersOfRow({ heads }: Network, inputs: EncodedInputs): number {
  const read = Object.values(inputShapes(inputs, 1)).reduce((total, { shape }) => total + sizeOf(shape), 0);
  return heads.reduce((total, { outputSize }) => total + outputSize, read);
}
