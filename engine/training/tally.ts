// Sums over the steps of an epoch: losses, weights, contributions, conflicts.

import type { HostTensor } from '../runtime/executor.ts';

export interface Tally {
  /** Adds one step's metrics; gives the losses of all tasks before it, NaN where the batch had no label. */
  add(metrics: Readonly<Record<string, HostTensor>>): number[];
  losses(): number[];
  /** Mean share of each task in the weights, sum 1. */
  shares(): number[];
  /** Mean share of each task in the weighted losses, sum 1. */
  contributions(): number[];
  /** Mean share of pairs of tasks whose gradients point apart; empty where gradients are not compared. */
  conflict(): { readonly conflict?: number };
}

export function createTally(taskCount: number): Tally {
  const sums = new Float64Array(taskCount);
  const counts = new Float64Array(taskCount);
  const weights = new Float64Array(taskCount);
  const weighted = new Float64Array(taskCount);
  const conflicts: number[] = [];
  return {
    add: (metrics) => {
      const { losses, here, labelled } = metrics as { losses: HostTensor; here: HostTensor; labelled: HostTensor };
      const sound = metrics['sound']!.data[0] === 1;
      if (sound && metrics['conflict']) conflicts.push(metrics['conflict'].data[0]!);
      return Array.from(losses.data, (loss, k) => {
        if (sound && here.data[k] === 1) {
          const weight = metrics['weights']!.data[k]!;
          sums[k]! += loss;
          counts[k]! += 1;
          weights[k]! += weight;
          weighted[k]! += Math.abs(weight * loss);
        }
        return labelled.data[k] === 1 ? loss : Number.NaN;
      });
    },
    losses: () => Array.from(sums, (sum, k) => sum / counts[k]!),
    shares: () => sharesOf(means(weights, counts)),
    contributions: () => sharesOf(means(weighted, counts)),
    conflict: () => (conflicts.length > 0 ? { conflict: conflicts.reduce((a, b) => a + b, 0) / conflicts.length } : {}),
  };
}

function means(sums: Float64Array, counts: Float64Array): number[] {
  return Array.from(sums, (sum, k) => (counts[k]! > 0 ? sum / counts[k]! : 0));
}

function sharesOf(values: readonly number[]): number[] {
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((value) => (total > 0 ? value / total : 1 / values.length));
}
