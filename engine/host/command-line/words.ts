// What the command line says besides refusals, in both languages.

import type { Language } from '../../contract/language.ts';
import type { RunSummary } from '../../contract/runs.ts';

const en = {
  help: `taskloom: one model for several inspection and forecasting tasks, trained on this PC

  taskloom run PROJECT.json --out DIR [--device auto|cpu|webgpu|directml|cuda] [--sizes] [--json]
      Trains every recipe of a project file and compares them. Run it again into the same
      DIR and it goes on where it was, or adds what is new. With --sizes every recipe is trained
      as a small, a medium and a large model, beside separate models of the same size.
  taskloom report DIR --pdf FILE [--lang ja|en]
      Writes the report of what was trained into DIR.
  taskloom judge DIR --data FILE [--data FILE...] --out FILE.csv [--run RUN] [--lang ja|en] [--json]
      Judges new data with what was trained into DIR: the adopted model, or else the best of the
      comparison. FILE is a table, a folder or zip of photos; with several data sets ID=FILE.
  taskloom import FILE... [--json]
      Reads CSV, TSV or Excel files and says what was found: columns, kinds, guesses, health.
  taskloom affinity PROJECT.json [--json]
      Measures before any training which tasks help each other, and which may share a model.
  taskloom recipes [--json]     What a recipe can be made of.
  taskloom devices [--json]     What this PC can train on.

  --lang ja|en   language of the messages (otherwise LANG)
  --json         standard output carries JSON lines only

Exit status 0, or another with one line on standard error.
`,
  columns: {
    recipe: 'Recipe',
    seed: 'Seed',
    deltaM: 'Delta-m %',
    parameters: 'Parameters',
    latency: 'ms/part',
    seconds: 'Seconds',
    device: 'Device',
  },
  bySize: 'Delta-m % by size of model, against separate models of the same size (below 0 is better):',
  constant: 'constant (baseline)',
  reference: 'reference learner',
  progress: (run: string, epoch: number, epochs: number, left: string) =>
    `${run}: epoch ${epoch} of up to ${epochs}${left}`,
  left: (text: string) => `, about ${text} left`,
  minutes: (minutes: number) => `${minutes} min`,
  seconds: (seconds: number) => `${seconds} s`,
  state: (run: string, state: string) => `${run}: ${state}`,
  states: {
    waiting: 'waiting',
    running: 'started',
    paused: 'paused',
    completed: 'finished',
    stopped: 'stopped and kept',
    cancelled: 'cancelled',
    failed: 'failed',
    interrupted: 'interrupted',
  } satisfies Record<RunSummary['state'], string>,
  average: (task: string, means: string) => `${task}: ${means}.`,
  bySeries: 'MASE by series, the one forecast worst first:',
  andMore: (count: number) => `and ${count} more`,
  legend: '[low–high]: interval at 95 %. Delta-m: percent against one model per task; below 0 is better.',
  verdict: (name: string, joint: string, alone: string) => `${name}: ${joint}, alone ${alone}`,
  joining: 'Joined against a model for each task, by the 95 % interval of the difference on the same test rows:',
  wrote: (path: string) => `Wrote ${path}`,
  rowsAndColumns: (rows: number, columns: number) => `${rows} rows, ${columns} columns`,
  importColumns: { name: 'Column', kind: 'Kind', unit: 'Unit', missing: 'Missing', distinct: 'Values' },
  kinds: { number: 'number', category: 'category', text: 'text', date: 'date', image: 'photo' },
  findings: (fail: number, warn: number, pass: number) => `Health check: ${fail} FAIL, ${warn} WARN, ${pass} PASS`,
  finding: (title: string, reason: string) => (reason === '' ? title : `${title}: ${reason}`),
  affinityCorner: 'Learning → helps',
  probe: (percent: number, seconds: string) => `Measuring: ${percent} %, about ${seconds} left`,
  available: (yes: boolean): string => (yes ? 'yes' : 'no'),
  judgedBy: (run: string) => `Judged by: ${run}`,
  judgedRows: (files: string, rows: number) => `${files}: ${rows} rows`,
  forecastRows: (files: string, rows: number) => `${files}: ${rows} rows ahead`,
  judging: (phase: 'reading' | 'judging' | 'writing', percent: number) =>
    `${{ reading: 'Reading', judging: 'Judging', writing: 'Writing' }[phase]}: ${percent} %`,
  against: (figures: string) => `against the labels in the file: ${figures}`,
  linesOf: (lines: string) => ` (lines ${lines})`,
  interrupted: 'Stopped. Run the same command again to go on.',
};

const ja: typeof en = {
  help: `taskloom: 複数の検査・予測タスクを 1 つのモデルにまとめ、この PC で学習します

  taskloom run プロジェクト.json --out フォルダー [--device auto|cpu|webgpu|directml|cuda] [--sizes] [--json]
      プロジェクトファイルのすべてのレシピを学習し、比較します。同じフォルダーにもう一度実行すると、
      続きから再開し、新しいレシピだけを追加します。--sizes を付けると、すべてのレシピを
      小さい・標準・大きいモデルで学習し、同じ大きさの別々のモデルと比べます。
  taskloom report フォルダー --pdf ファイル [--lang ja|en]
      学習の結果から報告書(PDF)を作ります。
  taskloom judge フォルダー --data ファイル [--data ファイル...] --out 結果.csv [--run 学習] [--lang ja|en] [--json]
      学習済みのモデルで新しいデータを判定します。モデルは採用したもの、なければ比較で最も良いものです。
      ファイルは表、または写真のフォルダーか zip。データが複数あるときは 名前=ファイル と書きます。
  taskloom import ファイル... [--json]
      CSV・TSV・Excel を読み、列、種別、そう読み取った理由、データ健康診断の結果を示します。
  taskloom affinity プロジェクト.json [--json]
      学習を始める前に、どのタスクどうしが助け合うか、1 つのモデルにまとめられるかを測ります。
  taskloom recipes [--json]     レシピに使える方法の一覧
  taskloom devices [--json]     この PC で学習に使える装置の一覧

  --lang ja|en   メッセージの言語(指定しないときは LANG)
  --json         標準出力には JSON の行だけを出します

終了状態は 0。失敗したときは 0 以外で、標準エラーに 1 行を出します。
`,
  columns: {
    recipe: 'レシピ',
    seed: '乱数',
    deltaM: 'Δm %',
    parameters: 'パラメータ',
    latency: 'ms/個',
    seconds: '学習 秒',
    device: '装置',
  },
  bySize: 'モデルの大きさごとの Δm %（同じ大きさの別々のモデルとの差。0 より小さいほど良い）:',
  constant: '何もしない予測',
  reference: '参考の学習器',
  progress: (run, epoch, epochs, left) => `${run}: エポック ${epoch}（最大 ${epochs}）${left}`,
  left: (text) => `、残り 約${text}`,
  minutes: (minutes) => `${minutes} 分`,
  seconds: (seconds) => `${seconds} 秒`,
  state: (run, state) => `${run}: ${state}`,
  states: {
    waiting: '順番待ち',
    running: '開始',
    paused: '一時停止',
    completed: '完了',
    stopped: '途中で終了（採用）',
    cancelled: '取消',
    failed: '失敗',
    interrupted: '中断',
  },
  average: (task, means) => `${task}: ${means}。`,
  bySeries: '系列ごとの MASE（外れの大きい順）:',
  andMore: (count) => `ほか ${count} 系列`,
  legend: '[下限–上限]: 95 % 区間。Δm: タスクごとの単独モデルとの差（%）。0 より小さいほど良い。',
  verdict: (name, joint, alone) => `${name}: ${joint}（単独 ${alone}）`,
  joining: 'まとめて学習した効果（タスクごとの単独モデルとの差。同じテスト用データでの差の 95 % 区間で判断）:',
  wrote: (path) => `${path} に書き出しました`,
  rowsAndColumns: (rows, columns) => `${rows} 行、${columns} 列`,
  importColumns: { name: '列', kind: '種別', unit: '単位', missing: '欠損', distinct: '値の種類' },
  kinds: { number: '数値', category: '分類', text: '文字', date: '日時', image: '写真' },
  findings: (fail, warn, pass) => `データ健康診断: FAIL ${fail} 件、WARN ${warn} 件、PASS ${pass} 件`,
  finding: (title, reason) => (reason === '' ? title : `${title}: ${reason}`),
  affinityCorner: '学習 → 影響',
  probe: (percent, seconds) => `測定中: ${percent} %、残り 約${seconds}`,
  available: (yes) => (yes ? '使えます' : '使えません'),
  judgedBy: (run) => `判定に使った学習: ${run}`,
  judgedRows: (files, rows) => `${files}: ${rows} 行`,
  forecastRows: (files, rows) => `${files}: 先の ${rows} 行`,
  judging: (phase, percent) =>
    `${{ reading: '読み込み中', judging: '判定中', writing: '書き出し中' }[phase]}: ${percent} %`,
  against: (figures) => `ファイルにある正解との比較: ${figures}`,
  linesOf: (lines) => `（${lines} 行目）`,
  interrupted: '中断しました。同じコマンドをもう一度実行すると、続きから再開します。',
};

export type CommandLineWords = typeof en;
export const commandLineWords: Readonly<Record<Language, CommandLineWords>> = { ja, en };
