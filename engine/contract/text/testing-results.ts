// Results for tests of texts: a training with equal weights, and separate models twice and a half as dear.

import type { RunResult } from '../runs.ts';
import { plainRecipe, separateRecipe } from '../yardsticks.ts';

export const plain: RunResult = {
  recipe: plainRecipe,
  tasks: {},
  deltaM: null,
  comparisons: [],
  parameters: 100,
  flops: 4000,
  bytes: 900,
  latencyMs: { p50: 0.2, p95: 0.3 },
  trainSeconds: 40,
  epochs: 2,
  bestEpoch: 2,
  stepMs: 2,
  peakMemoryMb: 0,
  device: 'cpu',
  deviceReason: '',
  seed: 1,
};
export const twins: RunResult = { ...plain, recipe: separateRecipe, flops: 10_000 };
