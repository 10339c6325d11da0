// Search for the strength of soft sharing: the same training with no pull and with several strengths, the best
// on the validation rows is kept.

import { numberOf } from '../settings.ts';
import type { Search } from './search.ts';

/** Between these, both tried, in equal factors. */
const [weakest, strongest] = [1e-3, 1e-1];

export const strength: Search = {
  about: {
    id: 'strength',
    name: { ja: '共有の強さを探す', en: 'Find the strength of sharing' },
    purpose: {
      ja: '引き寄せない場合と数段階の強さで学習し、検証データで最も良いものを採用します。',
      en: 'Trains without any pull and with several strengths, and keeps the best one on the validation rows.',
    },
    cost: {
      ja: '学習時間が試す強さの数だけかかります(標準で4回分)。',
      en: 'Takes one whole training for each strength: four unless set otherwise.',
    },
    source: null,
    settings: [
      {
        key: 'strengths',
        kind: 'number',
        integer: true,
        minimum: 2,
        maximum: 10,
        initial: 4,
        name: { ja: '試す強さの数', en: 'Strengths to try' },
        effect: {
          ja: '多いほど細かく探しますが、その分だけ学習が増えます。0 と、0.001 から 0.1 までを等しい倍率で試します。',
          en: 'More look closer, each for one more training: zero, and 0.001 to 0.1 in equal factors.',
        },
      },
    ],
  },
  varies: 'strength',
  start: ({ settings }) =>
    strengthsToTry(numberOf(settings, 'strengths')).map((one) => ({ weights: null, strength: one })),
  trainings: (settings) => numberOf(settings, 'strengths'),
};

/** 0, then `count - 1` strengths; the single one of two is the geometric mean, the paper's 0.01. */
export function strengthsToTry(count: number): number[] {
  const above = count - 1;
  const at = (i: number): number => (above === 1 ? 0.5 : i / (above - 1));
  return [0, ...Array.from({ length: above }, (_, i) => weakest * (strongest / weakest) ** at(i))];
}
