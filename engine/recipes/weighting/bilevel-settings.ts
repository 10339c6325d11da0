// The settings of bilevel balancing as a form shows them, and as the mathematics reads them; the
// four configurations of the official code (methods.md 1, E7) are presets by data-set name.

import type { Setting } from '../../contract/recipes.ts';
import { numberOf, optionOf } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { Normalisation } from './bilevel-scaling.ts';

export interface BilevelOptions {
  readonly variant: 'official' | 'discrepancyOnly' | 'full';
  readonly lambda: number;
  /** tau of E3: 1, or the weights themselves. */
  readonly tau: 'one' | 'sigma';
  readonly normalisation: Normalisation;
  /** What l^0 of E4 is: the constant answer's loss on all training rows, the first batch's, or each epoch's first. */
  readonly anchor: 'baseline' | 'once' | 'epoch';
  readonly router: 'softmax' | 'sigmoid' | 'relu-sigmoid' | 'linear';
  /** Weights kept within [0.2, 0.8]; not renormalised after. */
  readonly clamp: boolean;
  /** What g is divided by: nothing, the sum of the weights, or that sum held constant. */
  readonly divide: 'nothing' | 'sum' | 'constant-sum';
  readonly pairing: 'adjacent' | 'sorted';
  /** Full variant: descents of z a batch. */
  readonly innerSteps: number;
}

const common = { variant: 'official', anchor: 'once', pairing: 'adjacent', innerSteps: 1 } as const;

/** E7, row by row. */
export const presets: Readonly<Record<string, BilevelOptions>> = {
  cityscapes: {
    ...common,
    lambda: 0.1,
    tau: 'one',
    normalisation: 'identical',
    router: 'linear',
    clamp: true,
    divide: 'nothing',
  },
  'nyu-v2': {
    ...common,
    lambda: 0.05,
    tau: 'sigma',
    normalisation: 'rescaled',
    router: 'linear',
    clamp: true,
    divide: 'sum',
  },
  qm9: {
    ...common,
    lambda: 0.05,
    tau: 'sigma',
    normalisation: 'log',
    anchor: 'epoch',
    router: 'relu-sigmoid',
    clamp: false,
    divide: 'constant-sum',
  },
  celeba: {
    ...common,
    lambda: 0.01,
    tau: 'sigma',
    normalisation: 'identical',
    router: 'sigmoid',
    clamp: false,
    divide: 'constant-sum',
  },
};

/** What the settings mean; a named preset stands above the single settings. */
export function bilevelOptions(settings: Settings): BilevelOptions {
  const preset = presets[optionOf(settings, 'preset')];
  if (preset) return preset;
  const router = optionOf(settings, 'router') as BilevelOptions['router'];
  return {
    variant: optionOf(settings, 'variant') as BilevelOptions['variant'],
    lambda: numberOf(settings, 'lambda'),
    tau: optionOf(settings, 'tau') as BilevelOptions['tau'],
    normalisation: optionOf(settings, 'normalisation') as Normalisation,
    anchor: optionOf(settings, 'anchor') as BilevelOptions['anchor'],
    router,
    clamp: optionOf(settings, 'clamp') === 'on',
    // Softmax weights sum to one; sigmoid ones do not and are divided as in the official code.
    divide: router === 'sigmoid' || router === 'relu-sigmoid' ? 'constant-sum' : 'nothing',
    pairing: optionOf(settings, 'pairing') as BilevelOptions['pairing'],
    innerSteps: numberOf(settings, 'innerSteps'),
  };
}

function choice(
  key: string,
  ja: string,
  en: string,
  effectJa: string,
  effectEn: string,
  initial: string,
  options: readonly (readonly [string, string, string])[],
): Setting {
  return {
    key,
    kind: 'choice',
    name: { ja, en },
    effect: { ja: effectJa, en: effectEn },
    initial,
    options: options.map(([id, nameJa, nameEn]) => ({ id, name: { ja: nameJa, en: nameEn } })),
  };
}

export const bilevelSettings: readonly Setting[] = [
  {
    key: 'lambda',
    kind: 'number',
    name: { ja: 'そろえる強さ λ', en: 'Pull together λ' },
    effect: {
      ja: '大きいほど、タスク間の損失の差を強く縮めます。1 を超えると学習が止まることがあります。',
      en: "Larger values close the gap between the tasks' losses harder. Above 1 training can get stuck.",
    },
    minimum: 0,
    maximum: 2,
    initial: 0.05,
  },
  choice(
    'variant',
    '重みの更新方法',
    'How the weights learn',
    '「差だけ」は重みが1つのタスクに偏りにくい方法です。',
    'With "discrepancy only" the weights do not slide onto the easiest task.',
    'discrepancyOnly',
    [
      ['official', '公式コードと同じ', 'As in the official code'],
      ['discrepancyOnly', '差だけに従う', 'Discrepancy only'],
      ['full', '補助モデル z を使う(完全版)', 'Full, with a second copy z'],
    ],
  ),
  choice(
    'tau',
    '比べる値 τ',
    'Compared values τ',
    '重み付きの損失どうしを比べるか、重みなしの損失どうしを比べるかを決めます。',
    'Whether weighted or plain scaled losses are compared.',
    'sigma',
    [
      ['sigma', '重み × 損失', 'weight × loss'],
      ['one', '損失のみ', 'loss alone'],
    ],
  ),
  choice(
    'normalisation',
    '損失のそろえ方',
    'Scaling of losses',
    '単位の違う損失を比べられるようにします。',
    'Makes losses of different size comparable; those of this program are so already.',
    'identical',
    [
      ['identical', 'そのまま', 'As they are'],
      ['rescaled', '基準の損失で割る', 'Divide by the reference loss'],
      ['log', '対数', 'Logarithm'],
    ],
  ),
  choice(
    'anchor',
    '基準とする損失',
    'Reference losses',
    '割る基準の取り方です。不良がまれなときは「学習データ全体」が安定します。',
    'Where the reference comes from; with rare defects, all training rows are the steady choice.',
    'baseline',
    [
      ['baseline', '学習データ全体(予測なしの損失)', 'All training rows (loss of a constant answer)'],
      ['once', '最初の1回', 'The first batch'],
      ['epoch', '毎エポック', 'Every epoch'],
    ],
  ),
  choice(
    'router',
    '重みの作り方',
    'Router',
    '重みを直接学習するか、モデルの特徴量から計算するかを決めます。',
    "Whether the weights are learned directly or computed from the model's features.",
    'softmax',
    [
      ['softmax', '直接(合計1)', 'Directly, sum 1'],
      ['sigmoid', '直接(各0〜1)', 'Directly, each 0 to 1'],
      ['relu-sigmoid', '直接(各0.5〜1)', 'Directly, each 0.5 to 1'],
      ['linear', '特徴量から計算', 'From features'],
    ],
  ),
  choice(
    'clamp',
    '重みの範囲を0.2〜0.8に制限',
    'Keep weights within 0.2 to 0.8',
    '極端な重みを防ぎます。',
    'Prevents extreme weights.',
    'off',
    [
      ['off', 'しない', 'Off'],
      ['on', 'する', 'On'],
    ],
  ),
  choice(
    'pairing',
    '比べる組',
    'Compared pairs',
    '「大きさの順」は、タスクの並び順に結果が左右されません。',
    'With "by size" the order of the tasks does not matter.',
    'adjacent',
    [
      ['adjacent', '並び順の隣どうし', 'Neighbours in the given order'],
      ['sorted', '大きさの順', 'By size'],
    ],
  ),
  {
    key: 'innerSteps',
    kind: 'number',
    integer: true,
    name: { ja: '補助モデルの更新回数', en: 'Steps of the second copy' },
    effect: {
      ja: '完全版のときだけ使います。多いほど正確で遅くなります。',
      en: 'Used by the full variant only: more is more exact and slower.',
    },
    minimum: 1,
    maximum: 5,
    initial: 1,
  },
  choice(
    'preset',
    '論文の設定',
    'Published configuration',
    '選ぶと、上の設定の代わりに公式コードの設定を使います。',
    "Uses the official code's configuration instead of the settings above.",
    'custom',
    [
      ['custom', '使わない', 'None'],
      ['cityscapes', 'Cityscapes', 'Cityscapes'],
      ['nyu-v2', 'NYU-v2', 'NYU-v2'],
      ['qm9', 'QM9', 'QM9'],
      ['celeba', 'CelebA', 'CelebA'],
    ],
  ),
];
