// Refusals between a project document and its runs. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import { number } from './phrases.ts';

export const jobRefusals = {
  'project.source-twice': {
    ja: (f) => ({
      message: `「${f.source}」という名前のデータが 2 つあります。`,
      hint: 'データには 1 つずつ違う名前（id）を付けてください。',
    }),
    en: (f) => ({
      message: `Two data sets are called "${f.source}".`,
      hint: 'Give each data set a name (id) of its own.',
    }),
  } satisfies RefusalEntry<{ source: string }>,
  'project.no-source': {
    ja: (f) => ({
      message: `タスク「${f.task}」のデータ「${f.source}」がありません。`,
      hint: 'どのデータのタスクかを選び直してください。',
    }),
    en: (f) => ({
      message: `The task "${f.task}" is on the data set "${f.source}", which is not there.`,
      hint: 'Choose the data set it belongs to.',
    }),
  } satisfies RefusalEntry<{ task: string; source: string }>,
  'project.no-time': {
    ja: (f) => ({
      message: `「${f.task}」は先の値の予測ですが、データ「${f.source}」の日時の列が決まっていません。`,
      hint: '行の順番を表す日時の列を選んでください（プロジェクトファイルでは "time":"列の名前"）。',
    }),
    en: (f) => ({
      message: `"${f.task}" is a forecast, but the data set "${f.source}" has no time column yet.`,
      hint: 'Choose the column that orders the rows in time (in a project file "time":"its name").',
    }),
  } satisfies RefusalEntry<{ task: string; source: string }>,
  'project.source-empty': {
    ja: (f) => ({
      message: `データ「${f.source}」にファイルも写真もありません。`,
      hint: '表のファイル（files）か、写真のフォルダー（images）を指定してください。',
    }),
    en: (f) => ({
      message: `The data set "${f.source}" has neither files nor photos.`,
      hint: 'Name table files (files) or a folder of photos (images).',
    }),
  } satisfies RefusalEntry<{ source: string }>,
  'project.no-tasks': {
    ja: () => ({
      message: '予測する列がまだ選ばれていません。',
      hint: '予測する列を 1 つ以上選んでください（プロジェクトファイルでは tasks に書きます）。',
    }),
    en: () => ({
      message: 'Nothing has been chosen to be predicted yet.',
      hint: 'Choose at least one column to predict ("tasks" in a project file).',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'project.cannot-predict': {
    ja: (f) => ({
      message: `列「${f.column}」は予測の対象にできません。`,
      hint: '日時の列、写真の列、1 行ごとに違う文字の列は予測できません。別の列を選んでください。',
    }),
    en: (f) => ({
      message: `The column "${f.column}" cannot be predicted.`,
      hint: 'A date, a photo, or text that differs in every row cannot be learned. Choose another column.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'project.one-value': {
    ja: (f) => ({
      message: `列「${f.column}」は、値のある ${number(f.rows)} 行すべてが「${f.value}」のため、予測を学習できません。`,
      hint: '違う値の行（良否なら NG の行）も入ったデータを追加するか、別の列を選んでください。',
    }),
    en: (f) => ({
      message: `The column "${f.column}" cannot be learned: it is "${f.value}" in ${f.rows === 1 ? 'its only row with a value' : `all ${number(f.rows)} rows that have a value`}.`,
      hint: 'Add data with other values (for OK and NG: rows that are NG), or choose another column.',
    }),
  } satisfies RefusalEntry<{ column: string; value: string; rows: number }>,
  'project.no-values': {
    ja: (f) => ({
      message: `列「${f.column}」には値が 1 つもないため、予測を学習できません。`,
      hint: '別の列を選んでください。値があるはずの列なら、欠損として扱う印を確認してください。',
    }),
    en: (f) => ({
      message: `The column "${f.column}" has no values at all, so nothing can be learned of it.`,
      hint: 'Choose another column. If it should have values, check which marks are taken as missing.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'project.no-recipes': {
    ja: () => ({
      message: '学習方法が 1 つも選ばれていません。',
      hint: '学習方法を 1 つ以上選んでください（プロジェクトファイルでは recipes に書きます）。',
    }),
    en: () => ({
      message: 'No way of training has been chosen.',
      hint: 'Choose at least one ("recipes" in a project file).',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'project.duplicate-task': {
    ja: (f) => ({
      message: `タスク「${f.task}」が 2 回定義されています。`,
      hint: 'タスクの id には、それぞれ別の名前を付けてください。',
    }),
    en: (f) => ({ message: `The task "${f.task}" is defined twice.`, hint: 'Give every task an id of its own.' }),
  } satisfies RefusalEntry<{ task: string }>,
  'project.no-inputs': {
    ja: (f) => ({
      message: `入力に使える列が残っていません（全 ${f.columns} 列）。`,
      hint: '外した列のうち、判定の前に分かっているものを入力に戻してください。',
    }),
    en: (f) => ({
      message: `No column is left to predict from (of ${f.columns}).`,
      hint: 'Put back columns left out that are known before the result is judged.',
    }),
  } satisfies RefusalEntry<{ columns: number }>,
  'run.unknown': {
    ja: (f) => ({
      message: `学習 ${f.run} の記録は見つかりません。`,
      hint: '削除された可能性があります。一覧を開き直してください。',
    }),
    en: (f) => ({ message: `There is no run ${f.run}.`, hint: 'It may have been deleted. Open the list again.' }),
  } satisfies RefusalEntry<{ run: string }>,
  'run.not-active': {
    ja: () => ({
      message: 'この学習はすでに終わっています。',
      hint: '一時停止・終了・取り消しができるのは、順番待ちか学習中のときだけです。',
    }),
    en: () => ({
      message: 'This run has already ended.',
      hint: 'Only a waiting or training run can be paused, stopped or cancelled.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'run.data-changed': {
    ja: () => ({
      message: '元のデータが、この学習を始めたときと変わっています。続けても比べられる結果にならないため、止めました。',
      hint: 'もう一度学習を始めると、今のデータで最初から学習します。',
    }),
    en: () => ({
      message:
        'The data is no longer what it was when this run began. Going on would make it incomparable, so it was stopped.',
      hint: 'Start the training again: it then begins anew on the present data.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'run.out-of-time': {
    ja: (f) => ({
      message: `全体の時間の上限（${f.seconds} 秒）を使い切ったため、この学習は行いませんでした。`,
      hint: '時間の上限を延ばすか、学習方法を減らして、もう一度始めてください。',
    }),
    en: (f) => ({
      message: `The time for the whole comparison (${f.seconds} s) was used up, so this training was left out.`,
      hint: 'Allow more time or choose fewer ways of training, then start again.',
    }),
  } satisfies RefusalEntry<{ seconds: number }>,
  'run.engine-died': {
    ja: (f) => ({
      message: `この学習の途中で計算エンジンが ${f.times} 回続けて止まったため、打ち切りました。`,
      hint: 'メモリー不足の可能性があります。ほかのプログラムを終了する、写真を小さくする、一度に学習する方法の数を減らす、設定の「計算に使う装置」を CPU にする、のどれかを行ってから、もう一度学習してください。',
    }),
    en: (f) => ({
      message: `The engine stopped ${f.times} times in a row over this training, so it was given up.`,
      hint: 'Memory may have run out. Close other programs, choose smaller photos or fewer ways of training, or set the device to CPU in Settings, then train again.',
    }),
  } satisfies RefusalEntry<{ times: number }>,
} as const;
