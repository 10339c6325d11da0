// Refusals of judging new data with a finished run. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import type { Words } from '../language.ts';

export const judgingRefusals = {
  'judging.no-run': {
    ja: () => ({
      message: '判定に使える学習済みモデルがありません。',
      hint: '先に学習を終えてください。モデルを削除した学習は判定に使えません。',
    }),
    en: () => ({
      message: 'There is no trained model that could judge.',
      hint: 'Train first. Runs whose models were deleted cannot judge.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'judging.unknown-run': {
    ja: (f) => ({
      message: `「${f.run}」という学習結果はありません。`,
      hint: `使えるもの: ${f.known.ja}`,
    }),
    en: (f) => ({ message: `There is no run "${f.run}".`, hint: `There are: ${f.known.en}` }),
  } satisfies RefusalEntry<{ run: string; known: Words }>,
  'judging.no-choice': {
    ja: (f) => ({
      message: '採用したモデルも、比較で推奨されたモデルもないため、どのモデルで判定するか決められません。',
      hint: `使うモデルを選んでください: ${f.known.ja}`,
    }),
    en: (f) => ({
      message: 'No model was adopted and the comparison recommends none, so it is open which one is to judge.',
      hint: `Choose one: ${f.known.en}`,
    }),
  } satisfies RefusalEntry<{ known: Words }>,
  'judging.no-source': {
    ja: (f) => ({
      message: `このモデルにデータ「${f.source}」はありません。`,
      hint: `使えるデータの名前: ${f.known}`,
    }),
    en: (f) => ({ message: `This model has no data set "${f.source}".`, hint: `Its data sets: ${f.known}` }),
  } satisfies RefusalEntry<{ source: string; known: string }>,
  'judging.which-source': {
    ja: (f) => ({
      message: 'このモデルには複数のデータがあり、どのデータのファイルか分かりません。',
      hint: `データの名前を付けてください（コマンドでは --data ${f.first}=ファイル）。使える名前: ${f.known}`,
    }),
    en: (f) => ({
      message: 'This model has several data sets; it is not said which of them the file belongs to.',
      hint: `Name the data set (on the command line --data ${f.first}=FILE). There are: ${f.known}`,
    }),
  } satisfies RefusalEntry<{ first: string; known: string }>,
  'judging.source-twice': {
    ja: (f) => ({
      message: `データ「${f.source}」が 2 回指定されています。`,
      hint: '1 つのデータのファイルは、まとめて指定してください。',
    }),
    en: (f) => ({ message: `The data set "${f.source}" is named twice.`, hint: 'Give all its files together.' }),
  } satisfies RefusalEntry<{ source: string }>,
  'judging.no-task': {
    ja: (f) => ({
      message: `データ「${f.source}」を対象にしたタスクがありません。`,
      hint: '別のデータを指定してください。',
    }),
    en: (f) => ({ message: `No task is on the data set "${f.source}".`, hint: 'Give files of another data set.' }),
  } satisfies RefusalEntry<{ source: string }>,
  'judging.column-missing': {
    ja: (f) => ({
      message: `${f.file} に、モデルが使う列「${[f.column, ...f.others].join('」「')}」がありません。`,
      hint:
        f.nearest === ''
          ? '見出しの文字が学習に使ったファイルと同じか、確認してください。列の順番は違っていてもかまいません。'
          : `「${f.column}」に近い名前の列「${f.nearest}」があります。見出しを学習に使ったファイルと同じ文字にしてください。`,
    }),
    en: (f) => ({
      message: `${f.file} has no column ${[f.column, ...f.others].map((name) => `"${name}"`).join(', ')}, which the model reads.`,
      hint:
        f.nearest === ''
          ? 'Check that the header is spelt as in the file used for training. The order of columns does not matter.'
          : `There is a column "${f.nearest}", which is near to "${f.column}". Give it the name it had in the file used for training.`,
    }),
  } satisfies RefusalEntry<{ column: string; file: string; nearest: string; others: readonly string[] }>,
  'judging.no-photos': {
    ja: (f) => ({
      message: `データ「${f.source}」は写真のデータですが、写真がありません。`,
      hint: '写真のフォルダーか zip を指定してください。',
    }),
    en: (f) => ({
      message: `The data set "${f.source}" is one of photos, but none was given.`,
      hint: 'Give a folder or a zip of photos.',
    }),
  } satisfies RefusalEntry<{ source: string }>,
  'judging.photos-unwanted': {
    ja: (f) => ({
      message: `データ「${f.source}」は表のデータです。「${f.file}」は使えません。`,
      hint: 'CSV か Excel のファイルを指定してください。',
    }),
    en: (f) => ({
      message: `The data set "${f.source}" is a table; "${f.file}" cannot be used.`,
      hint: 'Give CSV or Excel files.',
    }),
  } satisfies RefusalEntry<{ source: string; file: string }>,
  'judging.no-signal': {
    ja: (f) => ({
      message: `モデルが使う信号のファイル「${f.file}」がありません。`,
      hint: '学習のときと同じ名前の信号ファイルを、すべて指定してください。',
    }),
    en: (f) => ({
      message: `The signal file "${f.file}", which the model reads, is missing.`,
      hint: 'Give every signal file under the name it had in training.',
    }),
  } satisfies RefusalEntry<{ file: string }>,
  'judging.no-table': {
    ja: (f) => ({
      message: `データ「${f.source}」の表のファイルがありません。`,
      hint: 'CSV か Excel のファイルも指定してください。',
    }),
    en: (f) => ({
      message: `The table of the data set "${f.source}" is missing.`,
      hint: 'Give its CSV or Excel file as well.',
    }),
  } satisfies RefusalEntry<{ source: string }>,
  'judging.joined-gone': {
    ja: (f) => ({
      message: `学習のときに結合した表「${f.file}」が、もう残っていません。`,
      hint: 'その表のファイルも一緒に指定してください。',
    }),
    en: (f) => ({
      message: `The table "${f.file}", joined in training, is no longer kept.`,
      hint: 'Give that table together with the new file.',
    }),
  } satisfies RefusalEntry<{ file: string }>,
  'judging.old-run': {
    ja: () => ({
      message: '以前の版で学習したモデルで、学習のデータも残っていないため、判定に使えません。',
      hint: '学習のデータを入れ直して、もう一度学習してください。',
    }),
    en: () => ({
      message: 'This model was trained by an earlier release and its data are gone, so it cannot judge.',
      hint: 'Take the data in again and train once more.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'judging.forecast-short': {
    ja: (f) => ({
      message: `先の値を予測するには連続した ${f.needed} 行が必要ですが、${f.found} 行しかありません。`,
      hint: 'もっと前からのデータを含むファイルを指定してください。',
    }),
    en: (f) => ({
      message: `A forecast needs ${f.needed} rows in a row, but there are only ${f.found}.`,
      hint: 'Give a file that begins earlier.',
    }),
  } satisfies RefusalEntry<{ needed: number; found: number }>,
  'judging.not-yet': {
    ja: (f) => ({
      message: `同じデータに先の値の予測と「${f.task}」の判定があり、この組み合わせの新しいデータはまだ判定できません。`,
      hint: '予測と判定を別のデータに分けて学習するか、モデルを ONNX ファイルとして書き出して使ってください。',
    }),
    en: (f) => ({
      message: `The same data set has forecasts and "${f.task}", which is judged row by row: new data cannot be judged for both yet.`,
      hint: 'Train them on data sets of their own, or take the model away as an ONNX file.',
    }),
  } satisfies RefusalEntry<{ task: string }>,
  'judging.gone': {
    ja: () => ({
      message: 'この判定結果はもう残っていません。',
      hint: 'もう一度判定してください。',
    }),
    en: () => ({ message: 'This result is no longer kept.', hint: 'Judge the files once more.' }),
  } satisfies RefusalEntry<Record<string, never>>,
  'judging.own-input': {
    ja: (f) => ({
      message: `結果の書き出し先「${f.file}」は、判定するファイル自身です。`,
      hint: '別の名前を指定してください。',
    }),
    en: (f) => ({
      message: `The result would be written over "${f.file}", which is to be judged.`,
      hint: 'Choose another name.',
    }),
  } satisfies RefusalEntry<{ file: string }>,
} as const;
