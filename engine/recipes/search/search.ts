// How settings are found: which trainings to start, and what becomes of them between rounds.

import type { Rng } from '../../base/rng.ts';
import type { About, Capacity } from '../../contract/recipes.ts';
import type { Settings } from '../settings.ts';

/** What a search varies: both enter the one recorded step as inputs. */
export interface Point {
  /** Shares of the tasks, sum 1; null = the recipe's own weights. */
  readonly weights: readonly number[] | null;
  /** Strength of the sharing's penalty; null = the recipe's own. */
  readonly strength: number | null;
}

/** One training among several. */
export interface SearchMember extends Point {
  /** Newest validation score of all tasks together, 1 = a constant answer; lower is better. NaN = diverged. */
  readonly score: number;
  /** True where it trains no further: stopped by an earlier move. */
  readonly stopped: boolean;
}

/** What becomes of a member: it goes on, stops here, or takes over another's state with a new point. */
export type Move =
  | { readonly kind: 'continue' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'copy'; readonly from: number; readonly point: Point };

/** One row for each member and round that has ended. */
export interface LineageRow extends Point {
  readonly round: number;
  readonly member: number;
  readonly score: number | null;
  /** Member whose state it took over before this round; null = its own. */
  readonly from: number | null;
}

export interface SearchStart {
  readonly taskCount: number;
  readonly settings: Settings;
  readonly rng: Rng;
}

export interface SearchContext extends SearchStart {
  /** Every round so far, oldest first, the one just ended included. */
  readonly lineage: readonly LineageRow[];
  /** The round just ended, from 0, and how many there are. */
  readonly round: number;
  readonly rounds: number;
}

/** A search done on another size of model before the training proper, which then uses what it found. */
export interface Rehearsal {
  /** Id of the search done first, and the size of model it is done on. */
  readonly search: string;
  readonly capacity: Capacity;
}

export interface Search {
  readonly about: About;
  /** What it varies; a weighting that takes weights, or a sharing with a strength, is then needed. */
  readonly varies: 'nothing' | 'weights' | 'strength';
  /** @throws Refusal where so many tasks would make it endless */
  refuse?(taskCount: number): void;
  /** Every member at the start; null = one training with the recipe as it stands. */
  start(context: SearchStart): readonly Point[] | null;
  /** True where every member but the first draws its own first state; left out = all begin with the same numbers. */
  readonly ownStarts?: true;
  /** Whole trainings' worth of epochs, what it costs; left out = 1. */
  trainings?(settings: Settings, taskCount: number): number;
  /** Epochs after which a round ends, ascending; the last is `epochs`. Left out = one round. */
  roundEnds?(settings: Settings, epochs: number): readonly number[];
  /** Asked after every round but the last; left out = every member goes on. */
  next?(members: readonly SearchMember[], context: SearchContext): readonly Move[];
  /** Where the weights are first searched on a smaller model. */
  rehearsal?(settings: Settings): Rehearsal;
}
