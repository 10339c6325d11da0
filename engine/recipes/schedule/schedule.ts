// Which tasks are updated when: plain arithmetic on the host between steps.

import type { Rng } from '../../base/rng.ts';
import type { GroupsShown } from '../../contract/methods.ts';
import type { About } from '../../contract/recipes.ts';
import type { Settings } from '../settings.ts';

export interface GroupUpdate {
  readonly group: readonly number[];
  /** Raw losses of all K tasks on the batch before this update; NaN where the batch has no label. */
  readonly losses: readonly number[];
  /** False where the losses or gradients were not finite: nothing moved. */
  readonly sound: boolean;
}

export interface Planned<Memory> {
  readonly memory: Memory;
  /**
   * The groups to update one after another on this batch: together every task, each exactly once (one group alone
   * may come twice). An empty group updates nothing and only looks at the losses.
   */
  readonly groups: readonly (readonly number[])[];
}

/** `Memory` is plain data (JSON), saved with checkpoints. */
export interface Schedule<Memory = unknown> {
  readonly about: About;
  /** True where a group can be less than all tasks: the step is then recorded with a mask input. */
  readonly masks: boolean;
  /** True where tasks outside the group keep moving by left-over momentum, as in some published code. */
  drifts?(settings: Settings): boolean;
  /** @param iterations batches the training is laid out for */
  start(taskCount: number, settings: Settings, iterations?: number): Memory;
  /** Asked before every batch. */
  plan(memory: Memory, rng: Rng, settings: Settings): Planned<Memory>;
  /** Told of each update with the losses its forward pass saw. */
  observe(memory: Memory, update: GroupUpdate, settings: Settings): Memory;
  /** Learning-rate factors by name prefix of the parameters, such as faster heads. */
  rates?(settings: Settings, taskCount: number): Readonly<Record<string, number>>;
  /** Forward and backward passes a batch to expect, for a time told beforehand; 1 when absent. */
  passes?(taskCount: number, settings: Settings): number;
  /** What there is to show at the end. */
  show?(memory: Memory, taskIds: readonly string[]): GroupsShown;
}
