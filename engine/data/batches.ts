// Which rows a training step sees: a seeded shuffle a pass, cut into batches of one fixed size.

import { permutation, type Rng } from '../base/rng.ts';

/**
 * One pass over `rows` in random order, as batches of exactly `size` row numbers.
 *
 * Graphs are recorded for one batch size, so the last batch is filled up from the start of the same
 * pass; no row is ever dropped. With fewer rows than `size`, rows repeat within the batch.
 *
 * @param rows row numbers of the training part
 * @param size rows a batch, at least 1
 * @param rng advanced by one shuffle
 */
export function epochBatches(rows: Uint32Array, size: number, rng: Rng): Uint32Array[] {
  const order = permutation(rows.length, rng);
  const batches: Uint32Array[] = [];
  for (let start = 0; start < rows.length; start += size) {
    batches.push(Uint32Array.from({ length: size }, (_, i) => rows[order[(start + i) % rows.length]!]!));
  }
  return batches;
}

/**
 * `rows` in order, as batches of exactly `size`; the last one repeats its last row. For evaluation: only the
 * first `rows.length` results count.
 */
export function orderedBatches(rows: Uint32Array, size: number): Uint32Array[] {
  const batches: Uint32Array[] = [];
  for (let start = 0; start < rows.length; start += size) {
    batches.push(Uint32Array.from({ length: size }, (_, i) => rows[Math.min(start + i, rows.length - 1)]!));
  }
  return batches;
}
