// Search small, train large: a population finds the task weights on a small model; the model proper is then
// trained once with them.
//
// Insight 3 of the paper (methods.md 2.4): within one family of models the best weights hardly depend on
// the size. Source: Royer et al. 2023.

import { populationSettings } from './population.ts';
import type { Search } from './search.ts';

export const transfer: Search = {
  about: {
    id: 'transfer',
    name: {
      ja: '小さなモデルで探した重みを使う(スカラー化 + PBT、重みの転移)',
      en: 'Weights found on a small model (scalarization + PBT, transferred)',
    },
    purpose: {
      ja: '小さなモデルで重みを探し、見つけた重みで本番の大きさのモデルを1回学習します。',
      en: 'Searches the weights on a small model, then trains the full-size model once with what was found.',
    },
    cost: {
      ja: '本番の学習1回分に、小さなモデルでの探索が加わります。重みを大きなモデルで直接探すより速く終わります。',
      en: 'One training of the full-size model plus the search on a small one: quicker than searching on the full-size model itself.',
    },
    source: 'Royer et al. 2023 (arXiv 2310.08910), insight 3: search small, transfer to large within one family',
    settings: populationSettings,
  },
  varies: 'weights',
  start: () => null,
  rehearsal: () => ({ search: 'population', capacity: 'small' }),
};
