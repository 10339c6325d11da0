// How settings are found: which trainings to start, and what becomes of them between rounds.

import type { Rng } from '../../base/rng.ts';
import type { About } from '../../contract/recipes.ts';
import type { Settings } from '../settings.ts';

/** One training among several. Only the weights differ: they are an input of one recorded step. */
export interface Member {
  /** Shares of the tasks, sum 1. */
  readonly weights: readonly number[];
  /** Mean over tasks of the validation loss relative to a constant answer; lower is better. NaN = diverged. */
  readonly score: number;
}

/** What becomes of a member: it goes on, or takes over another's state with new weights. */
export type Move =
  { readonly kind: 'continue' } | { readonly kind: 'copy'; readonly from: number; readonly weights: readonly number[] };

export interface SearchStart {
  readonly taskCount: number;
  readonly settings: Settings;
  readonly rng: Rng;
}

export interface Search {
  readonly about: About;
  /** Weights of every member at the start; null = one training with the recipe as it stands. */
  start(context: SearchStart): readonly (readonly number[])[] | null;
  /** Rounds the training is divided into; between two of them `next` is asked. */
  rounds(settings: Settings): number;
  next(members: readonly Member[], context: SearchStart): readonly Move[];
}
