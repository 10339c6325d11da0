// Who shares which parameters: the contract of the first of the four choices.

import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Rng } from '../../base/rng.ts';
import type { GatesShown, SharingShown } from '../../contract/methods.ts';
import type { About } from '../../contract/recipes.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Parameters, Prepared, Trunk } from '../../models/trunk.ts';
import type { Settings } from '../settings.ts';

/** What a sharing is asked with: the same everywhere. */
export interface SharingContext {
  readonly trunk: Trunk;
  readonly taskCount: number;
  readonly settings: Settings;
  /** Numbers each task's head puts out; left out = one each. */
  readonly outputSizes?: readonly number[];
  /** Columns that the linear part of each task's answer reads, 0 = it has none; left out = no task has one. */
  readonly lines?: readonly number[];
  /** What separate models would be, where those read less than this trunk; left out = this trunk for each task. */
  readonly apart?: readonly Apart[];
}

/** Separate models of the tasks of one data set, of several that share a network. */
export interface Apart {
  readonly trunk: Trunk;
  /** Places of its tasks among all. */
  readonly tasks: readonly number[];
  /** Share of the parts that need them: a part needs only the models of its own data set. */
  readonly partsJudged: number;
}

/** A smaller network with the same answers: what is left of the trunk's parameters, and the features from them. */
export interface Pruned {
  readonly parameters: HostArrays;
  /** The order in which the heads find their inputs. */
  readonly order: readonly number[];
  /** Pure tfjs. */
  features(parameters: Parameters, prepared: Prepared): readonly Tensor[];
}

/** Numbers that a sharing feeds to the step without recording it anew: strengths, phases, thresholds. */
export interface Steering {
  /** `[controlCount]`, fed with every batch of the coming epoch. */
  readonly controls: readonly number[];
  /** Parameters set anew before the coming epoch (a start from other parts, gates moved to a budget). */
  readonly parameters?: HostArrays;
  /** False while the model is not yet what was asked for: states of such epochs are never kept as the best. */
  readonly eligible: boolean;
}

/** A compute budget's quantity as measured before training, on the same architecture with untrained weights. */
export interface Calibration {
  /** Of one shared model, and of separate ones. */
  readonly hard: number;
  readonly separate: number;
  /** Of two models of this sharing between them, with their counted cost. */
  readonly gated: readonly [Measurement, Measurement] | null;
}
export interface Measurement {
  readonly operations: number;
  readonly parameters: number;
  readonly value: number;
}

export interface SteeringContext extends SharingContext {
  /** The coming epoch, from 1, and how many are laid out. */
  readonly epoch: number;
  readonly epochs: number;
  /** The model's numbers now. Read only where asked for: copying them has a price. */
  parameters(): HostArrays;
  /** Strength given by a search instead of the settings; null without one. */
  readonly strength: number | null;
  /** Null = a compute budget is counted instead. */
  readonly calibration?: Calibration | null;
}

export interface Sharing {
  readonly about: About;
  /** True where the tasks' networks touch nowhere: each is clipped, stopped and kept at its best on its own. */
  readonly independent: boolean;
  /** True where each task's network is clipped by its own gradient's length (all parameters are some task's own). */
  readonly clippedApart: boolean;
  /** True where some parameters (`shared/...`) serve every task: what methods on shared gradients and affinities need. */
  readonly shares: boolean;
  /**
   * Refuses, before any training, settings that exclude each other or make no sense for so few tasks.
   * @throws Refusal
   */
  refuse?(settings: Settings, taskCount: number): void;
  /** How many different feature tensors `features` gives: what a router that reads them all has to expect. */
  featureSets(taskCount: number): number;
  /** First values of the trunk's parameters, named `shared/...` or `task/<k>/...`. Heads are not its business. */
  start(trunk: Trunk, taskCount: number, rng: Rng, settings: Settings): HostArrays;
  /**
   * What each task's head reads, `[members, rows, width]`, one tensor a task. Pure tfjs.
   * @param controls what `steer` decided, `[controlCount]`; null outside training
   */
  features(
    context: SharingContext,
    parameters: Parameters,
    prepared: Prepared,
    controls: Tensor1D | null,
  ): readonly Tensor[];
  /** A scalar added to the objective, of all parameters by name. Pure tfjs. Left out by most. */
  penalty?(context: SharingContext, parameters: Parameters, controls: Tensor1D | null): Tensor;
  /** Parameters by name after an update, changed ones only, such as a proximal step. `rate` is the learning rate, a scalar. Pure tfjs. */
  afterUpdate?(context: SharingContext, parameters: Parameters, controls: Tensor1D | null, rate: Tensor): Parameters;
  /** Learning-rate factors by name prefix, such as faster gates. */
  rates?(settings: Settings, taskCount: number): Readonly<Record<string, number>>;
  /** True where the penalty has one strength that a search may vary. */
  readonly strength?: true;
  /** How many controls the step takes; 0 or left out = none. */
  controlCount?(taskCount: number): number;
  /** Decides the controls of each epoch; declared where `controlCount` is above 0. */
  steer?(context: SteeringContext): Steering;
  /** Of the separate models' operations, the share that finished networks cannot go below. Left out by most. */
  leastShare?(context: SharingContext): number;
  /** The same network without what nobody reads; null where nothing can be left out. Left out by most. */
  prune?(context: SharingContext, parameters: HostArrays): Pruned | null;
  /** What there is to show of finished parameters. Plain arithmetic. */
  show?(
    context: SharingContext,
    parameters: HostArrays,
    taskIds: readonly string[],
  ): {
    readonly sharing?: SharingShown;
    readonly gates?: GatesShown;
  };
}
