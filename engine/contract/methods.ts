// What a method has to show besides its predictions: the data behind the pictures of weights, groups,
// shared parts, gates and populations. Plain records, stored with the run's result.

import * as v from 'valibot';
import { Measured, verdicts } from './measured.ts';
import { Recipe } from './recipes.ts';
import { Identifier } from './tasks.ts';

const Matrix = v.array(v.array(v.number()));

/** Weights and contributions over the epochs, in the order of the project's tasks. */
export const WeightHistory = v.object({
  tasks: v.array(Identifier),
  epochs: v.array(v.number()),
  /** By epoch, one share a task, sum 1. */
  weights: Matrix,
  /** By epoch, each task's share of the weighted losses, sum 1; empty for runs made before it was kept. */
  contributions: Matrix,
});
export type WeightHistory = v.InferOutput<typeof WeightHistory>;

/** How much updating `source` helps `target`: relative loss change of one update, positive = helps. */
export const AffinityCell = v.object({
  source: Identifier,
  target: Identifier,
  /** Affinity over the target's own (1 = helps it as much as its own updates), with its bootstrap interval. */
  relative: Measured,
  /** Mean relative loss change of one update, not normalised. */
  gain: v.nullable(v.number()),
  /** `unknown` where the interval does not tell: drawn grey. The rule in words: `text/affinity.ts`. */
  verdict: v.picklist(verdicts),
  /** Updates measured. */
  n: v.number(),
});
export type AffinityCell = v.InferOutput<typeof AffinityCell>;

export const AffinityMap = v.object({
  tasks: v.array(Identifier),
  /** Every ordered pair, the diagonal included. */
  cells: v.array(AffinityCell),
  /** Suggested groups of task ids that may share one model; each task stands in exactly one. */
  groups: v.array(v.array(Identifier)),
  /** Share of steps in which two tasks' gradients pointed apart, by pair of tasks; information only. Null = not measured. */
  conflict: v.nullable(v.array(v.array(v.nullable(v.number())))),
  steps: v.number(),
  seconds: v.number(),
  seed: v.number(),
});
export type AffinityMap = v.InferOutput<typeof AffinityMap>;

/** Task groups over a training (methods.md 3.8). */
export const GroupsShown = v.object({
  tasks: v.array(Identifier),
  /** Tracked affinity B, row = source, column = target. */
  affinity: Matrix,
  /** Partition after each change, thinned: iteration and, for every task, the index of its group. */
  history: v.array(v.object({ iteration: v.number(), groups: v.array(v.number()) })),
  /** Mean number of groups M over all batches, warm-up included. */
  averageGroups: v.number(),
  /** Batches. */
  iterations: v.number(),
  /** Forward and backward passes over them, repeats and looks included: `updates / iterations` is the cost factor. */
  updates: v.number(),
  /** How often a pair was booked as a conflict (opposite signs), row = source. */
  conflicts: Matrix,
  /** Batches at which no new groups could be found, so that the old ones stayed. */
  notConverged: v.number(),
});
export type GroupsShown = v.InferOutput<typeof GroupsShown>;

/** How much the tasks' networks have in common, layer by layer (methods.md 4.3, 4.7). */
export const SharingShown = v.object({
  tasks: v.array(Identifier),
  layers: v.array(
    v.object({
      layer: v.string(),
      /** 0 = every task its own, 1 = all the same; null where it has no meaning. */
      share: v.nullable(v.number()),
      /** Of each task: 0 = all shared, 1 = all its own; empty where it has no meaning. */
      ownership: v.array(v.number()),
      singularValues: v.array(v.number()),
      effectiveRank: v.nullable(v.number()),
      /** Cosine of every pair of tasks' weights; empty where there is one set of weights. */
      cosines: Matrix,
    }),
  ),
  /** Strength of the pull in use, and those tried with their validation score; empty where it was given. */
  strength: v.nullable(v.number()),
  tried: v.array(v.object({ strength: v.number(), score: v.number() })),
});
export type SharingShown = v.InferOutput<typeof SharingShown>;

export const budgetKinds = ['flopsOfSeparate', 'flops', 'milliseconds', 'megabytes'] as const;
export const ComputeBudget = v.object({ kind: v.picklist(budgetKinds), value: v.number() });
export type ComputeBudget = v.InferOutput<typeof ComputeBudget>;

/** Gates of share-specialise-prune (methods.md 5.9). Operations are multiply-adds of the layers, counted once, by 5.6. */
export const GatesShown = v.object({
  tasks: v.array(Identifier),
  layers: v.array(
    v.object({
      layer: v.string(),
      channels: v.number(),
      /** By task, one number a channel: 1 = own, 0 = shared. */
      gates: v.array(v.array(v.number())),
      /** By task: share of own channels, and mean of the soft gate. */
      ownRate: v.array(v.number()),
      meanSoft: v.array(v.number()),
      /** By task: mean over channels of the learned mixing weight. */
      mixing: v.array(v.number()),
    }),
  ),
  /** What was asked for; null where no budget was given. */
  target: v.nullable(ComputeBudget),
  /** The same quantity as reached by the gates, and as measured (milliseconds, bytes); null where not measured. */
  achieved: v.nullable(v.number()),
  measured: v.nullable(v.number()),
  flops: v.object({ pruned: v.number(), hard: v.number(), separate: v.number() }),
  parameters: v.object({ pruned: v.number(), hard: v.number(), separate: v.number() }),
  /** Largest difference of any output between pruned and unpruned model on real rows. */
  pruneDifference: v.nullable(v.number()),
  flippedLastEpoch: v.number(),
});
export type GatesShown = v.InferOutput<typeof GatesShown>;

/** A search's trainings round by round (methods.md 2.9). */
export const PopulationShown = v.object({
  tasks: v.array(Identifier),
  rounds: v.number(),
  /** One row for each member and round: the weights it trained with, its score at its end, and whose state it took over before it. */
  lineage: v.array(
    v.object({
      round: v.number(),
      member: v.number(),
      weights: v.array(v.number()),
      score: v.nullable(v.number()),
      from: v.nullable(v.number()),
    }),
  ),
  best: v.number(),
  /** Score of the state that was kept of it, at whatever epoch; absent in records of older releases. */
  keptScore: v.optional(v.number()),
  /** Weights along the best member's ancestry, one a round: the schedule it was trained with. */
  schedule: Matrix,
  /** What to use elsewhere: the mean of the schedule's second half, on the simplex, by task; empty where nothing was learned. */
  found: v.array(v.number()),
  /** Size of model the weights were found on, and the size they were used on; the same unless transferred. */
  searchedOn: v.string(),
  usedOn: v.string(),
  /** The found weights as a recipe that trains with them, named after them. */
  reuse: v.optional(Recipe),
});
export type PopulationShown = v.InferOutput<typeof PopulationShown>;

/** Everything a method has to show; each part only where the recipe has it. */
export const methodEntries = {
  weightHistory: v.optional(WeightHistory),
  affinity: v.optional(AffinityMap),
  groups: v.optional(GroupsShown),
  sharing: v.optional(SharingShown),
  gates: v.optional(GatesShown),
  population: v.optional(PopulationShown),
  /** How much of a quantity's answer is linear, above 0 up to 1, by task; only where the validation rows asked for it. */
  lines: v.optional(v.record(Identifier, v.number())),
} as const;
export const MethodShown = v.object(methodEntries);
export type MethodShown = v.InferOutput<typeof MethodShown>;
