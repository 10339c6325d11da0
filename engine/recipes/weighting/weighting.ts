// How the losses of several tasks become the one number that training minimises.
//
// Part of a weighting is recorded into the training step (`objective`, `shadow`, `afterStep`: pure
// tfjs), part may run on the host between steps (`host`: plain arithmetic, weights enter the step as
// an input). Its trained variables are stepped by the same optimiser as the model.

import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../../base/rng.ts';
import type { About } from '../../contract/recipes.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Parameters } from '../../models/trunk.ts';
import type { Settings } from '../settings.ts';

export interface WeightingStart {
  readonly taskCount: number;
  /** Length of `WeightingInput.features`. */
  readonly featureWidth: number;
  /** Loss of each task's best constant answer on the training rows, where training starts from; above 0. */
  readonly baselines: readonly number[];
  readonly settings: Settings;
  readonly rng: Rng;
}

/** What a weighting sees of one batch, at one point of parameter space. */
export interface WeightingInput {
  /** Raw mean loss of each task, `[K]`; 0 where `present` is 0. */
  readonly losses: Tensor1D;
  /** 1 where the batch holds a label of the task (and the task is updated now), else 0, `[K]`. */
  readonly present: Tensor1D;
  /** False when every task has a label in every row: the chain of tasks is then never broken. */
  readonly mayMiss: boolean;
  /** How much each task matters to the user, `[K]`, multiplied into its (scaled) loss. */
  readonly importance: Tensor1D;
  /** What the heads read, averaged over rows and members, `[featureWidth]`. Not detached. */
  readonly features: Tensor1D;
  /** The weighting's own trained variables. */
  readonly variables: Parameters;
  /** Tensors it remembers without training them. */
  readonly memory: Parameters;
  /** 1 on the first batch of an epoch, else 0; a scalar. */
  readonly epochStart: Tensor;
  /** Weights from the host, `[K]`; ones unless the weighting has a `host` part. */
  readonly weights: Tensor1D;
  /** Inner products of the tasks' gradients by the shared parameters, `[K, K]`, constants; null unless the weighting asks for them. */
  readonly gram: Tensor2D | null;
  /** What `noise` drew for this step, constants; null unless the weighting draws. */
  readonly noise: Tensor | null;
  /** Losses at the shadow parameters, `[K]`, constants; null unless the weighting declares a shadow. */
  readonly shadowLosses: Tensor1D | null;
  readonly settings: Settings;
}

export interface Weighed {
  /**
   * The scalar to minimise. Of a weighting that combines gradients only its own variables feel it: the shared
   * parameters get `weights` times the tasks' gradients, each head the gradient of its own task's loss.
   */
  readonly objective: Tensor;
  /** The factor each raw loss had in it, `[K]`, for the record. */
  readonly weights: Tensor1D;
  /** New memory, same names and shapes; what is left out stays. */
  readonly memory?: Readonly<Record<string, Tensor>>;
}

export interface HostWeighing {
  readonly taskCount: number;
  readonly epoch: number;
  /** Mean training loss of each task in every finished epoch, oldest first; NaN where a task had no label. */
  readonly epochLosses: readonly (readonly number[])[];
  readonly settings: Settings;
  readonly rng: Rng;
}

export interface Weighting {
  readonly about: About;
  /** True where every task simply counts as it stands: what is left when a choice says nothing about weights. */
  readonly neutral?: true;
  /** True where a search may give the weights. */
  readonly takesWeights?: true;
  /**
   * True where the method combines the tasks' gradients by the shared parameters (importance times loss, each):
   * the step computes them all (one backward pass a task) and gives their inner products as `input.gram`.
   * Heads keep the gradient of their own loss (methods.md 6.2).
   */
  readonly gram?: true;
  /** Random numbers drawn on the host for every step: their shape, and how one is drawn. */
  noise?(taskCount: number): { readonly shape: readonly number[]; draw(rng: Rng): number };
  /** First values: variables trained by the step's optimiser, and memory that is not. */
  start(context: WeightingStart): { readonly variables: HostArrays; readonly memory: HostArrays };
  objective(input: WeightingInput): Weighed;
  /**
   * A second copy z of the model, descended `steps` times a batch on `objective` before the step itself;
   * the step then sees the losses at z. Null when these settings need none.
   */
  shadow?(settings: Settings): { readonly steps: number; objective(input: WeightingInput): Tensor } | null;
  /** Sees the same batch again after the update, at the price of one more forward pass; gives new memory. */
  afterStep?(input: WeightingInput, lossesAfter: Tensor1D): Readonly<Record<string, Tensor>>;
  /** The weights of the coming epoch, or what the method makes them of, `[K]`, by plain arithmetic; an input of the step. */
  host?(weighing: HostWeighing): readonly number[];
  /**
   * Draws each row of a batch from one task's labelled rows with these probabilities `[K]`; null = every row once an
   * epoch. Its weights are then each task's rows in the batch, so that every row's loss counts the same.
   */
  drawsBy?(settings: Settings, taskCount: number): readonly number[] | null;
  /** Learning-rate factors by prefix of the variables' names. */
  rates?(settings: Settings): Readonly<Record<string, number>>;
}
