// What runs a step. A step is a pure tfjs function; its state lives in the executor between runs.

import type { Tensor } from '@tensorflow/tfjs-core';

/** Parameters, optimiser moments, method variables: named tensors. */
export type State = Record<string, Tensor>;
/** What changes from run to run: inputs, targets, masks, learning rate, noise. Named tensors. */
export type Batch = Record<string, Tensor>;

/**
 * One training step as a pure function: no value is read inside, and randomness, learning rate and
 * masks arrive in the batch. The new state has the names and shapes of the old one.
 */
export type Step = (state: State, batch: Batch) => { state: State; metrics: Record<string, Tensor> };

/** A function without state, for inference. */
export type TensorFunction = (inputs: Batch) => Record<string, Tensor>;

/** An array as it enters or leaves an executor; float32 unless stated. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}
export type HostState = Record<string, HostTensor>;

/** Shapes and types that a batch always has: graphs are static. */
export type BatchShapes = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly dtype: 'float32' | 'int32' }>
>;

export const devices = ['cpu', 'webgpu', 'directml', 'cuda', 'tensorflow', 'eager'] as const;
/** `eager` is tfjs on its own CPU backend: slow, the oracle of the tests. */
export type Device = (typeof devices)[number];

export interface Executor {
  readonly device: Device;
  /** Records (or keeps) the step and loads the first state. Same step, state and shapes: bit-equal runs. */
  compile(step: Step, state: HostState, shapes: BatchShapes): Promise<CompiledStep>;
  /** The same for a function without state; `constants` are baked in (parameters at inference). */
  compileFunction(run: TensorFunction, shapes: BatchShapes): Promise<CompiledFunction>;
}

export interface CompiledStep {
  /** One step on this batch. Returns the metrics. */
  run(batch: Record<string, HostTensor>): Promise<Record<string, HostTensor>>;
  /** A copy of the state, for checkpoints. */
  readState(): Promise<HostState>;
  /** Replaces the whole state: resume, best-epoch restore, population copies. */
  writeState(state: HostState): Promise<void>;
  dispose(): Promise<void>;
}

export interface CompiledFunction {
  run(inputs: Record<string, HostTensor>): Promise<Record<string, HostTensor>>;
  dispose(): Promise<void>;
}
