// The settings of task groups as a form shows them.

import type { Setting } from '../../contract/recipes.ts';

export const taskGroupsSettings: readonly Setting[] = [
  {
    key: 'affinityBeta',
    kind: 'number',
    minimum: 1e-5,
    maximum: 1,
    initial: 0.01,
    name: { ja: '相性の更新率 β', en: 'Tracking rate beta' },
    effect: {
      ja: '大きいほど直近の測定を重く見て、グループが変わりやすくなります(論文は 40,000 回の更新で 0.001)。',
      en: 'Larger trusts the newest measurements more, so groups change more often (the paper: 0.001 over 40,000 batches).',
    },
  },
  {
    key: 'groupWarmUp',
    kind: 'number',
    minimum: 0,
    maximum: 100_000,
    initial: 100,
    integer: true,
    name: { ja: '様子見の回数', en: 'Warm-up batches' },
    effect: {
      ja: 'グループを作り始めるまで、タスクを 1 つずつ更新して相性を測る回数です(短い学習では全体の 2 割まで)。',
      en: 'Batches in which every task is updated alone, to measure affinities, before groups are formed (at most a fifth of a short training).',
    },
  },
  {
    key: 'regroupEvery',
    kind: 'number',
    minimum: 1,
    maximum: 10_000,
    initial: 1,
    integer: true,
    name: { ja: 'グループ見直しの間隔', en: 'Batches between regroupings' },
    effect: {
      ja: '1 は毎回見直します(論文)。大きいほど計算が減り、グループが長く続きます。',
      en: '1 regroups every batch (the paper). Larger computes less and keeps groups for longer.',
    },
  },
  {
    key: 'preference',
    kind: 'choice',
    initial: 'median',
    options: [
      { id: 'median', name: { ja: '中央値(論文)', en: 'median (the paper)' } },
      { id: 'minimum', name: { ja: '最小値', en: 'minimum' } },
      { id: 'number', name: { ja: '数値で指定', en: 'a number' } },
    ],
    name: { ja: '分けやすさ', en: 'Readiness to split' },
    effect: {
      ja: '中央値は細かく、最小値は大きくまとめます。タスクが 3 つ以下のとき、中央値ではほとんどまとまりません。',
      en: 'The median makes more groups, the minimum fewer. With three tasks or fewer the median hardly ever merges.',
    },
  },
  {
    key: 'preferenceValue',
    kind: 'number',
    minimum: -1000,
    maximum: 1000,
    initial: 0,
    name: { ja: '分けやすさの値', en: 'Readiness to split, as a number' },
    effect: {
      ja: '「数値で指定」のときだけ使います。小さいほど大きなグループになります。',
      en: 'Used only with "a number". Smaller makes larger groups.',
    },
  },
  {
    key: 'attribution',
    kind: 'choice',
    initial: 'cause',
    options: [
      { id: 'cause', name: { ja: '更新したグループ', en: 'the group that was updated' } },
      { id: 'official', name: { ja: '公開コードと同じ', en: 'as in the published code' } },
    ],
    name: { ja: '効果の帰属', en: 'Who is credited' },
    effect: {
      ja: '公開コードは、直前のグループの効果を次のグループに記録します。再現したいときだけ選んでください。',
      en: 'The published code books the effect of the previous group on the next one. Choose it only to reproduce that.',
    },
  },
  {
    key: 'measureLast',
    kind: 'choice',
    initial: 'no',
    options: [
      { id: 'no', name: { ja: 'いいえ(論文)', en: 'no (the paper)' } },
      { id: 'yes', name: { ja: 'はい', en: 'yes' } },
    ],
    name: { ja: '最後のグループも測る', en: 'Measure the last group too' },
    effect: {
      ja: '「はい」は毎回 1 回分の計算を足して最後の効果も測ります。グループが 1 つのときの 2 回更新もなくなります。',
      en: 'Yes spends one more pass a batch to measure the last effect as well; one group alone is then updated once, not twice.',
    },
  },
  {
    key: 'headRate',
    kind: 'choice',
    initial: 'same',
    options: [
      { id: 'same', name: { ja: '同じ', en: 'the same' } },
      { id: 'tasks', name: { ja: 'タスク数倍(論文)', en: 'times the number of tasks (the paper)' } },
    ],
    name: { ja: '各タスク専用部の学習率', en: 'Learning rate of the tasks’ own parts' },
    effect: {
      ja: '共有部はグループの数だけ、専用部は 1 回だけ更新されます。その差を学習率で補うときに選びます。',
      en: 'The shared part moves once for each group, a task’s own part once. Choose more to make up for that.',
    },
  },
  {
    key: 'inactiveHeads',
    kind: 'choice',
    initial: 'still',
    options: [
      { id: 'still', name: { ja: '動かさない', en: 'stay still' } },
      { id: 'drift', name: { ja: '慣性で動く(公開コード)', en: 'drift on (the published code)' } },
    ],
    name: { ja: '更新しないタスクの専用部', en: 'Parts of tasks not updated' },
    effect: {
      ja: '公開コードでは、更新していないタスクの専用部も過去の勾配の慣性で動きます。',
      en: 'In the published code the parts of the other tasks keep moving by the momentum of earlier gradients.',
    },
  },
];
