// Which tasks are updated when: plain arithmetic on the host between steps.

import type { Rng } from '../../base/rng.ts';
import type { About } from '../../contract/recipes.ts';
import type { Settings } from '../settings.ts';

export interface GroupUpdate {
  readonly group: readonly number[];
  /** Raw losses of all K tasks on the batch before this update; NaN where the batch has no label. */
  readonly losses: readonly number[];
}

/** `Memory` is plain data (JSON), saved with checkpoints. */
export interface Schedule<Memory = unknown> {
  readonly about: About;
  /** True where a group can be less than all tasks: the step is then recorded with a mask input. */
  readonly masks: boolean;
  start(taskCount: number, settings: Settings): Memory;
  /** The groups to update one after another on this batch: together, each task exactly once. */
  plan(memory: Memory, rng: Rng): readonly (readonly number[])[];
  /** Told of each update with the losses its forward pass saw. */
  observe(memory: Memory, update: GroupUpdate): Memory;
}
