// Refusals of evaluation, export and report. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const reportRefusals = {
  'evaluation.not-finite': {
    ja: (f) => ({
      message: `「${f.task}」: ${f.row} 行目の予測が数値になりませんでした。`,
      hint: 'その行の入力に桁外れの値がないか確認してください。あればその行を除き、学習し直してください。',
    }),
    en: (f) => ({
      message: `"${f.task}": the prediction for row ${f.row} is not a finite number.`,
      hint: 'Check that row for values far outside the usual range. Remove such a row and train again.',
    }),
  } satisfies RefusalEntry<{ task: string; row: number }>,

  'report.no-runs': {
    ja: () => ({
      message: '完了した学習がないため、報告書を作成できません。',
      hint: '少なくとも 1 件の学習を完了させてください。途中で終了して採用した学習でも作成できます。',
    }),
    en: () => ({
      message: 'No training has finished, so there is nothing to report.',
      hint: 'Finish at least one training. One that was stopped and kept also counts.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,

  'pdf.no-browser': {
    ja: (f) => ({
      message: `PDF の作成に使うブラウザーが見つかりません（探したもの: ${f.searched}）。`,
      hint: 'Google Chrome、Microsoft Edge、Chromium のいずれかをインストールしてください。特別な場所にある場合は、環境変数 TASKLOOM_BROWSER に実行ファイルのパスを設定してください。',
    }),
    en: (f) => ({
      message: `No browser was found to make the PDF with (looked for: ${f.searched}).`,
      hint: 'Install Google Chrome, Microsoft Edge or Chromium. If it lies in an unusual place, set the environment variable TASKLOOM_BROWSER to its executable.',
    }),
  } satisfies RefusalEntry<{ searched: string }>,

  'pdf.browser-failed': {
    ja: (f) => ({
      message: `ブラウザー（${f.browser}）が PDF を作成できませんでした: ${f.detail}`,
      hint: 'ブラウザーが単独で起動するか確認し、もう一度お試しください。別のブラウザーを使うには、環境変数 TASKLOOM_BROWSER を設定してください。',
    }),
    en: (f) => ({
      message: `The browser (${f.browser}) could not make the PDF: ${f.detail}`,
      hint: 'Check that the browser starts by itself and try again. To use another one, set the environment variable TASKLOOM_BROWSER.',
    }),
  } satisfies RefusalEntry<{ browser: string; detail: string }>,
} as const;
