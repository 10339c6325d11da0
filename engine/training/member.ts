// One training in progress: its numbers, its best so far, its history. A plain run has one member, a
// search several.

import type { EpochRecord } from '../contract/runs.ts';
import type { HostState } from '../runtime/executor.ts';
import type { Keeper } from './keeper.ts';

export interface Progress {
  /** Finished epochs. */
  readonly epoch: number;
  /** Mean training loss of each task in every finished epoch; NaN without labels. */
  readonly epochLosses: readonly (readonly number[])[];
  readonly records: readonly EpochRecord[];
  /** What the schedule remembers: plain data. */
  readonly schedule: unknown;
  /** True when it will not go on: planned epochs done, out of patience, or diverged. */
  readonly done: boolean;
}

export interface Member {
  /** Shares given by the search; null = the recipe's own weights. */
  readonly weights: readonly number[] | null;
  readonly state: HostState;
  readonly kept: Keeper;
  readonly progress: Progress;
}
