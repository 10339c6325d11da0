// The settings of trace-norm sharing, and how they describe themselves.

import type { Setting } from '../../contract/recipes.ts';
import { variants } from '../maths/unfoldings.ts';
import type { Variant } from '../maths/unfoldings.ts';
import { numberOf, optionOf } from '../settings.ts';
import type { Settings } from '../settings.ts';

/** Kinds of layers whose strength can be set apart, in the order of the step's controls. */
export const layerKinds = ['embedding', 'dense'] as const;

export interface TraceNormSettings {
  readonly variant: Variant;
  /** Strength for all layers and all terms, 0 = none. */
  readonly gamma: number;
  /** Multiples of gamma, in the order of `layerKinds`. */
  readonly factors: readonly number[];
  readonly method: 'gradient' | 'proximal';
  readonly start: 'own' | 'same' | 'twins';
  /** Share of the epochs trained without the pull first, where the start is `twins`. */
  readonly twinsShare: number;
}

export function readSettings(settings: Settings): TraceNormSettings {
  return {
    variant: optionOf(settings, 'variant') as Variant,
    gamma: numberOf(settings, 'gamma'),
    factors: layerKinds.map((kind) => numberOf(settings, `${kind}Factor`)),
    method: optionOf(settings, 'method') as TraceNormSettings['method'],
    start: optionOf(settings, 'start') as TraceNormSettings['start'],
    twinsShare: numberOf(settings, 'twinsShare'),
  };
}

const variantNames = {
  laf: { ja: 'タスク間だけ(LAF)', en: 'across tasks only (LAF)' },
  tucker: { ja: 'すべての軸(Tucker)', en: 'along every axis (Tucker)' },
  tt: { ja: '軸を順に分割(TT)', en: 'axes split one after another (TT)' },
} as const;

const factor = (kind: string, ja: string, en: string): Setting => ({
  key: `${kind}Factor`,
  kind: 'number',
  minimum: 0,
  maximum: 100,
  initial: 1,
  name: { ja: `${ja}の倍率`, en: `Multiple for ${en}` },
  effect: {
    ja: `${ja}にだけ、強さ γ の何倍をかけるかを決めます。0 にすると、その層は引き寄せません。`,
    en: `How many times gamma counts for ${en}; 0 leaves those layers alone.`,
  },
});

/**
 * The paper starts every network from numbers of its own, and so does this by default. From the same numbers the
 * pull acts at once (otherwise equal hidden units stand at different places). Test loss over a constant answer's,
 * small model, strength by validation, twins | own | same: Energy with 60 rows .0490 | .0490 | .0466, EDM .685 | .681
 * | .699, hydraulic .454 | .447 | .413, gas turbine .897 | .921 | .928, ETTh1 .283 | .266 | .265 (the last three
 * with 300 rows; 3 or 5 seeds; `npm run bench -- methods` repeats the first three).
 */
export const traceNormSettings: readonly Setting[] = [
  {
    key: 'gamma',
    kind: 'number',
    minimum: 0,
    maximum: 100,
    initial: 0.01,
    name: { ja: '引き寄せる強さ γ', en: 'Strength gamma' },
    effect: {
      ja: '大きいほど、タスクごとのモデルが互いに似ます。0 ならタスクごとの別学習と同じです。',
      en: "A larger value makes the tasks' models more alike; 0 is training them apart.",
    },
  },
  {
    key: 'variant',
    kind: 'choice',
    initial: 'laf',
    options: variants.map((id) => ({ id, name: variantNames[id] })),
    name: { ja: '引き寄せ方', en: 'What is pulled together' },
    effect: {
      ja: 'LAF はタスク間の共通点だけを、Tucker と TT は層の中の共通点も増やします。Tucker と TT は層が広いと遅くなります。',
      en: 'LAF looks for what tasks have in common; Tucker and TT also within the layers, and become slow for wide ones.',
    },
  },
  factor('embedding', '入力の変換層', 'the embedding of inputs'),
  factor('dense', '中間層', 'the hidden layers'),
  {
    key: 'method',
    kind: 'choice',
    initial: 'gradient',
    options: [
      { id: 'gradient', name: { ja: '損失に加える(論文)', en: 'added to the loss (paper)' } },
      { id: 'proximal', name: { ja: '更新後に縮める', en: 'shrinking after each update' } },
    ],
    name: { ja: '効かせ方', en: 'How it acts' },
    effect: {
      ja: '「更新後に縮める」は、小さな独自成分をちょうど 0 にします(LAF のみ)。',
      en: 'Shrinking makes small parts of their own exactly zero (LAF only).',
    },
  },
  {
    key: 'start',
    kind: 'choice',
    initial: 'own',
    options: [
      { id: 'own', name: { ja: 'タスクごとに別の値から(論文)', en: 'each task from its own numbers (paper)' } },
      { id: 'same', name: { ja: '全タスク同じ値から', en: 'all tasks from the same numbers' } },
      { id: 'twins', name: { ja: 'まず別々に学習', en: 'each trained alone first' } },
    ],
    name: { ja: '出発点', en: 'Where it starts' },
    effect: {
      ja: '同じ値から始めると、対応する部分がそろい、似せやすくなります。',
      en: 'From the same numbers, parts that correspond are found in the same place and are easier to make alike.',
    },
  },
  {
    key: 'twinsShare',
    kind: 'number',
    minimum: 0.1,
    maximum: 0.9,
    initial: 0.5,
    name: { ja: '別々に学習する割合', en: 'Share trained alone' },
    effect: {
      ja: '出発点が「まず別々に学習」のとき、全エポックのうち引き寄せずに学習する割合です。',
      en: 'Where each is trained alone first: the share of the epochs before the pull begins.',
    },
  },
];
