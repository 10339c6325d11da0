// Words of the health check.

import { counted } from '../../engine/contract/text/phrases.ts';

const ja = {
  title: 'データ健康診断',
  lead: '学習の前に、データの問題を見つけます。勝手に直すことはありません。',
  checking: '診断しています',
  severities: { fail: '直す', warn: '確認', pass: '問題なし' },
  filter: '表示する項目',
  rows: (count: string) => `該当 ${count} 行を見る`,
  why: 'なぜ?',
  accept: 'このまま使う',
  accepted: 'このまま使うと決めました',
  takeBack: '取り消す',
  acceptedTitle: (count: number) => `このまま使うと決めた項目 ${count} 件`,
  fixed: {
    'exclude-column': (columns: string) => `${columns}を入力から外しました`,
    'remove-rows': (count: string) => `${count} 行を除きました`,
    'use-split': () => '分け方を変えました',
    'change-kind': (column: string) => `「${column}」の種別を変えました`,
    'drop-task': (task: string) => `「${task}」の予測をやめました`,
  },
  columnName: (name: string) => `「${name}」`,
  moreColumns: (count: number) => `ほか ${count} 列`,
  allGood: '直すところはありません。',
  needsTasks: '予測する列を選ぶと、漏れ（正解が入力に混じること）や件数の診断も行います。',
  showPass: (count: number) => `問題のなかった項目 ${count} 件`,
};

const en: typeof ja = {
  title: 'Health check',
  lead: 'Finds problems in the data before training. Nothing is ever changed without you.',
  checking: 'Checking',
  severities: { fail: 'To correct', warn: 'To check', pass: 'In order' },
  filter: 'Show',
  rows: (count) => `Show ${counted(count, 'row')}`,
  why: 'Why?',
  accept: 'Use as it is',
  accepted: 'You decided to use this as it is',
  takeBack: 'Undo',
  acceptedTitle: (count) => `${count} accepted as ${count === 1 ? 'it is' : 'they are'}`,
  fixed: {
    'exclude-column': (columns) => `Left ${columns} out of the inputs`,
    'remove-rows': (count) => `Removed ${counted(count, 'row')}`,
    'use-split': () => 'Changed how rows are divided',
    'change-kind': (column) => `Changed the kind of “${column}”`,
    'drop-task': (task) => `“${task}” is no longer predicted`,
  },
  columnName: (name) => `“${name}”`,
  moreColumns: (count) => `${count} more`,
  allGood: 'Nothing to correct.',
  needsTasks: 'Once you choose what to predict, leaks (the answer among the inputs) and counts are checked as well.',
  showPass: (count) => `${count} in order`,
};

export const healthWords = { ja, en };
