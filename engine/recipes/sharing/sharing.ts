// Who shares which parameters: the contract of the first of the four choices.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Rng } from '../../base/rng.ts';
import type { About } from '../../contract/recipes.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Parameters, Prepared, Trunk } from '../../models/trunk.ts';
import type { Settings } from '../settings.ts';

export interface Sharing {
  readonly about: About;
  /** True where the tasks' networks touch nowhere: each is clipped, stopped and kept at its best on its own. */
  readonly independent: boolean;
  /** How many different feature tensors `features` gives: what a router that reads them all has to expect. */
  featureSets(taskCount: number): number;
  /** First values of the trunk's parameters, named `shared/...` or `task/<k>/...`. Heads are not its business. */
  start(trunk: Trunk, taskCount: number, rng: Rng, settings: Settings): HostArrays;
  /** What each task's head reads, `[members, rows, width]`, one tensor a task. Pure tfjs. */
  features(
    trunk: Trunk,
    parameters: Parameters,
    prepared: Prepared,
    taskCount: number,
    settings: Settings,
  ): readonly Tensor[];
  /** A scalar added to the objective, of all parameters by name. Pure tfjs. Left out by most. */
  penalty?(trunk: Trunk, parameters: Parameters, settings: Settings): Tensor;
  /** Learning-rate factors by name prefix, such as faster gates. */
  rates?(settings: Settings): Readonly<Record<string, number>>;
}
