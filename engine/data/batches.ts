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

export interface DrawnBatch {
  readonly rows: Uint32Array;
  /** Rows of each domain in it. */
  readonly counts: readonly number[];
}

/**
 * `count` batches in which every row's domain is drawn anew: domain t with probability `shares[t]`, then the next row
 * of that domain in shuffled passes over it (methods.md 2.6, draws by sample).
 *
 * @param domains row numbers of each domain, none empty
 * @param shares probabilities, sum 1
 * @param size rows a batch, at least 1
 */
export function drawnBatches(
  domains: readonly Uint32Array[],
  shares: readonly number[],
  size: number,
  count: number,
  rng: Rng,
): DrawnBatch[] {
  const passes = domains.map((rows, t) => endlessPass(rows, rng.fork(`domain ${t}`)));
  return Array.from({ length: count }, () => {
    const counts = domains.map(() => 0);
    const rows = Uint32Array.from({ length: size }, () => {
      const t = categorical(shares, rng);
      counts[t]! += 1;
      return passes[t]!();
    });
    return { rows, counts };
  });
}

/** The next row each time it is asked; when all were given, shuffled anew. */
function endlessPass(rows: Uint32Array, rng: Rng): () => number {
  let order = permutation(rows.length, rng);
  let at = 0;
  return () => {
    if (at === order.length) {
      order = permutation(rows.length, rng);
      at = 0;
    }
    return rows[order[at++]!]!;
  };
}

function categorical(shares: readonly number[], rng: Rng): number {
  let rest = rng.next();
  for (const [t, share] of shares.entries()) {
    rest -= share;
    if (rest < 0) return t;
  }
  return shares.length - 1; // rounding
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
