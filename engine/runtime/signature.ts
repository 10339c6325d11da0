// How a step and its state look to the compiler: one flat list of named inputs and outputs.

import type { InputTypes, Recordable } from '../compile/index.ts';
import type { BatchShapes, HostState, HostTensor, Step } from './executor.ts';

export const stateName = (name: string): string => `state/${name}`;
export const nextName = (name: string): string => `next/${name}`;
export const batchName = (name: string): string => `batch/${name}`;
export const metricName = (name: string): string => `metric/${name}`;

/** The step as one function of `state/…` and `batch/…` giving `next/…` and `metric/…`. */
export function flatten(step: Step): Recordable {
  return (inputs) => {
    const { state, metrics } = step(withPrefix(inputs, 'state/'), withPrefix(inputs, 'batch/'));
    return {
      ...Object.fromEntries(Object.entries(state).map(([name, tensor]) => [nextName(name), tensor])),
      ...Object.fromEntries(Object.entries(metrics).map(([name, tensor]) => [metricName(name), tensor])),
    };
  };
}

export function typesOf(state: HostState, shapes: BatchShapes): InputTypes {
  return {
    ...Object.fromEntries(
      Object.entries(state).map(([name, { shape, data }]) => [stateName(name), { shape, dtype: dtypeOf(data) }]),
    ),
    ...Object.fromEntries(Object.entries(shapes).map(([name, type]) => [batchName(name), type])),
  };
}

export function dtypeOf(data: HostTensor['data']): 'float32' | 'int32' {
  return data instanceof Float32Array ? 'float32' : 'int32';
}

/** @throws Error naming the tensor that is missing or has another shape than the graph. */
export function checkTensors(given: Readonly<Record<string, HostTensor>>, wanted: BatchShapes): void {
  for (const [name, { shape, dtype }] of Object.entries(wanted)) {
    const tensor = given[name];
    if (!tensor) throw new Error(`The tensor "${name}" is missing.`);
    const fits = tensor.shape.length === shape.length && tensor.shape.every((extent, axis) => extent === shape[axis]);
    if (fits && dtypeOf(tensor.data) === dtype) continue;
    throw new Error(`"${name}" must be ${dtype} [${shape}], not ${dtypeOf(tensor.data)} [${tensor.shape}].`);
  }
}

/** Shapes and types of arrays on the host. */
export function shapesOf(tensors: HostState): BatchShapes {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, dtype: dtypeOf(data) }]),
  );
}

function withPrefix<T>(record: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  const chosen = Object.entries(record).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(chosen.map(([name, value]) => [name.slice(prefix.length), value]));
}
