// Rows of the encoded table as the tensors a step or a model is fed.

import type { Rng } from '../base/rng.ts';
import type { EncodedInputs } from '../data/features.ts';
import type { Trunk } from '../models/trunk.ts';
import type { BatchShapes, HostTensor } from '../runtime/executor.ts';
import type { TaskTargets } from '../tasks/targets.ts';

/** Shapes of the raw inputs for `size` rows; a table without words has no `categorical`, one without numbers no `numeric`. */
export function inputShapes(inputs: EncodedInputs, size: number): BatchShapes {
  const { numbers, words } = widths(inputs);
  return {
    ...(numbers > 0 ? { numeric: { shape: [size, numbers], dtype: 'float32' as const } } : {}),
    ...(words > 0 ? { categorical: { shape: [size, words], dtype: 'int32' as const } } : {}),
  };
}

/** The raw inputs of these rows. */
export function inputTensors(inputs: EncodedInputs, rows: Uint32Array): Record<string, HostTensor> {
  const { numbers, words } = widths(inputs);
  const tensors: Record<string, HostTensor> = {};
  if (numbers > 0) {
    const data = new Float32Array(rows.length * numbers);
    rows.forEach((row, i) => data.set(inputs.numeric.subarray(row * numbers, (row + 1) * numbers), i * numbers));
    tensors['numeric'] = { shape: [rows.length, numbers], data };
  }
  if (words > 0) {
    const data = new Int32Array(rows.length * words);
    rows.forEach((row, i) => data.set(inputs.categorical.subarray(row * words, (row + 1) * words), i * words));
    tensors['categorical'] = { shape: [rows.length, words], data };
  }
  return tensors;
}

/** Labels of these rows, `[K, rows]` with 0 for missing ones, and where they are present. */
export function labelTensors(
  targets: readonly TaskTargets[],
  rows: Uint32Array,
): { labels: HostTensor; present: HostTensor } {
  const shape = [targets.length, rows.length];
  const labels = new Float32Array(targets.length * rows.length);
  const present = new Float32Array(targets.length * rows.length);
  targets.forEach((target, k) => {
    rows.forEach((row, i) => {
      const value = target.values[row]!;
      if (Number.isNaN(value)) return;
      labels[k * rows.length + i] = value;
      present[k * rows.length + i] = 1;
    });
  });
  return { labels: { shape, data: labels }, present: { shape, data: present } };
}

/** Columns of the step's `kept` input; 0 = nothing is dropped. */
export function keptWidth({ layers }: Trunk, dropRate: number): number {
  return dropRate > 0 ? layers.reduce((total, layer) => total + layer.dropWidth, 0) : 0;
}

/** What dropout keeps in one step, drawn anew each time; nothing at rate 0. The members of an ensemble share it. */
export function keptTensor(trunk: Trunk, dropRate: number, rows: number, rng: Rng): Record<string, HostTensor> {
  const width = keptWidth(trunk, dropRate);
  if (width === 0) return {};
  const on = 1 / (1 - dropRate);
  const data = new Float32Array(rows * width);
  for (let i = 0; i < data.length; i++) data[i] = rng.next() < dropRate ? 0 : on;
  return { kept: { shape: [rows, width], data } };
}

function widths({ rowCount, numeric, categorical }: EncodedInputs): { numbers: number; words: number } {
  return { numbers: numeric.length / rowCount, words: categorical.length / rowCount };
}
