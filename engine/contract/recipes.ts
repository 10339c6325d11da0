// How several tasks are trained together, and how a choice describes itself.

import * as v from 'valibot';
import type { Words } from './language.ts';

/** Sizes of model a person can choose from. */
export const capacities = ['small', 'medium', 'large'] as const;
export type Capacity = (typeof capacities)[number];

/**
 * `sharing x weighting x schedule x search`, each by id, with their settings beside them:
 * `{"weighting":"bilevel","lambda":0.05}`. What is left out is `hard`, `equal`, `joint`, `none`.
 */
export const Recipe = v.objectWithRest(
  {
    /** A name of the user's own; otherwise one is made from the choices. */
    name: v.optional(v.string()),
    sharing: v.optional(v.string(), 'hard'),
    weighting: v.optional(v.string(), 'equal'),
    schedule: v.optional(v.string(), 'joint'),
    search: v.optional(v.string(), 'none'),
    /** How large the model is; medium when left out. */
    capacity: v.exactOptional(v.picklist(capacities)),
  },
  // Lists before records: a record takes a list for an object with keys 0, 1, ...
  v.union([v.number(), v.string(), v.boolean(), v.array(v.unknown()), v.record(v.string(), v.unknown())]),
);
export type Recipe = v.InferOutput<typeof Recipe>;

export const axes = ['sharing', 'weighting', 'schedule', 'search'] as const;
export type Axis = (typeof axes)[number];

/** One setting of a choice; the form, the help, the check and the report are drawn from it. */
export type Setting = {
  readonly key: string;
  readonly name: Words;
  /** What a larger value (or each option) does. */
  readonly effect: Words;
} & (
  | {
      readonly kind: 'number';
      readonly minimum: number;
      readonly maximum: number;
      readonly initial: number;
      readonly integer?: boolean;
    }
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly id: string; readonly name: Words }[];
      readonly initial: string;
    }
  /** One number for each task, by task id; absent = chosen by the method. */
  | {
      readonly kind: 'per-task';
      readonly minimum: number;
      readonly maximum: number;
      readonly initial: number;
      /** True where only the tasks' numbers against each other count, so that 0 for all of them says nothing. */
      readonly relative?: true;
    }
  /** A compute budget `{flopsOfSeparate|flops|milliseconds|megabytes: number}`, one of the four; absent = none. */
  | { readonly kind: 'budget' }
);

/** How a choice describes itself. */
export interface About {
  readonly id: string;
  /** A plain name, with the published one in brackets where there is one. */
  readonly name: Words;
  /** One sentence for a quality engineer: what it does for her. */
  readonly purpose: Words;
  /** One sentence: what it costs in time and memory against equal weights. */
  readonly cost: Words;
  /** Paper and equation, or null for what needs none. */
  readonly source: string | null;
  readonly settings: readonly Setting[];
  /** One sentence, where weights do not follow from how training goes: what they come from instead. */
  readonly weightsFrom?: Words;
  /** A search that finds the weights: in names it stands for the weighting too. */
  readonly findsWeights?: boolean;
}

export const AboutSchema = v.custom<About>((value) => typeof value === 'object' && value !== null && 'id' in value);
