// One training in progress: its numbers, its best so far, its history. A plain run has one member, a
// search several.

import type { EpochRecord } from '../contract/runs.ts';
import type { HostState } from '../runtime/executor.ts';
import type { Point } from '../recipes/search/search.ts';
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
  /** True when the search let it go; left out otherwise. */
  readonly stopped?: true;
  /** Joint validation score after the newest epoch, lower is better; null before the first. */
  readonly score: number | null;
}

export interface Member {
  /** What the search gave it; nulls = the recipe's own. */
  readonly point: Point;
  /** Member whose state it took over before this round; null = its own. */
  readonly from: number | null;
  readonly state: HostState;
  readonly kept: Keeper;
  readonly progress: Progress;
}
