// Runs a compiled step on ONNX Runtime: the CPU of any PC, or a GPU through WebGPU, DirectML or CUDA.
//
// The state lives in arrays of this process. Each step reads one set and writes another, prepared one,
// and the two change places: nothing is copied and nothing is allocated for it.

import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { compile, packState } from '../compile/index.ts';
import { blockSize } from './block-size.ts';
import { DeviceFailed } from './devices.ts';
import { copyState } from './eager.ts';
import type {
  BatchShapes,
  CompiledFunction,
  CompiledStep,
  Executor,
  HostState,
  HostTensor,
  TensorFunction,
} from './executor.ts';
import type { Lease, OnnxDevice } from './sessions.ts';
import { openSession } from './sessions.ts';
import type { Side, StateLayout } from './state-layout.ts';
import { layOut, openSide } from './state-layout.ts';
import {
  batchName,
  checkTensors,
  dtypeOf,
  flatten,
  metricName,
  nextName,
  shapesOf,
  stateName,
  typesOf,
} from './signature.ts';

export interface OnnxOptions {
  /** Threads within an operation; as many as the PC has cores unless stated. */
  readonly threads?: number;
}

export async function createOnnxExecutor(device: OnnxDevice, options: OnnxOptions = {}): Promise<Executor> {
  const { Tensor: OrtTensor } = await import('onnxruntime-node');
  const threads = options.threads ?? availableParallelism();
  const target = { block: device === 'cpu' ? await blockSize() : 0 };
  const tensorOf = ({ shape, data }: HostTensor): Tensor => new OrtTensor(dtypeOf(data), data, shape);

  return {
    device,
    compile: async (step, initial, shapes) => {
      const names = Object.keys(initial);
      const pairs = names.map((name) => ({ input: stateName(name), output: nextName(name) }));
      const { graph, packs } = packState(compile(flatten(step), typesOf(initial, shapes), target), pairs);
      const lease = await openSession(graph, device, threads);
      return stepOn(device, lease, initial, shapes, layOut(initial, packs), tensorOf);
    },
    compileFunction: async (run: TensorFunction, shapes: BatchShapes): Promise<CompiledFunction> => {
      const { session, release } = await openSession(compile(run, shapes, target), device, threads);
      return {
        run: async (inputs) => {
          checkTensors(inputs, shapes);
          const feeds = Object.fromEntries(Object.keys(shapes).map((name) => [name, tensorOf(inputs[name]!)]));
          return toHost(await runOn(device, session, feeds));
        },
        dispose: release,
      };
    },
  };
}

type Tensors = Record<string, Tensor>;

function stepOn(
  device: OnnxDevice,
  { session, release }: Lease,
  initial: HostState,
  shapes: BatchShapes,
  layout: StateLayout,
  tensorOf: (tensor: HostTensor) => Tensor,
): CompiledStep {
  const types = shapesOf(initial);
  const wanted = new Set(session.inputNames);
  const metrics = session.outputNames.filter((name) => name.startsWith(metricName('')));
  const open = (): Side => openSide(layout, wanted, tensorOf);
  let current = open();
  let next = open();
  current.write(initial);

  return {
    run: async (batch) => {
      checkTensors(batch, shapes);
      const feeds: Tensors = { ...current.feeds };
      for (const name of Object.keys(shapes)) feeds[batchName(name)] = tensorOf(batch[name]!);
      const fetches: Record<string, Tensor | null> = { ...next.fetches };
      for (const name of metrics) fetches[name] = null;
      const results = await runOn(device, session, feeds, fetches);
      [current, next] = [next, current];
      return toHost(results, metricName(''));
    },
    readState: async () => copyState(current.state),
    writeState: async (state) => {
      checkTensors(state, types);
      current.write(state);
    },
    dispose: release,
  };
}

async function runOn(
  device: OnnxDevice,
  session: InferenceSession,
  feeds: Tensors,
  fetches?: Record<string, Tensor | null>,
): Promise<InferenceSession.OnnxValueMapType> {
  try {
    return await (fetches ? session.run(feeds, fetches) : session.run(feeds));
  } catch (error) {
    throw new DeviceFailed(device, error);
  }
}

function toHost(results: InferenceSession.OnnxValueMapType, prefix = ''): HostState {
  const chosen = Object.entries(results).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(chosen.map(([name, value]) => [name.slice(prefix.length), hostOf(value as Tensor)]));
}

function hostOf({ dims, data }: Tensor): HostTensor {
  if (data instanceof Float32Array || data instanceof Int32Array) return { shape: dims, data };
  return { shape: dims, data: Int32Array.from(data as Uint8Array) };
}
