// Runs a function of tensors under the recording backend and returns what it did as a graph.

// tfjs-core registers neither by itself; without them gradients are missing and `x.add(y)` does not exist.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { enableProdMode, engine, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createBuilder } from './ir/build.ts';
import type { Dtype, Graph } from './ir/graph.ts';
import { recorderName, recordingBackend } from './recording-backend.ts';

// Keeps tfjs from advertising another package on standard error; its shape checks stay.
enableProdMode();

/** Shapes and types by input name. The order of the names is the order of the graph's inputs. */
export type InputTypes = Readonly<Record<string, { readonly shape: readonly number[]; readonly dtype: Dtype }>>;

/** A function of named tensors. Pure: it reads no value and keeps no tensor. */
export type Recordable = (inputs: Record<string, Tensor>) => Record<string, Tensor>;

/**
 * Records `run`, gradients taken inside it included. Tensors that it closes over become constants.
 * The same function and types give the same graph, node for node.
 *
 * @throws ReadWhileRecording if the function reads a value.
 */
export function record(run: Recordable, inputs: InputTypes): Graph {
  const recorder = recordingBackend();
  const before = engine().backendName;
  const build = createBuilder();
  useBackend(recorderName);
  recorder.recordInto(build);
  try {
    let outputs: Graph['outputs'] = [];
    tidy(() => {
      const tensors: Record<string, Tensor> = {};
      for (const [name, { dtype, shape }] of Object.entries(inputs)) {
        const input = build.input(name, { dtype, shape: [...shape] });
        tensors[name] = engine().makeTensorFromTensorInfo(recorder.tensorOf(input, 'input'));
      }
      outputs = Object.entries(run(tensors)).map(([name, tensor]) => ({ name, id: recorder.nodeOf(tensor).id }));
    });
    return { nodes: build.nodes, outputs };
  } finally {
    recorder.recordInto(null);
    if (before) useBackend(before);
  }
}

/** tfjs returns a promise, but a backend that was created without one is in place when the call returns. */
function useBackend(name: string): void {
  void engine().setBackend(name);
  if (engine().backendName !== name) throw new Error(`The tfjs backend "${name}" is not ready.`);
}
