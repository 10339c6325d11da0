// How large a model is: three sizes a person can choose from, the linear reference, and the plain
// perceptron that published tables are compared with.

import type { Capacity } from '../contract/recipes.ts';
import type { FeaturePlan } from '../data/features.ts';
import { createLinearTrunk } from './linear.ts';
import { createTabularTrunk } from './tabular.ts';
import type { Trunk } from './trunk.ts';

/** What a trained model was built as. */
export type TrunkSize = Capacity | 'linear' | 'perceptron';

const sizes = {
  small: { width: 64, depth: 2, members: 4, frequencies: 8, embedding: 8 },
  medium: { width: 128, depth: 2, members: 8, frequencies: 16, embedding: 12 },
  large: { width: 256, depth: 3, members: 16, frequencies: 16, embedding: 16 },
  perceptron: { width: 256, depth: 2, members: 1, frequencies: 0, embedding: 0 },
} as const;

/** The tabular trunk of this size for these columns. */
export function trunkOf(plan: FeaturePlan, size: TrunkSize): Trunk {
  return size === 'linear' ? createLinearTrunk(plan) : createTabularTrunk(plan, sizes[size]);
}
