// How an affinity map is to be read, in both languages: for the window, the report and the command line.

import type { Words } from '../language.ts';

export const affinityTexts = {
  legend: {
    ja: '行のタスクを学習したときに、列のタスクの誤差がどれだけ下がるかです。列のタスク自身を学習したときの効果を 1 とした値で、[下限, 上限] は 95 % 区間です。',
    en: 'How much learning the row’s task lowers the error of the column’s task, as a share of what the column’s own learning does. [low, high]: interval at 95 %.',
  },
  rule: {
    ja: '区間が 0 を含まず、効果が ±5 % を超えるときだけ「効果あり」または「逆効果」とします。区間が ±5 % に収まれば「差なし」、それ以外と、自身を学習しても誤差が下がらないタスクは「判断できない」です。',
    en: '"Helps" or "hurts" is said only where the interval excludes 0 and the effect is beyond ±5 %. An interval within ±5 % is "no difference"; anything else, and every task that its own learning does not improve, is "cannot tell".',
  },
  scope: {
    ja: '学習の始めの短い測定による目安です。まとめた方がよいかどうかは、学習した結果の比較で確かめてください。',
    en: 'A guide from a short measurement at the start of training. Whether to merge is settled by comparing trained models.',
  },
  conflict: {
    ja: '勾配の向きが逆になった割合です。参考の値で、まとめてよいかどうかの予測にはなりません。',
    en: 'How often the gradients pointed apart. For information only: it does not predict whether tasks do well together.',
  },
  groups: { ja: '1 つのモデルにまとめる候補:', en: 'Candidates for one model:' },
} as const satisfies Record<string, Words>;
