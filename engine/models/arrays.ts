// First values of parameters, drawn on the host from a seeded generator.

import type { Rng } from '../base/rng.ts';

/** A parameter before it becomes a tensor: row-major float32. */
export interface HostArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
export type HostArrays = Record<string, HostArray>;

/** The same number everywhere. */
export function filled(shape: readonly number[], value: number): HostArray {
  return { shape, data: new Float32Array(sizeOf(shape)).fill(value) };
}

/** Uniform in [-limit, limit]. */
export function uniform(shape: readonly number[], limit: number, rng: Rng): HostArray {
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => (2 * rng.next() - 1) * limit) };
}

/** Normal with mean 0. */
export function normal(shape: readonly number[], deviation: number, rng: Rng): HostArray {
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => rng.normal() * deviation) };
}

/** +1 or -1 with equal chance: BatchEnsemble's start of an adapter (Wen et al. 2020, section 3). */
export function signs(shape: readonly number[], rng: Rng): HostArray {
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => (rng.next() < 0.5 ? -1 : 1)) };
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1);
}

/** The array with these places of its last axis only, in this order. */
export function keepLast({ shape, data }: HostArray, kept: readonly number[]): HostArray {
  const width = shape.at(-1)!;
  const rows = data.length / width;
  const result = new Float32Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    kept.forEach((place, i) => (result[row * kept.length + i] = data[row * width + place]!));
  }
  return { shape: [...shape.slice(0, -1), kept.length], data: result };
}

/** The matrices `[..., rows, columns]` with these rows only, in this order. */
export function keepRows({ shape, data }: HostArray, kept: readonly number[]): HostArray {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  const matrices = data.length / rows / columns;
  const result = new Float32Array(matrices * kept.length * columns);
  for (let m = 0; m < matrices; m++) {
    kept.forEach((row, i) => {
      const from = (m * rows + row) * columns;
      result.set(data.subarray(from, from + columns), (m * kept.length + i) * columns);
    });
  }
  return { shape: [...shape.slice(0, -2), kept.length, columns], data: result };
}

/** The arrays named `prefix...`, named without it. */
export function arraysUnder(prefix: string, arrays: HostArrays): HostArrays {
  return Object.fromEntries(
    Object.entries(arrays).flatMap(([name, array]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), array]] : [],
    ),
  );
}

/** The arrays with `prefix` before every name. */
export function prefixed(prefix: string, arrays: HostArrays): HostArrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [prefix + name, array]));
}
