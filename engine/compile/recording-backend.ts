// A tfjs backend that writes kernels down instead of running them, and refuses to give values.
//
// It holds two kinds of data: values of the recording in progress, which exist only as graph nodes,
// and constants that arrived from the host or from another backend. Constants outlive the recording,
// because tfjs moves a tensor for good when a kernel of another backend touches it.

import {
  DataStorage,
  engine,
  findBackend,
  KernelBackend,
  registerBackend,
  registerKernel,
} from '@tensorflow/tfjs-core';
import type { BackendValues, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Builder } from './ir/build.ts';
import type { ConstantData, Dtype, Node, TensorType } from './ir/graph.ts';
import { kernels } from './kernels/index.ts';

export const recorderName = 'recorder';

type DataId = TensorInfo['dataId'];
type Entry =
  | { readonly kind: 'constant'; readonly data: ConstantData; readonly type: TensorType }
  | { readonly kind: 'recorded'; readonly node: Node; readonly build: Builder; readonly kernel: string };

/** Thrown when a model reads a tensor's value while its step is recorded. */
export class ReadWhileRecording extends Error {
  override readonly name = 'ReadWhileRecording';
  readonly kernel: string;

  constructor(kernel: string) {
    super(
      `A value of kernel "${kernel}" was read while recording. A step must be pure: keep it a tensor, or pass it in.`,
    );
    this.kernel = kernel;
  }
}

export class RecordingBackend extends KernelBackend {
  readonly #data: DataStorage<Entry>;
  #build: Builder | null = null;
  #constants = new Map<DataId, Node>();

  constructor() {
    super();
    this.#data = new DataStorage<Entry>(this, engine());
  }

  /** Directs everything recorded from here on into this graph; null ends the recording. */
  recordInto(build: Builder | null): void {
    this.#build = build;
    this.#constants = new Map();
  }

  /** A tensor that stands for this node of the graph being recorded. */
  tensorOf(node: Node, kernel: string): TensorInfo {
    const dataId = {};
    this.#data.set(dataId, { kind: 'recorded', node, build: this.building(), kernel });
    return { dataId, shape: [...node.shape], dtype: node.dtype };
  }

  /** The node that a tensor stands for; a constant becomes one where it is first used. */
  nodeOf({ dataId, shape }: TensorInfo): Node {
    const build = this.building();
    const entry = this.#data.get(dataId);
    if (entry.kind === 'recorded') {
      if (entry.build !== build)
        throw new Error(`A tensor of kernel "${entry.kernel}" was kept from an earlier recording.`);
      return entry.node;
    }
    const known = this.#constants.get(dataId) ?? build.constant(entry.data, { ...entry.type, shape });
    this.#constants.set(dataId, known);
    return known;
  }

  building(): Builder {
    if (this.#build === null) throw new Error('The recording backend is not recording: use another tfjs backend.');
    return this.#build;
  }

  override write(values: BackendValues | null, shape: number[], dtype: DataType): DataId {
    const dataId = {};
    this.move(dataId, values, shape, dtype);
    return dataId;
  }

  override move(dataId: DataId, values: BackendValues | null, shape: number[], dtype: DataType): void {
    const type = { dtype: recordable(dtype), shape: [...shape] };
    if (values === null) throw new Error('A tensor without values cannot be recorded.');
    this.#data.set(dataId, { kind: 'constant', data: compact(values as ConstantData), type });
  }

  override readSync(dataId: DataId): BackendValues {
    const entry = this.#data.get(dataId);
    if (entry.kind === 'recorded') throw new ReadWhileRecording(entry.kernel);
    if (this.#build !== null) throw new ReadWhileRecording('constant');
    const { data, type } = entry;
    const size = type.shape.reduce((product, extent) => product * extent, 1);
    return data.length === size ? data.slice() : new (data.constructor as Float32ArrayConstructor)(size).fill(data[0]!);
  }

  override async read(dataId: DataId): Promise<BackendValues> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: DataId): boolean {
    if (this.#data.has(dataId)) this.#data.delete(dataId);
    return true;
  }

  // Each result has its own identity, so nothing is shared and nothing needs counting.
  override refCount(): number {
    return 1;
  }
  override incRef(): void {}
  decRef(): void {}
  override numDataIds(): number {
    return this.#data.numDataIds();
  }
  override timerAvailable(): boolean {
    return false;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override dispose(): void {}
}

/** The one recording backend of the process, registered with tfjs on first use. */
export function recordingBackend(): RecordingBackend {
  const known = findBackend(recorderName);
  if (known instanceof RecordingBackend) return known;
  // Priority 0: tfjs must never pick it by itself.
  registerBackend(recorderName, () => new RecordingBackend(), 0);
  for (const { name, lower } of kernels) {
    registerKernel({
      kernelName: name,
      backendName: recorderName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const recorder = backend as RecordingBackend;
        const operands: Record<string, Node> = {};
        for (const [key, tensor] of Object.entries(inputs)) {
          // tfjs passes absent optional operands as null, and lists as objects with numbered keys.
          if (tensor !== null && tensor !== undefined) operands[key] = recorder.nodeOf(tensor as TensorInfo);
        }
        const result = lower(recorder.building(), operands, attrs ?? {});
        if ('op' in result) return recorder.tensorOf(result, name);
        return result.map((node) => recorder.tensorOf(node, name));
      },
    });
  }
  return findBackend(recorderName) as RecordingBackend;
}

function recordable(dtype: DataType): Dtype {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`Tensors of ${dtype} cannot be recorded; float32, int32 and bool can.`);
}

/** One element if all are equal (fills of the backward pass), else a copy: the owner may change his array. */
function compact(data: ConstantData): ConstantData {
  const first = data[0];
  const uniform = first !== undefined && data.every((value) => Object.is(value, first));
  return uniform ? data.slice(0, 1) : data.slice();
}
