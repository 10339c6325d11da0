// No search: one training with the recipe's own settings.

import type { Search } from './search.ts';

export const none: Search = {
  about: {
    id: 'none',
    name: { ja: '探索なし', en: 'No search' },
    purpose: { ja: '設定どおりに1回だけ学習します。', en: 'Trains once with the settings as they are.' },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: null,
    settings: [],
  },
  varies: 'nothing',
  start: () => null,
};
