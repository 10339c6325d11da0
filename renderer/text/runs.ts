// Words for what becomes of a run, used on several pages.

const ja = {
  states: {
    waiting: '順番待ち',
    running: '学習中',
    paused: '一時停止',
    completed: '完了',
    stopped: '途中で終了（採用）',
    cancelled: '取消',
    failed: '失敗',
    interrupted: '中断',
  },
  kinds: { recipe: '', constant: '何もしない予測', reference: '参考の学習器' },
  decisions: { testing: '検証中', candidate: '採用候補', adopted: '採用', retired: '廃止' },
  seed: (seed: number) => `乱数 ${seed}`,
  without: (columns: string) => `入力から外した列: ${columns}`,
};

const en: typeof ja = {
  states: {
    waiting: 'waiting',
    running: 'training',
    paused: 'paused',
    completed: 'finished',
    stopped: 'stopped early, kept',
    cancelled: 'cancelled',
    failed: 'failed',
    interrupted: 'interrupted',
  },
  kinds: { recipe: '', constant: 'Always the same answer', reference: 'Reference learner' },
  decisions: { testing: 'Under test', candidate: 'Candidate', adopted: 'Adopted', retired: 'Retired' },
  seed: (seed) => `seed ${seed}`,
  without: (columns) => `left out of the inputs: ${columns}`,
};

export const runWords = { ja, en };
