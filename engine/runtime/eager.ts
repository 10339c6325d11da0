// Runs a step with tfjs itself, kernel by kernel: on its own CPU backend this is the oracle of the
// tests, on TensorFlow's it is the CUDA path of those who installed it.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { enableProdMode, engine, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { DeviceFailed } from './devices.ts';
import type {
  BatchShapes,
  CompiledFunction,
  CompiledStep,
  Device,
  Executor,
  HostState,
  HostTensor,
  Step,
  TensorFunction,
} from './executor.ts';
import { checkTensors, dtypeOf, shapesOf } from './signature.ts';

// Keeps tfjs from advertising another package on standard error; its shape checks stay.
enableProdMode();

/** The oracle, or with another backend name the same on that tfjs backend. */
export function createEagerExecutor(device: Device = 'eager', backend = 'cpu'): Executor {
  /** One excursion to the backend: nothing of tfjs outlives it. */
  const visit = (
    inputs: readonly HostState[],
    work: (...tensors: Record<string, Tensor>[]) => readonly Record<string, Tensor>[],
  ): HostState[] => {
    const before = engine().backendName;
    void engine().setBackend(backend);
    try {
      let results: HostState[] = [];
      tidy(() => {
        results = work(...inputs.map(upload)).map(download);
      });
      return results;
    } catch (error) {
      throw device === 'eager' ? error : new DeviceFailed(device, error);
    } finally {
      if (before) void engine().setBackend(before);
    }
  };

  return {
    device,
    compile: async (step: Step, initial: HostState, shapes: BatchShapes): Promise<CompiledStep> => {
      let state = copyState(initial);
      return {
        run: async (batch) => {
          checkTensors(batch, shapes);
          const [next, metrics] = visit([state, batch], (stateTensors, batchTensors) => {
            const result = step(stateTensors!, batchTensors!);
            return [result.state, result.metrics];
          });
          state = next!;
          return metrics!;
        },
        readState: async () => copyState(state),
        writeState: async (replacement) => {
          checkTensors(replacement, shapesOf(initial));
          state = copyState(replacement);
        },
        dispose: async () => {},
      };
    },
    compileFunction: async (run: TensorFunction, shapes: BatchShapes): Promise<CompiledFunction> => ({
      run: async (inputs) => {
        checkTensors(inputs, shapes);
        return visit([inputs], (tensors) => [run(tensors!)])[0]!;
      },
      dispose: async () => {},
    }),
  };
}

export function copyState(state: HostState): HostState {
  return Object.fromEntries(
    Object.entries(state).map(([name, { shape, data }]) => [name, { shape: [...shape], data: data.slice() }]),
  );
}

function upload(tensors: HostState): Record<string, Tensor> {
  // tfjs's CPU backend keeps the array it is given, and some kernels write in place: hence the copy.
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, tensor(data.slice(), [...shape], dtypeOf(data))]),
  );
}

function download(tensors: Record<string, Tensor>): HostState {
  return Object.fromEntries(Object.entries(tensors).map(([name, value]) => [name, toHost(value)]));
}

function toHost(value: Tensor): HostTensor {
  const data = value.dataSync<'float32'>();
  return { shape: value.shape, data: value.dtype === 'float32' ? Float32Array.from(data) : Int32Array.from(data) };
}
