// The weight history as CSV, one row an epoch, from which its picture can be drawn again: the header row says
// what each column holds.

import { csvText } from './csv.ts';
import type { Language } from './language.ts';
import type { WeightHistory } from './methods.ts';
import type { WeightNote } from './runs.ts';
import { weightSentence } from './text/weight-notes.ts';

/** The words before the task's name in the header row, in the order of the columns. */
export const weightCsvColumns = {
  epoch: { ja: 'エポック', en: 'epoch' },
  weight: { ja: '重み（割合 0〜1）: ', en: 'weight (share 0 to 1): ' },
  contribution: {
    ja: '共有部分への寄与（重み×損失の割合 0〜1）: ',
    en: 'contribution to the shared part (weight x loss, share 0 to 1): ',
  },
  /** Where every task has weights of its own. */
  ownContribution: { ja: '重み×損失の割合（0〜1）: ', en: 'share of the weighted losses (0 to 1): ' },
  kept: { ja: '採用した状態（1 = このエポック）', en: 'state kept (1 = this epoch)' },
  numbers: { ja: '変化の番号（図の丸数字、空白区切り）', en: 'numbers of the changes in the picture (space between)' },
  sentences: { ja: '変化の説明', en: 'what changed' },
} as const;

/**
 * @param notes those marked in the picture, in its order: the first is number 1
 * @param bestEpoch whose state was kept; null = none yet
 * @param isOwn every task has weights of its own: there is no shared part to contribute to
 */
export function weightCsv(
  history: WeightHistory,
  notes: readonly WeightNote[],
  bestEpoch: number | null,
  language: Language,
  isOwn = false,
): string {
  const title = weightCsvColumns;
  const contribution = (isOwn ? title.ownContribution : title.contribution)[language];
  const hasContributions = history.contributions.length > 0;
  const header = [
    title.epoch[language],
    ...history.tasks.map((task) => title.weight[language] + task),
    ...(hasContributions ? history.tasks.map((task) => contribution + task) : []),
    title.kept[language],
    title.numbers[language],
    title.sentences[language],
  ];
  const rows = history.epochs.map((epoch, i) => {
    const here = notes.flatMap((note, at) => (note.epoch === epoch ? [{ note, number: at + 1 }] : []));
    return [
      epoch,
      ...history.tasks.map((_, k) => history.weights[i]?.[k] ?? null),
      ...(hasContributions ? history.tasks.map((_, k) => history.contributions[i]?.[k] ?? null) : []),
      epoch === bestEpoch ? 1 : null,
      here.map(({ number }) => number).join(' '),
      here.map(({ note }) => weightSentence(note, note.taskId, language)).join(' '),
    ];
  });
  return csvText([header, ...rows]);
}
