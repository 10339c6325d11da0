// Refusals of the ways in: files, calls, the command line. One entry a situation.

import type { RefusalEntry, Sentence } from '../errors.ts';

export const hostRefusals = {
  'file.missing': {
    ja: (f) => ({
      message: `ファイル「${f.name}」が見つかりません。`,
      hint: '移動や削除をしていないか確認し、もう一度選んでください。',
    }),
    en: (f) => ({
      message: `The file "${f.name}" is not there.`,
      hint: 'Check whether it was moved or deleted, and choose it again.',
    }),
  } satisfies RefusalEntry<{ name: string }>,
  'folder.unwritable': {
    ja: (f) => ({
      message: `フォルダー ${f.path} を作れないか、書き込めません（${f.detail}）。`,
      hint: '同じ名前のファイルがないか、書き込みの権限があるかを確認するか、別の場所を指定してください。',
    }),
    en: (f) => ({
      message: `The folder ${f.path} cannot be made or written to (${f.detail}).`,
      hint: 'Check whether a file has that name and whether you may write there, or give another place.',
    }),
  } satisfies RefusalEntry<{ path: string; detail: string }>,
  'disk.full': {
    ja: () => ({
      message: '書き込み先のドライブに空きがないため、保存できませんでした。これまでに保存した内容は残っています。',
      hint: '不要なファイルを移すか消して空きを増やしてから、もう一度お試しください。',
    }),
    en: () => ({
      message: 'Nothing more could be saved: the drive is full. What was saved before is all there.',
      hint: 'Move or delete files you no longer need on that drive, then try again.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'file.held': {
    ja: (f) => ({
      message: `「${f.name}」に書き込めません。ほかのプログラムで開いているか、書き込みの権限がありません。`,
      hint: '開いている場合は閉じてから、もう一度保存してください。別の名前や別の場所にも保存できます。',
    }),
    en: (f) => ({
      message: `"${f.name}" cannot be written: it is open in another program, or you may not write there.`,
      hint: 'Close it there and save again, or save under another name or in another place.',
    }),
  } satisfies RefusalEntry<{ name: string }>,
  'file.folder': {
    ja: (f) => ({
      message: `「${f.name}」はフォルダーです。`,
      hint: 'フォルダーの中のファイルを選んでください。',
    }),
    en: (f) => ({ message: `"${f.name}" is a folder.`, hint: 'Choose the files inside it.' }),
  } satisfies RefusalEntry<{ name: string }>,
  'upload.bad-path': {
    ja: (f) => ({
      message: `「${f.path}」は、フォルダーの外を指す名前のため受け取りませんでした。`,
      hint: 'フォルダーを選び直してください。',
    }),
    en: (f) => ({
      message: `"${f.path}" was not taken: its name leads out of the folder.`,
      hint: 'Choose the folder again.',
    }),
  } satisfies RefusalEntry<{ path: string }>,
  'call.invalid': {
    ja: (f) => ({
      message: `画面からの依頼「${f.command}」の内容が正しくありません（${f.path}: ${f.detail}）。`,
      hint: '画面を読み込み直してください。繰り返す場合は、開発元へお知らせください。',
    }),
    en: (f) => ({
      message: `The window's request "${f.command}" is not valid (${f.path}: ${f.detail}).`,
      hint: 'Reload the window. If it happens again, report it to the developers.',
    }),
  } satisfies RefusalEntry<{ command: string; path: string; detail: string }>,
  'call.unknown': {
    ja: (f) => ({
      message: `「${f.command}」という依頼は、この版にはありません。`,
      hint: '画面を読み込み直してください。',
    }),
    en: (f) => ({ message: `There is no request "${f.command}" in this release.`, hint: 'Reload the window.' }),
  } satisfies RefusalEntry<{ command: string }>,
  'call.not-allowed': {
    ja: (f) => ({ message: `「${f.command}」は画面からは実行できません。`, hint: '画面を読み込み直してください。' }),
    en: (f) => ({ message: `"${f.command}" cannot be requested by a page.`, hint: 'Reload the window.' }),
  } satisfies RefusalEntry<{ command: string }>,
  'engine.died': {
    ja: () => ({
      message: '計算エンジンが止まったため、立ち上げ直しました。',
      hint: 'もう一度操作してください。学習は直前のエポックから続きます。',
    }),
    en: () => ({
      message: 'The engine stopped and was started again.',
      hint: 'Repeat what you did. Training goes on from the last epoch.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'engine.gave-up': {
    ja: () => ({
      message: '計算エンジンが繰り返し止まるため、動かすのをやめました。データは失われていません。',
      hint: 'TaskLoom を起動し直してください。また起きる場合は、データフォルダーの logs にある engine.log を開発元へお送りください。',
    }),
    en: () => ({
      message: 'The engine stopped again and again, so it is not started any more. No data was lost.',
      hint: 'Start TaskLoom again. If it happens again, send engine.log, in "logs" of the data folder, to the developers.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'upload.failed': {
    ja: (f) => ({
      message: `ファイル「${f.name}」を受け取れませんでした。`,
      hint: 'ファイルが移動・変更されていないか、USB メモリやネットワークドライブがつながっているか確認し、もう一度お試しください。',
    }),
    en: (f) => ({
      message: `The file "${f.name}" could not be taken.`,
      hint: 'Check that it was not moved or changed and that the USB stick or network drive is connected, then try again.',
    }),
  } satisfies RefusalEntry<{ name: string }>,
  'command-line.usage': {
    ja: (f) => ({
      message: `コマンドの書き方が正しくありません: ${f.problem.ja}`,
      hint: '書き方は taskloom --help で確認できます。',
    }),
    en: (f) => ({ message: `The command cannot be understood: ${f.problem.en}`, hint: 'See taskloom --help.' }),
  } satisfies RefusalEntry<{ problem: { ja: string; en: string } }>,
  'command-line.out-missing': {
    ja: (f) => ({
      message: `${f.folder} には、学習の結果がありません。`,
      hint: '先に taskloom run プロジェクトファイル --out フォルダー を実行してください。',
    }),
    en: (f) => ({ message: `${f.folder} holds no results.`, hint: 'First run: taskloom run PROJECT.json --out DIR' }),
  } satisfies RefusalEntry<{ folder: string }>,
  'command-line.run-failed': {
    ja: (f) => ({
      message: `${f.total} 件の学習のうち ${f.failed} 件が失敗しました: ${f.first.ja.message}`,
      hint: f.first.ja.hint,
    }),
    en: (f) => ({
      message: `${f.failed} of ${f.total} runs failed: ${f.first.en.message}`,
      hint: f.first.en.hint,
    }),
  } satisfies RefusalEntry<{ failed: number; total: number; first: { ja: Sentence; en: Sentence } }>,
} as const;
