// The sentence for a notable change of a task's weight. It says what the numbers say, nothing more.

import type { Language } from '../language.ts';
import type { WeightNote } from '../runs.ts';

/** One sentence, such as 「3エポック目: 寸法の重みを 50 % から 38 % に下げました。…」 */
export function weightSentence(note: WeightNote, taskName: string, language: Language): string {
  return language === 'ja' ? japanese(note, taskName) : english(note, taskName);
}

/** A task that gets more weight because it lags, or less because it is ahead; anything else has another cause. */
function explains(reason: WeightNote['reason'], change: WeightNote['change']): boolean {
  if (reason === 'loss-larger') return change === 'raised';
  if (reason === 'loss-smaller') return change === 'lowered';
  return true;
}

function japanese({ epoch, change, from, to, reason }: WeightNote, task: string): string {
  const moved = `${percent(from)} から ${percent(to)}`;
  if (change === 'collapsed') {
    return `${epoch} エポック目: 重みが「${task}」に偏っています（${percent(to)}）。ほかのタスクがほとんど学習されていないおそれがあります。`;
  }
  const done =
    change === 'raised' ? `「${task}」の重みを ${moved} に上げました` : `「${task}」の重みを ${moved} に下げました`;
  const why = {
    'loss-larger': 'このタスクの損失の減り方が、ほかのタスクより遅れています',
    'loss-smaller': 'このタスクの損失は、ほかのタスクより早く減っています',
    discrepancy: '重みを掛けた損失の大きさが、タスクの間でそろう向きの変化です',
    unknown: '損失の減り方は、ほかのタスクとほぼ同じです',
  }[reason];
  return `${epoch} エポック目: ${done}。${explains(reason, change) ? why : '損失の減り方からは説明できない変化です'}。`;
}

function english({ epoch, change, from, to, reason }: WeightNote, task: string): string {
  if (change === 'collapsed') {
    return `Epoch ${epoch}: the weights have slid onto "${task}" (${percent(to)}); the other tasks are hardly trained any more.`;
  }
  const why = {
    'loss-larger': "its loss is falling more slowly than the other tasks'",
    'loss-smaller': "its loss is falling faster than the other tasks'",
    discrepancy: 'this brings the weighted losses of the tasks closer together',
    unknown: "its loss is falling about as fast as the other tasks'",
  }[reason];
  return `Epoch ${epoch}: the weight of "${task}" was ${change} from ${percent(from)} to ${percent(to)}; ${explains(reason, change) ? why : 'how the losses fall does not explain it'}.`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
