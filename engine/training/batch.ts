// Rows of the encoded table as the tensors a step or a model is fed.

import type { Rng } from '../base/rng.ts';
import type { EncodedInputs } from '../data/features.ts';
import { knownAfter, seenUpTo } from '../data/windows.ts';
import type { Trunk } from '../models/trunk.ts';
import type { BatchShapes, HostTensor } from '../runtime/executor.ts';
import type { TaskTargets } from '../tasks/targets.ts';

/** Shapes of the raw inputs for `size` rows; only what the table has: a table without words has no `categorical`. */
export function inputShapes(inputs: EncodedInputs, size: number): BatchShapes {
  const { numbers, words } = widths(inputs);
  const { image, series } = inputs;
  return {
    ...(image ? { image: { shape: [size, pixelsOf(image)], dtype: 'float32' as const } } : {}),
    ...(series ? { series: { shape: [size, series.lookback, series.channels], dtype: 'float32' as const } } : {}),
    ...(series && series.knownWidth > 0
      ? { known: { shape: [size, series.horizon, series.knownWidth], dtype: 'float32' as const } }
      : {}),
    ...(series?.which ? { which: { shape: [size, 1], dtype: 'int32' as const } } : {}),
    ...(numbers > 0 ? { numeric: { shape: [size, numbers], dtype: 'float32' as const } } : {}),
    ...(words > 0 ? { categorical: { shape: [size, words], dtype: 'int32' as const } } : {}),
  };
}

/**
 * The raw inputs of these rows.
 * @param augmenting draws the augmentation of photos, in training only; null = photos as they are
 */
export function inputTensors(
  inputs: EncodedInputs,
  rows: Uint32Array,
  augmenting: Rng | null = null,
): Record<string, HostTensor> {
  const { numbers, words } = widths(inputs);
  const { image, series } = inputs;
  const tensors: Record<string, HostTensor> = {};
  if (image) tensors['image'] = { shape: [rows.length, pixelsOf(image)], data: image.read(rows, augmenting) };
  if (series) {
    const { lookback, channels, horizon, knownWidth } = series;
    tensors['series'] = { shape: [rows.length, lookback, channels], data: seenUpTo(series, rows) };
    if (knownWidth > 0) {
      tensors['known'] = { shape: [rows.length, horizon, knownWidth], data: knownAfter(series, rows) };
    }
    const { which } = series;
    if (which) tensors['which'] = { shape: [rows.length, 1], data: Int32Array.from(rows, (row) => which[row]!) };
  }
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

/** Shapes of the labels for `size` rows: `labels` and `present`, and `ahead/<k>` for each forecast. */
export function labelShapes(targets: readonly TaskTargets[], size: number): BatchShapes {
  const shape = { shape: [targets.length, size], dtype: 'float32' as const };
  const ahead = targets.flatMap((target, k) =>
    target.ahead ? [[aheadName(k), { shape: [size, target.ahead.width], dtype: 'float32' as const }] as const] : [],
  );
  return { labels: shape, present: shape, ...Object.fromEntries(ahead) };
}

/** Name of the input that holds what task `k`, a forecast, is to say. */
export function aheadName(k: number): string {
  return `ahead/${k}`;
}

/**
 * Labels of these rows, `[K, rows]` with 0 for missing ones, and where they are present; for a forecast
 * `ahead/<k>` `[rows, width]` holds what came, missing = NaN.
 */
export function labelTensors(targets: readonly TaskTargets[], rows: Uint32Array): Record<string, HostTensor> {
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
  const ahead = targets.flatMap((target, k) => {
    if (!target.ahead) return [];
    const { width, read } = target.ahead;
    const data = new Float32Array(rows.length * width);
    rows.forEach((row, i) => read(row, data.subarray(i * width, (i + 1) * width)));
    return [[aheadName(k), { shape: [rows.length, width], data }] as const];
  });
  return { labels: { shape, data: labels }, present: { shape, data: present }, ...Object.fromEntries(ahead) };
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

function pixelsOf({ height, width, channels }: NonNullable<EncodedInputs['image']>): number {
  return height * width * channels;
}

function widths({ rowCount, numeric, categorical }: EncodedInputs): { numbers: number; words: number } {
  return { numbers: numeric.length / rowCount, words: categorical.length / rowCount };
}
