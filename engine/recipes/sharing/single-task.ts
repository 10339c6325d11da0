// Single-task twins: the same architecture once for every task, in one graph, touching nowhere.
//
// The fair opponent of sharing: same trunk, same batches, same optimiser, same budget. Gradient
// clipping, early stopping and the best state are each network's own, as if trained alone.

import { applyTrunk, startTrunk, under } from '../../models/trunk.ts';
import { prefixed } from '../../models/arrays.ts';
import type { Sharing } from './sharing.ts';

export const singleTask: Sharing = {
  about: {
    id: 'single-task',
    name: { ja: 'タスクごとに別のモデル', en: 'A model for each task' },
    purpose: {
      ja: 'タスクごとに同じ形のモデルを別々に学習し、まとめた効果を測る基準にします。',
      en: 'Trains the same model separately for each task: the yardstick for what joining them is worth.',
    },
    cost: {
      ja: '学習時間・判定時間・モデルの大きさが、ほぼタスク数倍になります。',
      en: 'Training time, running time and size grow with the number of tasks.',
    },
    source: null,
    settings: [],
  },
  independent: true,
  clippedApart: true,
  shares: false,
  featureSets: (taskCount) => taskCount,
  start: (trunk, taskCount, rng) =>
    Object.assign(
      {},
      ...Array.from({ length: taskCount }, (_, k) =>
        prefixed(`task/${k}/trunk/`, startTrunk(trunk, rng.fork(`task ${k}`))),
      ),
    ),
  features: ({ trunk, taskCount }, parameters, prepared) =>
    Array.from({ length: taskCount }, (_, k) => applyTrunk(trunk, under(`task/${k}/trunk/`, parameters), prepared)),
};
