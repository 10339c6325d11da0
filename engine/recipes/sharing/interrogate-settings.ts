// Settings of share-specialise-prune. Symbols of methods.md 5: tau = ownShare, lambda_s = sharePressure.

import type { Setting } from '../../contract/recipes.ts';

export const interrogateSettings: readonly Setting[] = [
  {
    key: 'budget',
    kind: 'budget',
    name: { ja: '計算量の予算', en: 'Compute budget' },
    effect: {
      ja: '完成したモデルの計算量をこの予算に合わせます。別々のモデルに対する計算量の割合、計算量、1 個あたりの判定時間(ミリ秒)、モデルの大きさ(MB)のどれか 1 つで指定します。指定しなければ専用治具の割合の目標だけで決まりますが、ほとんどが専用、またはほとんどが共通に偏りやすいため、予算の指定をおすすめします。',
      en: 'Fits the finished model to this budget: share of the operations of separate models, operations, milliseconds a part, or megabytes. Without one, the target share of own channels decides alone, and channels tend to end nearly all own or nearly all common: giving a budget is recommended.',
    },
  },
  {
    key: 'ownShare',
    kind: 'number',
    name: { ja: '専用治具の割合の目標 τ', en: 'Target share of own channels τ' },
    effect: {
      ja: '大きいほど、各タスクが専用のチャネルを多く持てます。予算を指定したときは使いません。',
      en: 'The larger, the more channels each task may keep for its own. Not used where a budget is given.',
    },
    minimum: 0,
    maximum: 1,
    initial: 0.3,
  },
  {
    key: 'ownShares',
    kind: 'per-task',
    name: { ja: 'タスクごとの割合の目標 τ', en: 'Target share by task τ' },
    effect: {
      ja: 'まとめると悪くなるタスクほど大きくします。専用の割合がこの値以下のあいだは、共有への圧力をかけません。',
      en: 'Larger for tasks that lose by sharing: no pressure is put on a task below its share.',
    },
    minimum: 0,
    maximum: 1,
    initial: 0.3,
  },
  {
    key: 'sharePressure',
    kind: 'number',
    name: { ja: '共有への圧力 λs', en: 'Pressure to share λs' },
    effect: {
      ja: '大きいほど、共通設備を使う方向へ強く押します。予算を指定したときは出発点で、学習中に自動で加減します。',
      en: 'The larger, the stronger the push towards common channels. With a budget it is where adaptation starts.',
    },
    minimum: 0,
    maximum: 1000,
    initial: 1,
  },
  {
    key: 'gateSpeed',
    kind: 'number',
    name: { ja: 'ゲートの学習速度(倍)', en: 'Speed of the gates (factor)' },
    effect: {
      ja: '大きいほど、共有と専用の切り替えが速く決まります。',
      en: 'The larger, the sooner channels settle between common and own.',
    },
    minimum: 0.1,
    maximum: 100,
    initial: 10,
  },
  {
    key: 'warmUp',
    kind: 'number',
    name: { ja: '専用だけで学習する期間の割合', en: 'Share of training with own channels only' },
    effect: {
      ja: '大きいほど、別々のモデルとして長く学習してから共有を始めます。',
      en: 'The larger, the longer the tasks train as separate models before they start to share.',
    },
    minimum: 0,
    maximum: 0.25,
    initial: 0.1,
  },
];
