// Where the state of a step lies in memory: each entry has its array, and entries that are updated as
// one vector are views of it. The same bytes are fed under both names.

import type { Tensor } from 'onnxruntime-node';
import type { Pack } from '../compile/index.ts';
import type { HostState, HostTensor } from './executor.ts';
import { nextName, stateName } from './signature.ts';

export interface StateLayout {
  readonly entries: HostState;
  readonly packs: readonly Pack[];
}

/** One of the two sets of arrays between which a step goes back and forth. */
export interface Side {
  /** Views of the arrays, entry by entry. */
  readonly state: HostState;
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly fetches: Readonly<Record<string, Tensor>>;
  write(state: HostState): void;
}

export function layOut(entries: HostState, packs: readonly Pack[]): StateLayout {
  return { entries, packs };
}

/** New arrays. Only what the graph reads (`wanted`) is fed. */
export function openSide(
  layout: StateLayout,
  wanted: ReadonlySet<string>,
  tensorOf: (tensor: HostTensor) => Tensor,
): Side {
  const views = new Map<string, HostTensor>();
  const feeds: Record<string, Tensor> = {};
  const fetches: Record<string, Tensor> = {};
  for (const { input, output, parts } of layout.packs) {
    const vector = new Float32Array(parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
    const tensor = tensorOf({ shape: [vector.length], data: vector });
    feeds[input] = tensor;
    fetches[output] = tensor;
    for (const part of parts) {
      const data = vector.subarray(part.offset, part.offset + sizeOf(part.shape));
      views.set(part.input, { shape: part.shape, data });
    }
  }
  const state: Record<string, HostTensor> = {};
  for (const [name, { shape, data }] of Object.entries(layout.entries)) {
    const view = views.get(stateName(name));
    const own = view ?? { shape, data: data.slice() };
    state[name] = own;
    if (wanted.has(stateName(name))) feeds[stateName(name)] = tensorOf(own);
    if (!view) fetches[nextName(name)] = tensorOf(own);
  }
  return {
    state,
    feeds,
    fetches,
    write: (values) => {
      for (const [name, { data }] of Object.entries(state)) data.set(values[name]!.data);
    },
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
