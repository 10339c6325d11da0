// Joint updates: every batch updates all tasks at once.

import type { Schedule } from './schedule.ts';

export const joint: Schedule<{ readonly group: readonly number[] }> = {
  about: {
    id: 'joint',
    name: { ja: '全タスク同時', en: 'All tasks together' },
    purpose: { ja: '毎回すべてのタスクを同時に更新します。', en: 'Updates all tasks in every step.' },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: null,
    settings: [],
  },
  masks: false,
  start: (taskCount) => ({ group: Array.from({ length: taskCount }, (_, k) => k) }),
  plan: (memory) => ({ memory, groups: [memory.group] }),
  observe: (memory) => memory,
};
