// Refusals of data in order of time, and of signals recorded cycle by cycle.

import type { RefusalEntry } from '../errors.ts';
import type { Part } from '../tasks.ts';

const partWords: Readonly<Record<'ja' | 'en', Readonly<Record<Part, string>>>> = {
  ja: { train: '学習用', validation: '検証用', test: 'テスト用' },
  en: { train: 'training', validation: 'validation', test: 'test' },
};

export const seriesRefusals = {
  'series.no-time': {
    ja: (f) => ({
      message: `日時の列「${f.column}」がデータにありません。`,
      hint: '日時の列の名前を確認するか、その列のあるファイルを読み込んでください。',
    }),
    en: (f) => ({
      message: `The data has no time column "${f.column}".`,
      hint: 'Check the name of the time column, or import a file that has it.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.not-a-time': {
    ja: (f) => ({
      message: `列「${f.column}」は日時として読めません（例: 「${f.example}」）。`,
      hint: 'この列の種別を「日時」にするか、日時の入った別の列を選んでください。',
    }),
    en: (f) => ({
      message: `Column "${f.column}" does not hold dates (for example "${f.example}").`,
      hint: 'Set its kind to "date", or choose another column that holds dates.',
    }),
  } satisfies RefusalEntry<{ column: string; example: string }>,
  'series.no-column': {
    ja: (f) => ({
      message: `系列を区別する列「${f.column}」がデータにありません。`,
      hint: '列の名前を確認するか、系列の指定を外してください。',
    }),
    en: (f) => ({
      message: `The data has no column "${f.column}" to tell the series apart.`,
      hint: 'Check the name, or leave the series column out.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.no-rows': {
    ja: (f) => ({
      message: `列「${f.column}」に日時の入った行が 1 つもありません。`,
      hint: '日時の列が合っているか、日付の書き方（日/月の順）の設定を確認してください。',
    }),
    en: (f) => ({
      message: `No row has a moment in column "${f.column}".`,
      hint: 'Check that it is the time column, and the order of day and month in the import settings.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.no-known-column': {
    ja: (f) => ({
      message: `先の値が分かる列として指定された「${f.column}」がデータにないか、数値・分類の列ではありません。`,
      hint: '計画値や予報のように、予測する時点で先まで分かっている数値または分類の列を指定してください。',
    }),
    en: (f) => ({
      message: `"${f.column}", named as known ahead, is not in the data or holds neither numbers nor categories.`,
      hint: 'Name columns of numbers or categories that are known ahead of time, such as a plan or a weather forecast.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.target-known-ahead': {
    ja: (f) => ({
      message: `予測する列「${f.column}」が、先の値が分かる列にも指定されています。`,
      hint: '答えを入力に含めることになります。どちらか一方から外してください。',
    }),
    en: (f) => ({
      message: `"${f.column}" is to be forecast and is also named as known ahead.`,
      hint: 'That would feed the answer to the model. Take it out of one of the two.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.no-past-column': {
    ja: (f) => ({
      message: `実績まで分かる列として指定された「${f.column}」がデータにないか、数値・分類の列ではありません。`,
      hint: '温度や電流の測定値、運転モードのように、予測する時点までの値が分かっている数値または分類の列を指定してください。',
    }),
    en: (f) => ({
      message: `"${f.column}", named as known up to now, is not in the data or holds neither numbers nor categories.`,
      hint: 'Name columns of numbers or categories that are known up to the moment of the forecast, such as readings or a mode of operation.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.past-and-ahead': {
    ja: (f) => ({
      message: `列「${f.column}」が、実績まで分かる列と先の値も分かる列の両方に指定されています。`,
      hint: '先の値が前もって分かるなら「先の値も分かる」（ahead）だけに、測定して初めて分かるなら「実績まで分かる」（past）だけにしてください。',
    }),
    en: (f) => ({
      message: `"${f.column}" is named both as known up to now and as known ahead.`,
      hint: 'Leave it only in "ahead" if its coming values are known beforehand, or only in "past" if it is known once it has been measured.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'series.too-few-rows': {
    ja: (f) => ({
      message: `「${f.task}」は過去 ${f.lookback} 行を見て ${f.horizon} 行先まで予測しますが、${partWords.ja[f.part]}の ${f.rows} 行では 1 回分にも足りません。`,
      hint: 'さかのぼる行数（lookback）か先の行数（horizon）を短くするか、分ける割合を見直すか、データを増やしてください。',
    }),
    en: (f) => ({
      message: `"${f.task}" looks back on ${f.lookback} rows and ahead on ${f.horizon}; not one such forecast fits into the ${f.rows} rows of the ${partWords.en[f.part]} part.`,
      hint: 'Shorten the lookback or the horizon, change the shares of the split, or add data.',
    }),
  } satisfies RefusalEntry<{ task: string; part: Part; rows: number; lookback: number; horizon: number }>,
  'series.no-hours': {
    ja: (f) => ({
      message: `「${f.task}」は毎日 ${f.hour} 時に始まる予測で評価する設定ですが、このデータの行は 1 日より短い一定の間隔で並んでいません。`,
      hint: '「評価する予測の開始時刻」を「すべての行」にするか（プロジェクトファイルでは origins を消す）、1 時間ごとなど一定の間隔で記録したデータを使ってください。',
    }),
    en: (f) => ({
      message: `"${f.task}" is to be judged on forecasts that begin at ${f.hour}:00 each day, but the rows of this data do not come at a steady step shorter than a day.`,
      hint: 'Set "Judged on forecasts from" to every row (in a project file, take out "origins"), or use data recorded at a steady step, such as every hour.',
    }),
  } satisfies RefusalEntry<{ task: string; hour: number }>,
  'series.no-origin': {
    ja: (f) => ({
      message: `「${f.task}」は毎日 ${f.hour} 時に始まる予測で評価する設定ですが、${partWords.ja[f.part]}の行にその時刻から始められる予測が 1 つもありません。`,
      hint: '「評価する予測の開始時刻」を変えるか、先の行数（horizon）を短くするか、分ける割合を見直してください。',
    }),
    en: (f) => ({
      message: `"${f.task}" is to be judged on forecasts that begin at ${f.hour}:00 each day, but none can begin then in the ${partWords.en[f.part]} part.`,
      hint: 'Choose another hour for "Judged on forecasts from", shorten the horizon, or change the shares of the split.',
    }),
  } satisfies RefusalEntry<{ task: string; hour: number; part: Part }>,
  'series.signal-rows': {
    ja: (f) => ({
      message: `信号ファイル「${f.file}」は ${f.found} サイクルですが、表は ${f.expected} 行です。`,
      hint: '1 行が 1 サイクルで、表と同じ順に同じ数だけ並んでいる必要があります。途中で切れたファイルがないか確認してください。',
    }),
    en: (f) => ({
      message: `The signal file "${f.file}" has ${f.found} cycles, but the table has ${f.expected} rows.`,
      hint: 'Each line is one cycle, as many and in the same order as the rows of the table. Check for files that were cut short.',
    }),
  } satisfies RefusalEntry<{ file: string; found: number; expected: number }>,
  'series.signal-length': {
    ja: (f) => ({
      message: `信号ファイル「${f.file}」の ${f.line} 行目は値が ${f.found} 個で、ほかの行（${f.expected} 個）と違います。`,
      hint: 'どのサイクルも同じ個数の値が必要です。区切り文字（タブ・空白・コンマ）と途中で切れた行を確認してください。',
    }),
    en: (f) => ({
      message: `Line ${f.line} of the signal file "${f.file}" has ${f.found} values, the lines before it ${f.expected}.`,
      hint: 'Every cycle needs the same number of values. Check the delimiter (tab, space, comma) and lines that were cut short.',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; found: number; expected: number }>,
  'series.signal-value': {
    ja: (f) => ({
      message: `信号ファイル「${f.file}」の ${f.line} 行目に数値でない「${f.text}」があります。`,
      hint: '信号ファイルは数値だけで、見出し行はありません。欠測は nan と書くか空欄にしてください。',
    }),
    en: (f) => ({
      message: `Line ${f.line} of the signal file "${f.file}" holds "${f.text}", which is no number.`,
      hint: 'Signal files hold numbers only and no header. Write missing values as nan, or leave them empty.',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; text: string }>,
  'series.signal-too-large': {
    ja: (f) => ({
      message: `信号ファイル「${f.file}」は 1 サイクル ${f.found} 個の値があり、${f.most} 個を超えています。`,
      hint: 'サンプリングを間引いたファイルを使うか、サイクルごとの特徴（平均・ばらつきなど）にしてから読み込んでください。',
    }),
    en: (f) => ({
      message: `The signal file "${f.file}" has ${f.found} values a cycle, more than ${f.most}.`,
      hint: 'Use a file sampled less often, or import features of each cycle (mean, deviation and so on) instead.',
    }),
  } satisfies RefusalEntry<{ file: string; found: number; most: number }>,
} as const;
