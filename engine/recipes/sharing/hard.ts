// Hard sharing: one trunk for all tasks, one head each.

import { applyTrunk, startTrunk, under } from '../../models/trunk.ts';
import { prefixed } from '../../models/arrays.ts';
import type { Sharing } from './sharing.ts';

export const hard: Sharing = {
  about: {
    id: 'hard',
    name: { ja: '1つのモデルを共有', en: 'One shared model' },
    purpose: {
      ja: 'すべてのタスクが同じ本体を使い、出口だけをタスクごとに持ちます。',
      en: 'All tasks use the same body; only the last layer is their own.',
    },
    cost: {
      ja: '学習も判定も本体1つ分です。タスクが増えても出口の分しか増えません。',
      en: 'One body to train and to run; more tasks add only their last layers.',
    },
    source: 'Caruana 1997, Multitask Learning',
    settings: [],
  },
  independent: false,
  clippedApart: false,
  shares: true,
  featureSets: () => 1,
  start: (trunk, _taskCount, rng) => prefixed('shared/trunk/', startTrunk(trunk, rng)),
  features: ({ trunk, taskCount }, parameters, prepared) => {
    const shared = applyTrunk(trunk, under('shared/trunk/', parameters), prepared);
    return Array.from({ length: taskCount }, () => shared);
  },
};
